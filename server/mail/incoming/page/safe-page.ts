import sanitizeHtml from "sanitize-html";
import { openTags } from "./open-tags";
import { quoteMark } from "./quote-marks";

/**
 * HTML beyond these is no letter: it is read as text, and the original has it. A hundred thousand tags cost the parser seconds, and so do
 * ten thousand when as many are open, for at each one that ends it looks through those.
 */
const MAX_LENGTH = 1_000_000;
const MAX_TAGS = 20_000;
const MAX_OPEN = 250;

export function isLetter(html: string): boolean {
  if (html.trim() === "" || html.length > MAX_LENGTH) return false;
  const tags = html.split("<", MAX_TAGS + 2).length - 1;
  return tags <= MAX_OPEN || (tags <= MAX_TAGS && openTags(html) <= MAX_OPEN);
}

const TAGS =
  "a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr";

/** Lengths and words, and nothing that fetches, computes or refers to the window: a height in `vh` would grow with its frame for ever. */
const PLAIN =
  /^(?!.*(url|expression|var|attr|env|image|element|calc)\s*\()(?!.*\d\s*(vh|vw|vmin|vmax|svh|lvh|dvh))[\w\s.,%#()'"/-]{1,200}$/i;
const NOT_NEGATIVE = /^(?!.*(^|\s)-)[\w\s.%-]{1,80}$/;
const LENGTH = /^(auto|none|0|\d{1,4}(\.\d{1,4})?(px|pt|em|rem|ex|cm|mm|in|%))$/i;

const styles = (names: string, pattern: RegExp): Record<string, RegExp[]> =>
  Object.fromEntries(names.split(" ").map((name) => [name, [pattern]]));

/** What a letter needs to look as it was meant, and nothing with which it could lie over something else. */
const STYLES = {
  ...styles(
    "color background background-color font-family font-style font-variant font-weight letter-spacing word-spacing text-align text-decoration text-transform text-indent vertical-align white-space word-break overflow-wrap direction border border-top border-right border-bottom border-left border-color border-style border-width border-radius border-collapse border-spacing list-style list-style-type table-layout",
    PLAIN,
  ),
  ...styles(
    "padding padding-top padding-right padding-bottom padding-left margin margin-top margin-right margin-bottom margin-left",
    NOT_NEGATIVE,
  ),
  ...styles("width min-width max-width height min-height max-height", LENGTH),
  // Letters as high as a house would be shown as high as a house.
  ...styles(
    "font-size",
    /^(([1-9]?\d|1[0-4]\d)(\.\d{1,4})?(px|pt)|[0-5](\.\d{1,4})?r?em|[1-4]?\d?\d(\.\d{1,4})?%|(x{1,2}-)?(small|large)|medium|smaller|larger)$/i,
  ),
  ...styles(
    "line-height",
    /^(normal|[0-5](\.\d{1,4})?(em)?|([1-9]?\d|1[0-4]\d)(\.\d{1,4})?(px|pt)|[1-4]?\d?\d(\.\d{1,4})?%)$/i,
  ),
  ...styles("display", /^(none|block|inline|inline-block|table|table-row|table-cell)$/i),
  ...styles("float", /^(left|right|none)$/i),
  ...styles("clear", /^(left|right|both|none)$/i),
};

/** Pictures that stand in the mail itself; an SVG one is a document. */
const OWN_PICTURE = /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i;

const OPTIONS = {
  allowedTags: TAGS.split(" "),
  allowedAttributes: {
    "*": ["dir", "lang", "style", "align", "valign", "bgcolor", "width", "height", "data-quote"],
    a: ["href", "target", "rel"],
    img: ["src", "alt", "title", "border", "data-remote"],
    font: ["color", "face", "size"],
    table: ["border", "cellpadding", "cellspacing"],
    td: ["colspan", "rowspan", "nowrap"],
    th: ["colspan", "rowspan", "nowrap"],
    ol: ["start", "type"],
    hr: ["size", "noshade", "color"],
  },
  allowedStyles: { "*": STYLES },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["cid", "data"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: ["script", "style", "textarea", "option", "title", "noscript"],
  // Layouts are tables in tables, four levels each. Thousands cost the browser more than they tell.
  nestingLimit: 150,
  // A picture that can neither be shown nor says what it would show.
  exclusiveFilter: ({ tag, attribs }) => tag === "img" && !attribs.src && !attribs["data-remote"] && !attribs.alt,
  transformTags: {
    "*": (tagName, attribs): sanitizeHtml.Tag => {
      const quote = quoteMark(tagName, attribs);
      return { tagName, attribs: quote ? { ...attribs, "data-quote": quote } : without(attribs, "data-quote") };
    },
    // What stands there is the letter's, such as its background.
    body: (_, attribs): sanitizeHtml.Tag => ({ tagName: "div", attribs }),
    a: (tagName, { href }): sanitizeHtml.Tag => ({
      tagName,
      attribs: href ? { href, target: "_blank", rel: "noopener noreferrer nofollow" } : {},
    }),
    img: (tagName, attribs): sanitizeHtml.Tag => ({ tagName, attribs: pictureOf(attribs) }),
  },
} satisfies sanitizeHtml.IOptions;

function without(attribs: sanitizeHtml.Attributes, name: string): sanitizeHtml.Attributes {
  const { [name]: _, ...rest } = attribs;
  return rest;
}

/** A picture from elsewhere tells who shows it that the mail was read: it has no `src` until somebody wants it. */
function pictureOf({ src = "", "data-remote": _, ...rest }: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const address = src.trim();
  if (/^https?:\/\/[^\s]/i.test(address)) return { ...rest, "data-remote": address.slice(0, 4000) };
  if (/^\/\/[^\s/]/.test(address)) return { ...rest, "data-remote": `https:${address.slice(0, 4000)}` };
  if (/^cid:/i.test(address) || OWN_PICTURE.test(address)) return { ...rest, src: address };
  return rest;
}

/** A mail's HTML with nothing in it that runs, loads, or lies over something else; well formed. */
export const safePage = (html: string): string => sanitizeHtml(html, OPTIONS);
