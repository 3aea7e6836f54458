import { walkHtml } from "../walk-html";

/** These never hold anything. */
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

/**
 * How many tags are open at once at the most: never fewer than there are to a parser, which closes some by itself. Counted by name, in one
 * go over the HTML. A paragraph is not counted, as none stands directly in another.
 */
export function openTags(html: string): number {
  const open = new Map<string, number>();
  let now = 0;
  let most = 0;
  walkHtml(html, {
    opened: (tag) => {
      if (tag === "p" || VOID.has(tag)) return;
      open.set(tag, (open.get(tag) ?? 0) + 1);
      now += 1;
      most = Math.max(most, now);
    },
    closed: (tag) => {
      const count = open.get(tag) ?? 0;
      if (count === 0) return;
      open.set(tag, count - 1);
      now -= 1;
    },
  });
  return most;
}
