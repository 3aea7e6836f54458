import { FileRefused } from "./refusal";

export interface RecordLimits {
  /** Bytes of one record as UTF-8, its quoted line breaks included. */
  recordBytes: number;
  columns: number;
}

/** An honest record is far below; above, a quote was left open or the file is hostile (8 MB cost fast-csv a minute). */
const recordLimits: RecordLimits = { recordBytes: 64 * 1024, columns: 1000 };

/** One record as it stands in the file, its line break left out. */
export interface FramedRecord {
  /** Where it starts, counted from 1. */
  line: number;
  text: string;
  /** The first cell in which text follows the closing quote; `text` has that cell in quotes as a whole. */
  brokenCell?: { index: number; line: number };
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

enum At {
  CellStart,
  Plain,
  Quoted,
  /** After a quote within quotes: it closes the cell, or is the first half of a doubled one. */
  QuoteInQuoted,
  AfterQuoted,
  /** After a closing quote and something else: plain text up to the next delimiter. */
  Broken,
}

/**
 * Cuts text into records, by the very rules by which fast-csv will read them, and keeps at most one record. Lines
 * without any content (blank, or nothing but delimiters, spaces and empty quotes) are left out.
 */
export class RecordFramer {
  private at = At.CellStart;
  /** The unfinished record, always from its first character. */
  private carry = "";
  private hasContent = false;
  private column = 0;
  private cellStart = 0;
  private quoteLine = 0;
  private line = 1;
  private recordLine = 1;
  private afterReturn = false;
  private broken: { start: number; end: number; index: number; line: number }[] = [];
  private readonly delimiter: number;

  constructor(
    delimiter: string,
    private readonly limits: RecordLimits = recordLimits,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** The line that is being read: the best answer to where the decoder found a character it cannot read. */
  get currentLine(): number {
    return this.line;
  }

  push(chunk: string): FramedRecord[] {
    const records: FramedRecord[] = [];
    const text = this.carry + chunk;
    let start = 0;
    for (let i = this.carry.length; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === LF || code === CR) {
        const isSecondHalf = code === LF && this.afterReturn;
        this.afterReturn = code === CR;
        if (!isSecondHalf) this.line += 1;
        if (this.at === At.Quoted) continue;
        if (!isSecondHalf) this.finish(text, start, i, records);
        start = i + 1;
        this.begin();
      } else {
        this.afterReturn = false;
        this.step(code, i - start);
      }
    }
    this.carry = text.slice(start);
    if (this.carry.length > this.limits.recordBytes) throw this.tooLong();
    return records;
  }

  /** The last record, when the file does not end in a line break. */
  end(): FramedRecord[] {
    if (this.at === At.Quoted) {
      throw new FileRefused(
        "quote",
        `The quote that opens in line ${this.quoteLine} is never closed. Close it, or double a quote that belongs to the text (""), and upload the file again.`,
      );
    }
    const records: FramedRecord[] = [];
    this.finish(this.carry, 0, this.carry.length, records);
    this.carry = "";
    return records;
  }

  private begin(): void {
    this.at = At.CellStart;
    this.hasContent = false;
    this.column = 0;
    this.cellStart = 0;
    this.recordLine = this.line;
  }

  private step(code: number, offset: number): void {
    if (this.at === At.Quoted) {
      if (code === QUOTE) this.at = At.QuoteInQuoted;
      else if (!this.hasContent && !isSpace(code)) this.hasContent = true;
    } else if (this.at === At.QuoteInQuoted && code === QUOTE) {
      this.at = At.Quoted;
      this.hasContent = true;
    } else if (code === this.delimiter) {
      this.nextCell(offset);
    } else if (this.at === At.CellStart && code === QUOTE) {
      this.at = At.Quoted;
      this.quoteLine = this.line;
    } else if (!isSpace(code)) {
      this.hasContent = true;
      if (this.at === At.CellStart) this.at = At.Plain;
      else if (this.at === At.QuoteInQuoted || this.at === At.AfterQuoted) this.at = At.Broken;
    } else if (this.at === At.QuoteInQuoted) {
      this.at = At.AfterQuoted;
    }
  }

  private nextCell(offset: number): void {
    this.endCell(offset);
    this.at = At.CellStart;
    this.cellStart = offset + 1;
    this.column += 1;
    if (this.column < this.limits.columns) return;
    throw new FileRefused(
      "limit",
      `Line ${this.recordLine} has more than ${this.limits.columns.toLocaleString("en-GB")} columns. ` +
        "Leave out the columns that are not about the customer, and check that the right delimiter is chosen.",
    );
  }

  private endCell(offset: number): void {
    if (this.at !== At.Broken) return;
    this.broken.push({ start: this.cellStart, end: offset, index: this.column, line: this.quoteLine });
  }

  private finish(text: string, start: number, end: number, records: FramedRecord[]): void {
    this.endCell(end - start);
    const broken = this.broken;
    this.broken = [];
    const length = end - start;
    if (length > this.limits.recordBytes) throw this.tooLong();
    if (!this.hasContent) return;

    const record = text.slice(start, end);
    // No UTF-16 unit takes more than three bytes in UTF-8, so that ordinary records need no second look.
    if (length * 3 > this.limits.recordBytes && Buffer.byteLength(record) > this.limits.recordBytes)
      throw this.tooLong();
    const [first] = broken;
    records.push({
      line: this.recordLine,
      text: first ? quoteWhole(record, broken) : record,
      ...(first && { brokenCell: { index: first.index, line: first.line } }),
    });
  }

  private tooLong(): FileRefused {
    const size = `${Math.floor(this.limits.recordBytes / 1024)} KiB`;
    const isOpen = this.at === At.Quoted;
    return new FileRefused(
      isOpen ? "quote" : "limit",
      isOpen
        ? `The record that starts in line ${this.recordLine} is larger than ${size}: the quote that opens in line ${this.quoteLine} is probably never closed. Close it and upload the file again.`
        : `The record that starts in line ${this.recordLine} is larger than ${size}, the most that one customer may take. Shorten it, and check that the file is a CSV file with a line for each customer.`,
    );
  }
}

/** Puts whole cells, their own quotes included, into quotes: fast-csv ends its stream at text after a closing quote. */
function quoteWhole(record: string, cells: readonly { start: number; end: number }[]): string {
  let quoted = "";
  let at = 0;
  for (const { start, end } of cells) {
    quoted += `${record.slice(at, start)}"${record.slice(start, end).replaceAll('"', '""')}"`;
    at = end;
  }
  return quoted + record.slice(at);
}

/** What `\s` matches, line breaks aside: fast-csv skips it before an opening and after a closing quote. */
function isSpace(code: number): boolean {
  if (code === 32 || code === 9) return true;
  if (code < 0xa0) return code === 0x0b || code === 0x0c;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
