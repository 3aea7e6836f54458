import sanitizeHtml from "sanitize-html";
import { TextWriter } from "./text-writer";

/**
 * What a comment may hold: what the editor writes and what a mail's text needs. No styles, classes, pictures, frames or forms:
 * a comment is read by agents and customers who must not be followed, misled or attacked by it.
 */
const ALLOWED = {
  allowedTags: [
    "p",
    "br",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "hr",
    "a",
  ],
  allowedAttributes: { a: ["href"], ol: ["start"] },
  // Everything else, `javascript:` and `data:` before all, loses its address and keeps its text.
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  // A thousand quotes within each other cost the browser more than they tell.
  nestingLimit: 30,
} satisfies sanitizeHtml.IOptions;

/** HTML as it is stored: nothing but what is allowed, well formed. Sanitising it again changes nothing. */
export const safeHtml = (html: string): string => sanitizeHtml(html, ALLOWED).trim();

/**
 * HTML as a page may put it out. Sanitised once more, so that neither an older row nor one that another program wrote can bring in
 * what is not allowed; links open elsewhere and tell nothing of where they stood.
 */
export const htmlToShow = (html: string): string =>
  sanitizeHtml(html, {
    ...ALLOWED,
    allowedAttributes: { ...ALLOWED.allowedAttributes, a: ["href", "target", "rel"] },
    transformTags: {
      a: (tagName, { href }): sanitizeHtml.Tag =>
        href
          ? { tagName, attribs: { href, target: "_blank", rel: "noopener noreferrer nofollow" } }
          : { tagName, attribs: {} },
    },
  });

/** The same in plain text, for mail, search and export: links keep their address, lists their marks, quotes their `>`. */
export function htmlToText(html: string): string {
  const text = new TextWriter();
  // Sanitised, it is well formed, and `<` stands for nothing but a tag in it.
  for (const [part, closing, tag = "", attributes = ""] of safeHtml(html).matchAll(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g,
  )) {
    if (!tag) text.words(decoded(part));
    else if (closing) text.close(tag);
    else text.open(tag, { href: attributeOf(attributes, "href"), start: attributeOf(attributes, "start") });
  }
  return text.end();
}

const attributeOf = (attributes: string, name: string): string =>
  decoded(new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'", nbsp: " " };

/** sanitize-html escapes these and no others. */
const decoded = (text: string): string =>
  text.replace(/&(lt|gt|quot|amp|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
