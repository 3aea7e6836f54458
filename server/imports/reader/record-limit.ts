import { Transform, type TransformCallback } from "node:stream";
import { createDecoder, type Encoding } from "./encodings";
import { type FramedRecord, RecordFramer } from "./record-framer";
import { FileRefused } from "./refusal";
import { binaryFile } from "./refuse-binary";

/** How the bytes of a file are to be read: what was detected, or what the user chose instead. */
export interface FileFormat {
  encoding: Encoding;
  /** One character. */
  delimiter: string;
  /** Whether the first line is Excel's `sep=;`, which is no record. */
  hasSeparatorLine: boolean;
}

/** What is known of a record beside its cells. Row 0 is the header; the first record after it is data row 1. */
export interface RecordNote extends Omit<FramedRecord, "text"> {
  row: number;
  /** Bytes of the file read when this record was complete. */
  bytesRead: number;
}

/** A file's chunk is cut to this, so that one of 100 MB is not decoded as one string. */
const SLICE_BYTES = 64 * 1024;

/**
 * Stands before fast-csv, which neither knows encodings nor bounds a record: takes bytes, gives whole records as text,
 * and refuses what is longer, wider or not text. `notes` has, in the same order, what fast-csv cannot tell of each.
 */
export class RecordLimit extends Transform {
  readonly notes: RecordNote[][] = [];
  bytesRead = 0;
  private readonly decoder;
  private readonly framer;
  private nextRow: number;

  constructor(
    format: FileFormat,
    /** Of the data rows, from 1; the others are passed over without being parsed. */
    private readonly isWanted: (row: number) => boolean,
  ) {
    super({ readableObjectMode: true, readableHighWaterMark: 4 });
    this.decoder = createDecoder(format.encoding);
    this.framer = new RecordFramer(format.delimiter);
    this.nextRow = format.hasSeparatorLine ? -1 : 0;
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    this.guarded(done, () => {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        const slice = chunk.subarray(at, at + SLICE_BYTES);
        const text = this.decoder.write(slice);
        this.bytesRead += slice.length;
        this.pass(this.framer.push(withoutNul(text)));
      }
    });
  }

  override _flush(done: TransformCallback): void {
    this.guarded(done, () => {
      this.pass(this.framer.push(withoutNul(this.decoder.end())));
      this.pass(this.framer.end());
    });
  }

  private guarded(done: TransformCallback, work: () => void): void {
    try {
      work();
    } catch (error) {
      done(this.withLine(error));
      return;
    }
    done();
  }

  private pass(records: FramedRecord[]): void {
    const notes: RecordNote[] = [];
    let text = "";
    for (const record of records) {
      const row = this.nextRow;
      this.nextRow += 1;
      if (row < 0 || (row > 0 && !this.isWanted(row))) continue;
      notes.push({ row, line: record.line, bytesRead: this.bytesRead, brokenCell: record.brokenCell });
      text += `${withoutMark(record.text)}\n`;
    }
    if (notes.length === 0) return;
    this.notes.push(notes);
    this.push(text);
  }

  private withLine(error: unknown): Error {
    if (error instanceof FileRefused && error.code === "encoding") {
      return new FileRefused("encoding", `${error.message} (Found near line ${this.framer.currentLine}.)`);
    }
    return error instanceof Error ? error : new Error(String(error));
  }
}

function withoutNul(text: string): string {
  if (text.includes("\0")) throw binaryFile();
  return text;
}

/** Files put together from several have marks inside; fast-csv removes one only where its chunk happens to begin. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.replace(/^\ufeff+/, "") : text;
}
