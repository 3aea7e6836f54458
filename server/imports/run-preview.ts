import type { Ctx } from "@/server/ctx";
import { type AttributeDefinition, AttributeType } from "@/server/customers/attribute-definition.entity";
import { allDefinitions, attributeKey } from "@/server/customers/attribute-definitions";
import { insertRows, inTransaction } from "@/server/db";
import { JobLost, type RunningJob } from "@/server/jobs/run-job";
import { readSettings } from "@/server/settings/settings";
import { customerClaim, temporaryClaims } from "./claims";
import { filledColumns } from "./columns-of";
import { Import, ImportStatus } from "./import.entity";
import { choiceOf, importColumns, writeMapping } from "./import-columns";
import { type ImportPreview, planOf } from "./import-plan";
import { ImportPreviewRow, RowVerdict } from "./import-preview-row.entity";
import { importSource } from "./import-source";
import { type LookedAt, requireUsable } from "./look-at-file";
import { keyClaims, type Match, matchRows } from "./match-rows";
import { imagineOrganisation } from "./organisation-book";
import { checkedRows, lookAt } from "./parser";
import { PreviewRows } from "./preview-rows";
import type { ColumnMapping } from "./reader/map-columns";
import { FileRefused } from "./reader/refusal";
import { lockImport } from "./start-import";

/** Reads the whole file and compares it with the customers; a crash makes it begin again, for nothing was written. */
export async function runPreview(ctx: Ctx, job: RunningJob): Promise<void> {
  const { importId } = job.payload as { importId: number };
  const found = await ctx.db.findOneByOrFail(Import, { id: importId });
  if (found.jobId !== job.id || found.status !== ImportStatus.PREVIEWING) return;
  try {
    await preview(ctx, job, found);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await finish(ctx, job, importId, { status: ImportStatus.REFUSED, message: error.message, finishedAt: ctx.now() });
  }
}

async function preview(ctx: Ctx, job: RunningJob, found: Import): Promise<void> {
  const source = await importSource(ctx, found.uploadId);
  const plan = planOf(found);
  const choices = (await importColumns(ctx, found.id)).filter((column) => column.isChosen).map(choiceOf);
  const definitions = await allDefinitions(ctx);
  const looked = await lookAt(ctx, source, { plan, choices, definitions });
  const outcome: ImportPreview = { file: { ...looked.format, size: source.size }, counts: null };
  await showFile(ctx, job, found.id, looked, new Set(choices.map((choice) => choice.index)), outcome);
  requireUsable(ctx, looked.mapping);

  const rows = new PreviewRows();
  const claims = temporaryClaims();
  const withNew = [...definitions, ...newDefinitions(looked.mapping)];
  const columns = filledColumns(looked.mapping, withNew);
  const addOrganisation = plan.createOrganisations ? imagineOrganisation : undefined;
  const rules = { importId: found.id, columns, definitions: withNew, claims, addOrganisation };
  const { defaultCountry } = await readSettings(ctx);
  try {
    const question = { format: looked.format, columns, defaultCountry, fromRow: 1 };
    for await (const batch of checkedRows(ctx, source, question)) {
      const matches = await matchRows(ctx, batch.rows, rules);
      await claims.add(claimsOf(matches));
      rows.add(matches);
      await job.progress(Math.min(batch.bytesRead, source.size), source.size);
    }
  } finally {
    claims.close();
  }
  const totalRows = Object.values(rows.counts).reduce((sum, count) => sum + count, 0);
  await finish(
    ctx,
    job,
    found.id,
    {
      status: ImportStatus.READY,
      message: nothingNew(rows.counts, totalRows),
      totalRows,
      preview: JSON.stringify({ ...outcome, counts: rows.counts }),
    },
    rows.rows(found.id),
  );
}

/** Attributes that the import would make, so that their cells are checked like others. They get numbers below the real ones. */
function newDefinitions(mapping: readonly ColumnMapping[]): AttributeDefinition[] {
  return mapping.flatMap(({ target }, index) =>
    target.kind === "newAttribute"
      ? [
          {
            id: -1 - index,
            name: target.name,
            nameKey: attributeKey(target.name),
            type: AttributeType.TEXT,
            choices: "[]",
            isRequired: false,
            isOnEveryForm: false,
            createdAt: new Date(0),
          },
        ]
      : [],
  );
}

function claimsOf(matches: readonly Match[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const match of matches) {
    if (match.verdict === RowVerdict.ERROR) continue;
    const customer = "before" in match ? [customerClaim(match.before.id)] : [];
    for (const claim of [...keyClaims(match.checked), ...customer]) claims.set(claim, match.checked.line);
  }
  return claims;
}

/** Shown while the rows are still being compared, and beside a refusal, so that a wrong guess can be put right. */
async function showFile(
  ctx: Ctx,
  job: RunningJob,
  importId: number,
  looked: LookedAt,
  chosen: ReadonlySet<number>,
  outcome: ImportPreview,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await stillMine(tx, job, importId);
    await writeMapping(tx, importId, looked.mapping, chosen, looked.samples);
    await tx.db.update(Import, importId, { preview: JSON.stringify(outcome) });
  });
}

async function finish(
  ctx: Ctx,
  job: RunningJob,
  importId: number,
  changes: Partial<Import>,
  rows: Record<string, unknown>[] = [],
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await stillMine(tx, job, importId);
    await tx.db.delete(ImportPreviewRow, { importId });
    await insertRows(tx.db, "import_preview_rows", rows);
    await tx.db.update(Import, importId, changes);
  });
}

/** Other choices may have been made meanwhile: then this preview is about the wrong ones. */
async function stillMine(tx: Ctx, job: RunningJob, importId: number): Promise<void> {
  const found = await lockImport(tx, importId);
  if (found?.jobId !== job.id || found.status !== ImportStatus.PREVIEWING) {
    throw new JobLost(`Import ${importId} is previewed with other choices.`);
  }
}

function nothingNew(counts: Record<RowVerdict, number>, totalRows: number): string | null {
  return counts.unchanged === totalRows
    ? "Every row is in the list already: importing this file changes nothing."
    : null;
}
