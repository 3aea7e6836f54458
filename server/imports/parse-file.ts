import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { type CheckedRow, checkRow } from "./check-row";
import type { FilledColumns } from "./columns-of";
import type { ImportPlan } from "./import-plan";
import { type LookedAt, lookAtFile } from "./look-at-file";
import type { ColumnChoice } from "./reader/apply-choices";
import type { FileSource } from "./reader/file-source";
import { readBatches } from "./reader/read-records";
import type { FileFormat } from "./reader/record-limit";

/** Find out how a file is read and what its columns fill. */
export interface LookOrder {
  kind: "look";
  plan: ImportPlan;
  choices: readonly ColumnChoice[];
  definitions: readonly AttributeDefinition[];
}

/** Read its rows from `fromRow` on and check them by the rules that need no database. */
export interface RowsOrder {
  kind: "rows";
  format: FileFormat;
  columns: FilledColumns;
  defaultCountry: string | null;
  fromRow: number;
}

export type ParseOrder = LookOrder | RowsOrder;

export interface CheckedBatch {
  rows: CheckedRow[];
  /** Of the file, up to about these rows. */
  bytesRead: number;
}

/**
 * As many rows as one transaction holds: long enough to be fast, short enough that a colleague who saves hardly waits. Large
 * rows make a batch shorter: see readBatches.
 */
const BATCH = 2000;

/** All that reading a file costs without a database: it can run in a process of its own. Throws `FileRefused`. */
export async function* parseFile(
  source: FileSource,
  order: ParseOrder,
): AsyncGenerator<LookedAt | CheckedBatch, void, undefined> {
  if (order.kind === "look") {
    yield await lookAtFile(source, order.plan, order.choices, order.definitions);
    return;
  }
  const { format, columns, defaultCountry, fromRow } = order;
  for await (const { records, bytesRead } of readBatches(source, format, { fromRow, batchSize: BATCH })) {
    yield { rows: records.map((record) => checkRow(record, columns, defaultCountry)), bytesRead };
  }
}
