import { QueryFailedError } from "typeorm";
import type { Ctx } from "@/server/ctx";
import { allDefinitions, definitionsFor } from "@/server/customers/attribute-definitions";
import { lookForDuplicates } from "@/server/customers/find-duplicates";
import { inTransaction, isDuplicateKey, letOthersWrite } from "@/server/db";
import { JobLost, type RunningJob } from "@/server/jobs/run-job";
import { inviteImported } from "@/server/mail/invite-imported";
import { readSettings } from "@/server/settings/settings";
import type { CheckedRow } from "./check-row";
import { WrittenClaims } from "./claims";
import { type FilledColumns, filledColumns } from "./columns-of";
import { Import, ImportStatus } from "./import.entity";
import { importColumns, mappingOf } from "./import-columns";
import { planOf, previewOf } from "./import-plan";
import { importSource } from "./import-source";
import { type MatchRules, matchRows } from "./match-rows";
import { makeOrganisation } from "./organisation-book";
import { checkedRows } from "./parser";
import type { FileFormat } from "./reader/record-limit";
import { removeClaims } from "./remove-claims";
import { lockImport } from "./start-import";
import { type ImportCounts, writeMatches } from "./write-matches";

/** Writes a previewed file's rows, slice by slice, and goes on where it last committed. */
export async function runImport(ctx: Ctx, job: RunningJob): Promise<void> {
  const { importId } = job.payload as { importId: number };
  const run = await begin(ctx, job, importId);
  if (run) {
    const source = await importSource(ctx, run.uploadId);
    const { defaultCountry } = await readSettings(ctx);
    const { format, columns } = run;
    for await (const { rows } of checkedRows(ctx, source, {
      format,
      columns,
      defaultCountry,
      fromRow: run.rowsDone + 1,
    })) {
      if (rows.length === 0) continue;
      await importSlice(ctx, job, run, rows);
      await letOthersWrite(ctx);
    }
    await finish(ctx, job, importId);
  }
  await removeClaims(ctx, importId);
}

interface Run extends Pick<MatchRules, "importId" | "columns" | "definitions"> {
  uploadId: string;
  format: FileFormat;
  rowsDone: number;
  totalRows: number;
  createsOrganisations: boolean;
  claims: WrittenClaims;
}

/** Takes the import up, makes the attributes it needs, and finds where to go on. Undefined when it is finished. */
async function begin(ctx: Ctx, job: RunningJob, importId: number): Promise<Run | undefined> {
  return inTransaction(ctx, async (tx) => {
    const found = await held(tx, job, importId);
    const { file } = previewOf(found) ?? {};
    if (!file) throw new Error(`Import ${importId} was never previewed.`);
    await job.progressIn(tx, found.rowsDone, found.totalRows ?? undefined);
    if (found.status === ImportStatus.DONE) return undefined;

    const mapping = (await importColumns(tx, importId)).map(mappingOf);
    // Also those that were there at the preview: an admin may have removed one since, and nothing is dropped silently.
    const names = mapping.flatMap(({ target }) =>
      target.kind === "newAttribute" || target.kind === "attribute" ? [target.name] : [],
    );
    if (names.length > 0) await definitionsFor(tx, names, { importId });
    const definitions = await allDefinitions(tx);
    await tx.db.update(Import, importId, { status: ImportStatus.RUNNING });
    return {
      importId,
      uploadId: found.uploadId,
      format: file,
      columns: filledColumns(mapping, definitions) satisfies FilledColumns,
      definitions,
      rowsDone: found.rowsDone,
      totalRows: found.totalRows ?? 0,
      createsOrganisations: planOf(found).createOrganisations,
      claims: await WrittenClaims.of(tx, importId),
    };
  });
}

const ATTEMPTS = 3;

/**
 * Somebody else may make one of these customers between our look and our write: the database refuses, and a second look
 * sees them. Whatever still fails is tried row by row, so that one row never stops the rest.
 */
async function importSlice(ctx: Ctx, job: RunningJob, run: Run, rows: readonly CheckedRow[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeSlice(ctx, job, run, rows);
    } catch (error) {
      if (!isFaultOfRow(error)) throw error;
      ctx.log.debug({ err: error, attempt, row: rows[0]?.row }, "a slice was refused");
      if (isDuplicateKey(error) && attempt < ATTEMPTS) continue;
      if (rows.length > 1) break;
      ctx.log.warn({ err: error, row: rows[0]?.row }, "the database refuses a row");
      return writeSlice(ctx, job, run, rows.map(refusedRow));
    }
  }
  for (const row of rows) await importSlice(ctx, job, run, [row]);
}

/** Rows, history, counts and progress in one transaction: after a crash either all of it is there or nothing. */
async function writeSlice(ctx: Ctx, job: RunningJob, run: Run, rows: readonly CheckedRow[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const found = await held(tx, job, run.importId);
    const first = rows[0]?.row ?? 0;
    if (found.rowsDone !== first - 1) throw new JobLost(`Import ${run.importId} has gone on without this worker.`);

    const claims = run.claims.in(tx);
    const addOrganisation = run.createsOrganisations ? makeOrganisation(tx, run.importId) : undefined;
    const matches = await matchRows(tx, rows, { ...run, claims, addOrganisation });
    const counts = await writeMatches(tx, run.importId, matches, claims);
    const rowsDone = found.rowsDone + rows.length;
    await tx.db.update(Import, run.importId, { ...added(found, counts), rowsDone });
    await job.progressIn(tx, rowsDone, run.totalRows);
  });
}

/**
 * The import, held until the transaction ends. A worker that lost its lease to another waits here for the other's slice,
 * and `progressIn` then stops it before anything of its own is committed.
 */
async function held(tx: Ctx, job: RunningJob, importId: number): Promise<Import> {
  const found = await lockImport(tx, importId);
  if (!found || found.jobId !== job.id) throw new JobLost(`Import ${importId} has another job.`);
  return found;
}

function added(found: Import, counts: ImportCounts): ImportCounts {
  return {
    created: found.created + counts.created,
    updated: found.updated + counts.updated,
    unchanged: found.unchanged + counts.unchanged,
    restored: found.restored + counts.restored,
    failed: found.failed + counts.failed,
  };
}

async function finish(ctx: Ctx, job: RunningJob, importId: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const found = await held(tx, job, importId);
    await job.progressIn(tx, found.rowsDone, found.rowsDone);
    if (found.created + found.updated + found.restored > 0) await lookForDuplicates(tx, { importId });
    await tx.db.update(Import, importId, {
      status: ImportStatus.DONE,
      totalRows: found.rowsDone,
      finishedAt: tx.now(),
      message: found.unchanged === found.rowsDone ? "Every row was in the list already: nothing has changed." : null,
    });
    if (planOf(found).sendInvitations) await inviteImported(tx, importId);
  });
}

/** Errors of the database that are about the values: a key that is taken, a text that does not fit. Any other stops the job. */
function isFaultOfRow(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const code = String((error.driverError as { code?: unknown }).code);
  return /^(ER_DUP_ENTRY|ER_DATA_TOO_LONG|ER_TRUNCATED_WRONG_VALUE|ER_NO_REFERENCED_ROW|SQLITE_CONSTRAINT)/.test(code);
}

const refusedRow = (row: CheckedRow): CheckedRow => ({
  ...row,
  problems: [{ message: "The database did not take this row. Check its values, then import it again." }],
});
