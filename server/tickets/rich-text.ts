import sanitizeHtml from "sanitize-html";

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

/** Where a block begins and ends in the text. */
const BLOCKS = new Set(["p", "pre", "blockquote", "ul", "ol", "h1", "h2", "h3", "hr"]);

interface List {
  /** Undefined for bullets. */
  next?: number;
}

/** The same in plain text, for mail, search and export: links keep their address, lists their marks, quotes their `>`. */
export const htmlToText = (html: string): string => textOf(safeHtml(html));

const OF_MAIL = {
  ...ALLOWED,
  allowedTags: [...ALLOWED.allowedTags, "div", "tr", "td", "th"],
  nonTextTags: ["script", "style", "textarea", "option", "title"],
} satisfies sanitizeHtml.IOptions;

/** The text of a mail that comes as HTML alone: mail programs set their lines in `<div>`s and tables, and wrap the source anywhere. */
export function mailHtmlToText(html: string): string {
  const source = /<pre\b/i.test(html) ? html : html.replace(/[ \t\r\n]+/g, " ");
  return textOf(sanitizeHtml(source, OF_MAIL))
    .replace(/[ \t]+$/gm, "")
    .replace(/^ (?! )/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Of HTML that is sanitised. */
function textOf(html: string): string {
  let text = "";
  let quotes = 0;
  const lists: List[] = [];
  const links: { href: string; from: number }[] = [];
  const newLine = () => {
    if (text && !text.endsWith("\n")) text += "\n";
  };
  const add = (words: string) => {
    // Between two blocks a space is how the source was wrapped.
    if (words === " " && (text === "" || text.endsWith("\n"))) return;
    if (words && (text === "" || text.endsWith("\n"))) text += "> ".repeat(quotes);
    text += words;
  };
  // Sanitised, it is well formed, and `<` stands for nothing but a tag in it.
  for (const [part, closing, tag = "", attributes = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g)) {
    if (!tag) {
      add(decoded(part));
    } else if (tag === "br") {
      add("");
      text += "\n";
    } else if (tag === "div" || tag === "tr") {
      newLine();
    } else if (tag === "td" || tag === "th") {
      if (closing) text += " ";
    } else if (tag === "hr") {
      newLine();
      add("---\n");
    } else if (tag === "li") {
      newLine();
      if (!closing) add(`${"  ".repeat(Math.max(0, lists.length - 1))}${markOf(lists.at(-1))}`);
    } else if (tag === "a") {
      if (!closing) links.push({ href: hrefOf(attributes), from: text.length });
      else endLink(links.pop());
    } else if (BLOCKS.has(tag)) {
      if (tag === "blockquote") {
        newLine();
        quotes += closing ? -1 : 1;
      } else if (tag === "ul" || tag === "ol") {
        if (closing) lists.pop();
        else lists.push(tag === "ol" ? { next: Number(/start="(\d{1,6})"/.exec(attributes)?.[1] ?? 1) } : {});
        newLine();
      } else if (closing) newLine();
      // Paragraphs stand apart, items of a list and their paragraphs do not.
      if (closing && lists.length === 0) text += text.endsWith("\n\n") ? "" : "\n";
    }
  }
  function endLink(link: { href: string; from: number } | undefined) {
    const words = link ? text.slice(link.from).trim() : "";
    if (link?.href && link.href !== words && link.href !== `mailto:${words}`) add(` (${link.href})`);
  }
  return text.replace(/\n{3,}/g, "\n\n").trim();
}

function markOf(list: List | undefined): string {
  if (list?.next === undefined) return "- ";
  const mark = `${list.next}. `;
  list.next += 1;
  return mark;
}

const hrefOf = (attributes: string): string => decoded(/href="([^"]*)"/.exec(attributes)?.[1] ?? "");

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'", nbsp: " " };

/** sanitize-html escapes these and no others. */
const decoded = (text: string): string =>
  text
    .replace(/&(lt|gt|quot|amp|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\u00a0/g, " ");
