import { walkHtml } from "../walk-html";

/** Tags that a text without them tells just as well. */
export const PLAIN_TAGS = new Set(["p", "div", "span", "br", "blockquote", "details", "summary", "wbr"]);
/** And those around them, of which the page keeps nothing. */
const AROUND = new Set(["html", "head", "body", "meta", "link", "title", "style", "o:p"]);
const SILENT = new Set(["title", "style"]);

/** What of two texts is compared: neither how they are wrapped nor what marks their quotes. */
export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Whether it is clear at a glance that HTML says no more than a mail's text, as with most mails between people: their pages need not be
 * made to be thrown away.
 */
export function isPlain(html: string, letters: string): boolean {
  let isSimple = true;
  let silent = "";
  const words: string[] = [];
  walkHtml(html, {
    opened: (tag, attributes) => {
      if (!PLAIN_TAGS.has(tag) && !AROUND.has(tag)) isSimple = false;
      if (attributes.has("color") || attributes.has("bgcolor")) isSimple = false;
      if (/color|background/i.test(attributes.get("style") ?? "")) isSimple = false;
      if (SILENT.has(tag)) silent = tag;
    },
    closed: (tag) => {
      if (tag === silent) silent = "";
    },
    said: (text) => {
      if (!silent) words.push(text);
    },
  });
  return isSimple && lettersOf(words.join("")) === letters;
}
