import type { Ctx } from "@/server/ctx";
import { insertRows } from "@/server/db";
import { ImportColumn } from "./import-column.entity";
import type { ColumnChoice } from "./reader/apply-choices";
import type { ImportField } from "./reader/field-aliases";
import type { ColumnMapping, ColumnTarget } from "./reader/map-columns";

/** The columns of a file in their order, with the mapping in force. */
export function importColumns(ctx: Ctx, importId: number): Promise<ImportColumn[]> {
  return ctx.db.find(ImportColumn, { where: { importId }, order: { position: "ASC" } });
}

/** Before the file has been looked at: the choices alone. */
export async function writeChoices(tx: Ctx, importId: number, choices: readonly ColumnChoice[]): Promise<void> {
  await replaceColumns(
    tx,
    importId,
    choices.map(({ index, target }) => ({ index, header: "", target, isChosen: true, samples: [] })),
  );
}

/** Writes the mapping as the file and the choices gave it. */
export async function writeMapping(
  tx: Ctx,
  importId: number,
  mapping: readonly ColumnMapping[],
  chosen: ReadonlySet<number>,
  samples: readonly string[][],
): Promise<void> {
  await replaceColumns(
    tx,
    importId,
    mapping.map((column) => ({
      ...column,
      isChosen: chosen.has(column.index),
      samples: samples[column.index] ?? [],
    })),
  );
}

export const choiceOf = (column: ImportColumn): ColumnChoice => ({ index: column.position, target: targetOf(column) });

export const mappingOf = (column: ImportColumn): ColumnMapping => ({
  index: column.position,
  header: column.header,
  target: targetOf(column),
});

function targetOf({ target, name }: ImportColumn): ColumnTarget {
  if (target === "ignored" || name === null) return { kind: "ignored" };
  // Only names of fields are written beside the target "field".
  return target === "field" ? { kind: "field", field: name as ImportField } : { kind: target, name };
}

type Written = ColumnMapping & { isChosen: boolean; samples: readonly string[] };

async function replaceColumns(tx: Ctx, importId: number, columns: readonly Written[]): Promise<void> {
  await tx.db.delete(ImportColumn, { importId });
  await insertRows(
    tx.db,
    "import_columns",
    columns.map(({ index, header, target, isChosen, samples }) => ({
      import_id: importId,
      position: index,
      header,
      target: target.kind,
      name: target.kind === "ignored" ? null : target.kind === "field" ? target.field : target.name,
      is_chosen: isChosen ? 1 : 0,
      samples: JSON.stringify(samples),
    })),
  );
}
