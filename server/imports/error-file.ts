import type { Ctx } from "@/server/ctx";
import { notFound } from "@/server/errors";
import { BYTE_ORDER_MARK, csvLine } from "@/server/files/csv-line";
import { allow } from "@/server/permissions";
import { findImport, listImportFailures } from "./find-import";
import type { ImportFailure } from "./import-failure.entity";
import { previewOf } from "./import-plan";
import { importSource } from "./import-source";
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
  const format = found && previewOf(found)?.file;
  if (!found || !format) throw notFound("import");
  return failedLines(ctx, found.id, await importSource(ctx, found.uploadId), format);
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
  for await (const { header, records } of readBatches(source, format)) {
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
