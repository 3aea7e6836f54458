import { pipeline, Readable } from "node:stream";
import { parse } from "fast-csv";
import type { FileSource } from "./file-source";
import { columnLabel } from "./map-columns";
import { restoreCell } from "./neutralise-cell";
import { type FileFormat, RecordLimit, type RecordNote } from "./record-limit";
import { emptyFile } from "./refuse-binary";

/** One data row. It has a cell for each header, and more only where `problem` says so. */
export interface FileRecord {
  /** From 1, blank lines and the header not counted. */
  row: number;
  /** Where it starts in the file, from 1. */
  line: number;
  cells: string[];
  /** What is wrong with the row as such; the rows after it are read all the same. */
  problem?: { column?: string; message: string };
}

export interface RecordBatch {
  header: string[];
  records: FileRecord[];
  /** Of the file, up to about these records. */
  bytesRead: number;
}

export interface ReadOptions {
  /** The first data row wanted: the rows before it are passed over without being parsed. */
  fromRow?: number;
  /** Of those the ones wanted; all when not given. */
  isWanted?: (row: number) => boolean;
  batchSize?: number;
}

/** A batch of larger records ends earlier: a thousand of 64 KiB would be held at once. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/**
 * Reads a file as batches of records, in constant memory; a batch holds at most `batchSize` records. The
 * first comes even without records, for its header. Cells are as in the file, only that the apostrophe of our own
 * export is taken off again. Throws `FileRefused`.
 */
export async function* readBatches(
  source: FileSource,
  format: FileFormat,
  { fromRow = 1, isWanted = () => true, batchSize = 1000 }: ReadOptions = {},
): AsyncGenerator<RecordBatch, void, undefined> {
  let header: string[] | undefined;
  let batch: RecordBatch | undefined;
  let characters = 0;
  for await (const { cells, note } of readRows(source, format, (row) => row >= fromRow && isWanted(row))) {
    if (!header || !batch) {
      header = headerOf(cells);
      batch = { header, records: [], bytesRead: note.bytesRead };
      continue;
    }
    batch.records.push(recordOf(cells, note, header));
    batch.bytesRead = note.bytesRead;
    for (const cell of cells) characters += cell.length;
    if (batch.records.length < batchSize && characters < BATCH_CHARACTERS) continue;
    yield batch;
    characters = 0;
    batch = { header, records: [], bytesRead: note.bytesRead };
  }
  if (!batch) throw emptyFile();
  yield batch;
}

/** The same, one by one. */
export async function* readRecords(
  source: FileSource,
  format: FileFormat,
  options: ReadOptions = {},
): AsyncGenerator<FileRecord, void, undefined> {
  for await (const { records } of readBatches(source, format, options)) yield* records;
}

/** Every record with what is known of it. `RecordLimit` and fast-csv agree record by record; were they ever not to, it stops. */
async function* readRows(
  source: FileSource,
  format: FileFormat,
  isWanted: (row: number) => boolean,
): AsyncGenerator<{ cells: string[]; note: RecordNote }, void, undefined> {
  const limit = new RecordLimit(format, isWanted);
  const parser = parse<string[], string[]>({ headers: false, delimiter: format.delimiter });
  // The error itself reaches the loop below through the parser, which pipeline destroys with it.
  const bytes = Readable.from(await source.open(), { objectMode: false });
  const ignored = () => undefined;
  pipeline(bytes, limit, parser, ignored);

  let notes: RecordNote[] = [];
  let next = 0;
  for await (const cells of parser as AsyncIterable<string[]>) {
    if (next === notes.length) {
      notes = limit.notes.shift() ?? [];
      next = 0;
    }
    const note = notes[next];
    next += 1;
    if (!note) throw new Error("The CSV parser found more records than the file has.");
    yield { cells, note };
  }
  if (next < notes.length || limit.notes.length > 0)
    throw new Error("The CSV parser found fewer records than the file has.");
}

/** Names as they are shown, without the empty cells that trailing delimiters leave at the end. */
function headerOf(cells: readonly string[]): string[] {
  const names = cells.map((cell) => restoreCell(cell).trim());
  return names.slice(0, names.findLastIndex((name) => name !== "") + 1);
}

function recordOf(parsed: readonly string[], { row, line, brokenCell }: RecordNote, header: string[]): FileRecord {
  const cells = parsed.map(restoreCell);
  const used = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  cells.length = Math.min(cells.length, Math.max(used, header.length));
  while (cells.length < header.length) cells.push("");

  if (brokenCell) {
    const column = columnLabel(header, brokenCell.index);
    const message = `The quotes of a cell are broken: text follows the closing quote of the cell that opens in line ${brokenCell.line}. Double each quote that belongs to the text ("").`;
    return { row, line, cells, problem: { column, message } };
  }
  if (cells.length > header.length) {
    const message = `This row has ${cells.length} cells, but the file has ${header.length} columns. Put quotes around a cell that contains the delimiter, or name the column.`;
    return { row, line, cells, problem: { column: columnLabel(header, header.length), message } };
  }
  return { row, line, cells };
}
