import { type ChildNode, Element, isTag, isText, type ParentNode, Text } from "domhandler";
import { DomUtils } from "htmlparser2";

/**
 * Puts what a letter quotes at its end behind "Show quoted text", which opens without a script. Left alone where nothing stands above it, as
 * in a mail that is passed on, and where somebody has answered between the lines.
 */
export function foldQuote(page: ParentNode): void {
  const first = firstQuote(page.children);
  if (!first?.parent) return;
  const folded = first.attribs["data-quote"] === "rest" ? [first, ...after(first)] : quotesFrom(first);
  const rest = [...folded, ...afterIn(page, folded.at(-1) ?? first)];
  if (!hasWordsBefore(page, first) || answersBetween(rest)) return;
  const details = new Element("details", { class: "quoted" }, [
    new Element("summary", {}, [new Text("Show quoted text")]),
  ]);
  DomUtils.prepend(first, details);
  for (const node of folded) DomUtils.appendChild(details, node);
}

/** In the order in which one reads. */
function firstQuote(nodes: readonly ChildNode[]): Element | undefined {
  for (const node of nodes) {
    if (!isTag(node)) continue;
    const found = node.attribs["data-quote"] ? node : firstQuote(node.children);
    if (found) return found;
  }
  return undefined;
}

function after(node: ChildNode): ChildNode[] {
  const siblings: ChildNode[] = [];
  for (let next = node.next; next; next = next.next) siblings.push(next);
  return siblings;
}

/** A quote and those that follow it with nothing said between them. */
function quotesFrom(first: Element): ChildNode[] {
  const following = after(first);
  const end = following.findIndex((node) => !isQuote(node) && hasWords([node]));
  return [first, ...(end < 0 ? following : following.slice(0, end))];
}

/** What comes behind a node, at its level and above it. */
function afterIn(page: ParentNode, node: ChildNode): ChildNode[] {
  const found: ChildNode[] = [];
  for (let at: ParentNode | ChildNode | null = node; at && at !== page; at = at.parent)
    found.push(...after(at as ChildNode)); // All below the page have siblings.
  return found;
}

const isQuote = (node: ChildNode): boolean => isTag(node) && node.attribs["data-quote"] !== undefined;

const hasWords = (nodes: readonly ChildNode[]): boolean =>
  nodes.some((node) =>
    isText(node) ? node.data.trim() !== "" : isTag(node) && (node.name === "img" || hasWords(node.children)),
  );

function hasWordsBefore(page: ParentNode, node: ChildNode): boolean {
  for (let at: ParentNode | ChildNode | null = node; at && at !== page; at = at.parent) {
    for (let before = (at as ChildNode).prev; before; before = before.prev) if (hasWords([before])) return true; // As in afterIn.
  }
  return false;
}

/** Words of somebody's own behind a quote that is set in. */
function answersBetween(nodes: readonly ChildNode[]): boolean {
  let isBehindQuote = false;
  const walk = (some: readonly ChildNode[]): boolean =>
    some.some((node) => {
      if (isText(node)) return isBehindQuote && node.data.trim() !== "";
      if (!isTag(node)) return false;
      if (node.name !== "blockquote") return walk(node.children);
      isBehindQuote = true;
      return false;
    });
  return walk(nodes);
}
