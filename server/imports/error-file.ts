import { StringDecoder } from "node:string_decoder";
import type { Ctx } from "@/server/ctx";
import { notFound } from "@/server/errors";
import { BYTE_ORDER_MARK, csvLine } from "@/server/files/csv-line";
import { allow } from "@/server/permissions";
import { findImport, listImportFailures } from "./find-import";
import type { Import } from "./import.entity";
import type { ImportFailure } from "./import-failure.entity";
import { previewOf } from "./import-plan";
import { findSource } from "./import-source";
import { errorHeader } from "./reader/field-aliases";
import type { FileSource } from "./reader/file-source";
import { foldHeader } from "./reader/fold-header";
import { readBatches } from "./reader/read-records";
import type { FileFormat } from "./reader/record-limit";

/**
 * The rows that failed, as they were in the file, with what was wrong in a last column that the import ignores: ready to
 * be put right and imported again. Made while it is sent, in the file's own delimiter and in UTF-8.
 */
export async function errorFile(ctx: Ctx, input: { importId: number }): Promise<AsyncGenerator<string>> {
  allow(ctx.actor, "customer.import");
  const found = await findImport(ctx, input.importId);
  if (!found) throw notFound("import");
  if (found.errorFile) return textOf(await ctx.files.read(found.errorFile));
  return errorLines(ctx, found);
}

/** The same from the uploaded file, for whoever has been checked. */
export async function errorLines(
  ctx: Ctx,
  found: Pick<Import, "id" | "preview" | "uploadId">,
): Promise<AsyncGenerator<string>> {
  const format = previewOf(found)?.file;
  const source = format && (await findSource(ctx, found.uploadId));
  if (!source) throw notFound("file");
  return failedLines(ctx, found.id, source, format);
}

async function* textOf(contents: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  for await (const chunk of contents) yield decoder.write(chunk);
}

async function* failedLines(
  ctx: Ctx,
  importId: number,
  source: FileSource,
  format: FileFormat,
): AsyncGenerator<string> {
  const failures = allFailures(ctx, importId);
  let failure = (await failures.next()).value;
  let kept: number[] | undefined;
  const isWanted = await failedRows(ctx, importId);
  for await (const { header, records } of readBatches(source, format, { isWanted, batchSize: BATCH })) {
    if (!kept) {
      kept = keptColumns(header);
      yield BYTE_ORDER_MARK + csvLine([...cellsAt(header, kept), errorHeader], format.delimiter);
    }
    let lines = "";
    for (const { row, cells } of records) {
      if (row !== failure?.rowNo) continue;
      // What a row has beyond the columns stands behind the error, where the next import misses no cell and complains again.
      const extra = cells.slice(header.length);
      lines += csvLine([...cellsAt(cells, kept), inWords(failure), ...extra], format.delimiter);
      failure = (await failures.next()).value;
    }
    if (lines) yield lines;
    if (!failure) return;
  }
}

/** Small, because it may be a web process that makes the lines: pages wait while a batch is parsed. */
const BATCH = 200;

/** A bit for each row up to the last that failed, so that only these are parsed. */
async function failedRows(ctx: Ctx, importId: number): Promise<(row: number) => boolean> {
  const [{ last = 0 } = {}]: { last?: number | null }[] = await ctx.db.query(
    "SELECT MAX(row_no) AS last FROM import_failures WHERE import_id = ?",
    [importId],
  );
  const bits = new Uint8Array(((last ?? 0) >> 3) + 1);
  for (let after = 0; ; ) {
    const rows: { row_no: number }[] = await ctx.db.query(
      "SELECT row_no FROM import_failures WHERE import_id = ? AND row_no > ? ORDER BY row_no LIMIT 5000",
      [importId, after],
    );
    for (const { row_no } of rows) bits[row_no >> 3] = (bits[row_no >> 3] ?? 0) | (1 << (row_no & 7));
    after = rows.at(-1)?.row_no ?? after;
    if (rows.length < 5000) break;
  }
  return (row) => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
}

/** All but the error column of an import before, which this one replaces. */
function keptColumns(header: readonly string[]): number[] {
  return header.flatMap((name, index) => (foldHeader(name) === errorHeader ? [] : [index]));
}

const cellsAt = (cells: readonly string[], columns: readonly number[]) => columns.map((index) => cells[index] ?? "");

const inWords = ({ columnName, reason }: ImportFailure) => (columnName ? `${columnName}: ${reason}` : reason);

async function* allFailures(ctx: Ctx, importId: number): AsyncGenerator<ImportFailure, undefined> {
  let after = 0;
  for (;;) {
    const { rows, hasMore } = await listImportFailures(ctx, { importId, first: 1000, after });
    yield* rows;
    if (!hasMore) return undefined;
    after = rows.at(-1)?.rowNo ?? after;
  }
}
