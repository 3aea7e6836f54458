import { Tokenizer } from "htmlparser2";
import { TextWriter } from "@/server/tickets/text-writer";

/** All that the text shows of the layout. Other tags are as if they were not there. */
const SHOWN = new Set("p br pre blockquote ul ol li h1 h2 h3 hr a div tr td th".split(" "));
/** What stands in these is no text. */
const SILENT = new Set(["script", "style", "textarea", "option", "title"]);
/** Where one of these begins or ends, a paragraph ends that nobody has closed. */
const ENDS_PARAGRAPH = new Set(
  "address article aside blockquote body div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul".split(
    " ",
  ),
);

/**
 * The text of a mail that comes as HTML alone: mail programs set their lines in `<div>`s and tables, and wrap the source anywhere. Read tag
 * by tag without a tree, so that no nesting, and nothing that is left open, costs more than its length or loses a word.
 */
export function mailHtmlToText(html: string): string {
  const source = /<pre\b/i.test(html) ? html : html.replace(/[ \t\r\n]+/g, " ");
  const reader = new Reader(source);
  return reader
    .text()
    .replace(/(?<![ \t])[ \t]+$/gm, "")
    .replace(/^ (?! )/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

class Reader {
  private readonly writer = new TextWriter();
  /** Text that no tag has ended yet: entities come by themselves. */
  private pending: string[] = [];
  private tag = "";
  private attributes: Record<string, string> = {};
  private attribute = "";
  private silent = "";
  private isInParagraph = false;

  constructor(private readonly source: string) {}

  text(): string {
    const part = (from: number, to: number) => this.source.slice(from, to);
    const tokenizer = new Tokenizer(
      { decodeEntities: true },
      {
        ontext: (from, to) => this.said(part(from, to)),
        ontextentity: (codePoint) => this.said(String.fromCodePoint(codePoint)),
        onopentagname: (from, to) => {
          this.tag = part(from, to).toLowerCase();
          this.attributes = {};
        },
        onattribname: (from, to) => {
          this.attribute = part(from, to).toLowerCase();
        },
        onattribdata: (from, to) => this.valued(part(from, to)),
        onattribentity: (codePoint) => this.valued(String.fromCodePoint(codePoint)),
        onattribend: () => undefined,
        onopentagend: () => this.opened(),
        onselfclosingtag: () => this.opened(),
        onclosetag: (from, to) => this.closed(part(from, to).toLowerCase()),
        oncdata: () => undefined,
        oncomment: () => undefined,
        ondeclaration: () => undefined,
        onprocessinginstruction: () => undefined,
        onend: () => undefined,
      },
    );
    tokenizer.write(this.source);
    tokenizer.end();
    this.flush();
    return this.writer.end();
  }

  private said(text: string): void {
    if (!this.silent) this.pending.push(text);
  }

  private valued(text: string): void {
    if (this.attribute !== "href" && this.attribute !== "start") return;
    this.attributes[this.attribute] = (this.attributes[this.attribute] ?? "") + text;
  }

  private opened(): void {
    const { tag } = this;
    if (SILENT.has(tag)) this.silent ||= tag;
    this.breakParagraph(tag);
    if (!SHOWN.has(tag)) return;
    this.flush();
    if (tag === "p") this.isInParagraph = true;
    const { href = "", start } = this.attributes;
    this.writer.open(tag, { href: isSafe(href) ? href.trim() : "", start });
  }

  private closed(tag: string): void {
    if (tag === this.silent || (this.silent === "option" && tag === "select")) this.silent = "";
    if (tag === "p") this.isInParagraph = false;
    else this.breakParagraph(tag);
    if (!SHOWN.has(tag)) return;
    this.flush();
    // `</br>` is what a browser takes it for.
    if (tag === "br") this.writer.open(tag);
    else this.writer.close(tag);
  }

  private breakParagraph(tag: string): void {
    if (!ENDS_PARAGRAPH.has(tag)) return;
    // An option that nobody has closed ends at the latest where the text goes on.
    if (this.silent === "option") this.silent = "";
    if (!this.isInParagraph) return;
    this.isInParagraph = false;
    this.flush();
    this.writer.close("p");
  }

  private flush(): void {
    this.writer.words(this.pending.join(""));
    this.pending = [];
  }
}

/** What leads to a page, a mail or a call; `javascript:` and its like say nothing to a reader. */
function isSafe(href: string): boolean {
  const address = href.replace(/[\s\p{Cc}]+/gu, "");
  if (/^[\\/]{2}/.test(address)) return false;
  return /^(https?|mailto|tel):/i.test(address) || !/^[a-z][a-z0-9+.-]*:/i.test(address);
}
