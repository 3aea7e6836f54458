import { Tokenizer } from "htmlparser2";

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
  let name = "";
  const nothing = () => undefined;
  const opened = () => {
    if (name === "p" || VOID.has(name)) return;
    open.set(name, (open.get(name) ?? 0) + 1);
    now += 1;
    most = Math.max(most, now);
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname: (from, to) => {
        name = html.slice(from, to).toLowerCase();
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (from, to) => {
        const closed = html.slice(from, to).toLowerCase();
        const count = open.get(closed) ?? 0;
        if (count === 0) return;
        open.set(closed, count - 1);
        now -= 1;
      },
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onprocessinginstruction: nothing,
      ontext: nothing,
      ontextentity: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return most;
}
