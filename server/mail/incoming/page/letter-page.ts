import { type ChildNode, type Element, isTag } from "domhandler";
import { DomUtils, parseDocument } from "htmlparser2";
import { dropInk, hasColours } from "./colours";
import { foldQuote } from "./fold-quote";
import { isPlain, lettersOf, PLAIN_TAGS } from "./is-plain";
import { isLetter, safePage } from "./safe-page";

/** A mail as its sender laid it out, safe to keep and to show; `pictures` are the Content-IDs of those that it holds itself. */
export interface LetterPage {
  html: string;
  pictures: string[];
}

/** Only what would be taken for HTML is escaped. */
export const AS_IT_IS = { encodeEntities: "utf8" } as const;

/**
 * The page of a mail's HTML. Undefined where the text tells the same, which most mails between people do, and where it is too long to be
 * one. `text` is the mail's plain text.
 */
export function letterPage(html: string | undefined, text: string): LetterPage | undefined {
  if (!html || !isLetter(html)) return undefined;
  const letters = lettersOf(text);
  if (isPlain(html, letters)) return undefined;
  const page = parseDocument(safePage(html));
  const elements = allElements(page.children);
  for (const element of elements) dropInk(element);
  const isAllPlain = elements.every((element) => PLAIN_TAGS.has(element.name) && !hasColours(element));
  if (isAllPlain && lettersOf(DomUtils.textContent(page)) === letters) return undefined;
  foldQuote(page);
  const pictures = elements.flatMap(({ name, attribs }) => (name === "img" ? (contentIdOf(attribs.src) ?? []) : []));
  return { html: DomUtils.getInnerHTML(page, AS_IT_IS), pictures: [...new Set(pictures)] };
}

/** Of `cid:logo@example.com`. */
export function contentIdOf(src: string | undefined): string | undefined {
  const [, id] = /^cid:(.{1,250})$/is.exec(src?.trim() ?? "") ?? [];
  if (id === undefined) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Its depth is limited by the sanitiser. */
export const allElements = (nodes: readonly ChildNode[]): Element[] =>
  nodes.flatMap((node) => (isTag(node) ? [node, ...allElements(node.children)] : []));
