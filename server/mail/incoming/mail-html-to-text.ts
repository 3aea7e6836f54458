import { TextWriter } from "@/server/tickets/text-writer";
import { walkHtml } from "./walk-html";

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
  return new Reader()
    .read(source)
    .replace(/(?<![ \t])[ \t]+$/gm, "")
    .replace(/^ (?! )/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

class Reader {
  private readonly writer = new TextWriter();
  /** Text that no tag has ended yet: entities come by themselves. */
  private pending: string[] = [];
  private silent = "";
  private isInParagraph = false;

  read(html: string): string {
    walkHtml(html, {
      opened: (tag, attributes) => this.opened(tag, attributes),
      closed: (tag) => this.closed(tag),
      said: (text) => {
        if (!this.silent) this.pending.push(text);
      },
    });
    this.flush();
    return this.writer.end();
  }

  private opened(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (SILENT.has(tag)) this.silent ||= tag;
    this.breakParagraph(tag);
    if (!SHOWN.has(tag)) return;
    this.flush();
    if (tag === "p") this.isInParagraph = true;
    const href = attributes.get("href") ?? "";
    this.writer.open(tag, { href: isSafe(href) ? href.trim() : "", start: attributes.get("start") });
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
