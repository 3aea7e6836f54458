import { Tokenizer } from "htmlparser2";

interface Walk {
  /** Tags and names of attributes are in lower case; of an attribute that is there twice the first counts. */
  opened(tag: string, attributes: ReadonlyMap<string, string>): void;
  closed(tag: string): void;
  /** In pieces: an entity comes by itself. */
  said?(text: string): void;
}

/**
 * Goes over HTML tag by tag, as they stand there: no tree is made, so neither depth nor what is left open costs anything. Comments are
 * passed over; what stands in a script or a style is said as it is.
 */
export function walkHtml(html: string, { opened, closed, said = nothing }: Walk): void {
  let tag = "";
  let attributes = new Map<string, string>();
  let name = "";
  let value = "";
  const part = (from: number, to: number) => html.slice(from, to);
  const hasOpened = () => opened(tag, attributes);
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (from, to) => said(part(from, to)),
      ontextentity: (codePoint) => said(String.fromCodePoint(codePoint)),
      onopentagname: (from, to) => {
        tag = part(from, to).toLowerCase();
        attributes = new Map();
      },
      onattribname: (from, to) => {
        name = part(from, to).toLowerCase();
        value = "";
      },
      onattribdata: (from, to) => {
        value += part(from, to);
      },
      onattribentity: (codePoint) => {
        value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (!attributes.has(name)) attributes.set(name, value);
      },
      onopentagend: hasOpened,
      onselfclosingtag: hasOpened,
      onclosetag: (from, to) => closed(part(from, to).toLowerCase()),
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

function nothing(): void {}
