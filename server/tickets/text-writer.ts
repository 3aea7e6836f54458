/** Where a block begins and ends in the text. */
const BLOCKS = new Set(["p", "pre", "blockquote", "ul", "ol", "h1", "h2", "h3"]);

/** Deeper than this quotes and lists look all the same: a line of a mail with a thousand of them would be marks only. */
const MAX_MARKS = 30;

interface List {
  /** Undefined for bullets. */
  next?: number;
}

/**
 * Writes the text of HTML, tag by tag, in a time that grows with its length alone: what has been written is never looked at again,
 * which would put it together anew each time.
 */
export class TextWriter {
  private readonly parts: string[] = [];
  /** The last two characters. */
  private last = "";
  private quotes = 0;
  private readonly lists: List[] = [];
  private link: { href: string; from: number } | undefined;

  words(text: string): void {
    const words = text.replaceAll("\u00a0", " ");
    // Between two blocks a space is how the source was wrapped.
    if (words === "" || (words === " " && this.isAtStart)) return;
    if (this.isAtStart) this.put("> ".repeat(Math.min(this.quotes, MAX_MARKS)));
    this.put(words);
  }

  open(tag: string, { href = "", start = "" }: { href?: string; start?: string } = {}): void {
    if (tag === "br") this.put("\n");
    else if (tag === "div" || tag === "tr" || tag === "blockquote") this.newLine();
    else if (tag === "hr") {
      this.newLine();
      this.words("---\n");
    } else if (tag === "li") {
      this.newLine();
      const depth = Math.min(this.lists.length, MAX_MARKS);
      this.words(`${"  ".repeat(Math.max(0, depth - 1))}${markOf(this.lists.at(-1))}`);
    } else if (tag === "a") {
      this.endLink();
      this.link = { href, from: this.parts.length };
    } else if (tag === "ul" || tag === "ol") {
      this.lists.push(tag === "ol" ? { next: /^\d{1,6}$/.test(start) ? Number(start) : 1 } : {});
      this.newLine();
    }
    if (tag === "blockquote") this.quotes += 1;
  }

  close(tag: string): void {
    if (tag === "a") this.endLink();
    else if (tag === "td" || tag === "th") this.put(" ");
    else if (tag === "div" || tag === "tr" || tag === "li") this.newLine();
    if (tag === "blockquote") this.quotes = Math.max(0, this.quotes - 1);
    if (tag === "ul" || tag === "ol") this.lists.pop();
    if (!BLOCKS.has(tag)) return;
    this.newLine();
    // Paragraphs stand apart, items of a list and their paragraphs do not.
    if (this.lists.length === 0 && this.last !== "\n\n") this.put("\n");
  }

  /** All of it. */
  end(): string {
    this.endLink();
    return this.parts
      .join("")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  private get isAtStart(): boolean {
    return this.last === "" || this.last.endsWith("\n");
  }

  private put(text: string): void {
    this.parts.push(text);
    this.last = (this.last + text.slice(-2)).slice(-2);
  }

  private newLine(): void {
    if (!this.isAtStart) this.put("\n");
  }

  /** A link within another ends it, as in a browser: so none is put together twice. */
  private endLink(): void {
    const { link } = this;
    if (!link) return;
    this.link = undefined;
    const words = this.parts.slice(link.from).join("").trim();
    if (link.href && link.href !== words && link.href !== `mailto:${words}`) this.words(` (${link.href})`);
  }
}

function markOf(list: List | undefined): string {
  if (list?.next === undefined) return "- ";
  const mark = `${list.next}. `;
  list.next += 1;
  return mark;
}
