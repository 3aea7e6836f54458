import { setTimeout as sleep } from "node:timers/promises";
import { In, LessThan, MoreThan } from "typeorm";
import type { Ctx } from "@/server/ctx";
import { failureInWords } from "@/server/jobs/failure-in-words";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { allow } from "@/server/permissions";
import { Import, ImportStatus } from "./import.entity";
import { ImportFailure } from "./import-failure.entity";
import { ImportLeftover } from "./import-leftover.entity";
import { ImportPreviewRow, type RowVerdict } from "./import-preview-row.entity";

/** One import; undefined when there is none. */
export async function findImport(ctx: Ctx, id: number): Promise<Import | undefined> {
  allow(ctx.actor, "customer.import");
  const found = await ctx.db.findOneBy(Import, { id });
  return found ? (await withGivenUp(ctx, [found]))[0] : undefined;
}

/** Imports, newest first; `before` continues after one of the page before. */
export async function listImports(ctx: Ctx, input: { first: number; before?: number }): Promise<Page<Import>> {
  allow(ctx.actor, "customer.import");
  const found = await ctx.db.find(Import, {
    where: input.before === undefined ? {} : { id: LessThan(input.before) },
    order: { id: "DESC" },
    take: input.first + 1,
  });
  return pageOf(await withGivenUp(ctx, found), input.first);
}

/** The import when its preview has ended, or as it is when `patience` (milliseconds) does. */
export async function waitForPreview(ctx: Ctx, id: number, patience: number): Promise<Import | undefined> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await findImport(ctx, id);
    if (found?.status !== ImportStatus.PREVIEWING || Date.now() >= deadline) return found;
    await sleep(60);
  }
}

export interface Page<T> {
  rows: T[];
  hasMore: boolean;
}

/** What a list of the rows of an import continues after: the number of a row. */
interface RowPage {
  importId: number;
  first: number;
  after?: number;
}

/** The rows that could not be imported, in the order of the file. */
export async function listImportFailures(ctx: Ctx, input: RowPage): Promise<Page<ImportFailure>> {
  allow(ctx.actor, "customer.import");
  const found = await ctx.db.find(ImportFailure, {
    where: { importId: input.importId, rowNo: MoreThan(input.after ?? 0) },
    order: { rowNo: "ASC" },
    take: input.first + 1,
  });
  return pageOf(found, input.first);
}

/** A place in the list of what an undo left. */
export interface LeftoverPlace {
  customerId: number;
  field: string;
}

/** What the undo of an import left as it was, by customer and field; `after` continues after a row of the page before. */
export async function listUndoLeftovers(
  ctx: Ctx,
  { importId, first, after }: { importId: number; first: number; after?: LeftoverPlace },
): Promise<Page<ImportLeftover>> {
  allow(ctx.actor, "customer.import");
  const builder = ctx.db
    .createQueryBuilder(ImportLeftover, "leftover")
    .where("leftover.import_id = :importId", { importId })
    .orderBy("leftover.customerId", "ASC")
    .addOrderBy("leftover.field", "ASC")
    .limit(first + 1);
  if (after) {
    builder.andWhere(
      "leftover.customer_id >= :customerId AND (leftover.customer_id > :customerId OR leftover.field > :field)",
      after,
    );
  }
  return pageOf(await builder.getMany(), first);
}

/** The rows that the preview has kept, in the order of the file. */
export async function listPreviewRows(
  ctx: Ctx,
  input: RowPage & { verdict?: RowVerdict },
): Promise<Page<ImportPreviewRow>> {
  allow(ctx.actor, "customer.import");
  const { importId, verdict } = input;
  const found = await ctx.db.find(ImportPreviewRow, {
    where: { importId, rowNo: MoreThan(input.after ?? 0), ...(verdict === undefined ? {} : { verdict }) },
    order: { rowNo: "ASC" },
    take: input.first + 1,
  });
  return pageOf(found, input.first);
}

function pageOf<T>(found: T[], first: number): Page<T> {
  return { rows: found.slice(0, first), hasMore: found.length > first };
}

/** Those that something is still to happen to. */
const UNDER_WAY: readonly ImportStatus[] = [ImportStatus.PREVIEWING, ImportStatus.QUEUED, ImportStatus.RUNNING];

/** An import whose job was given up has failed, although no handler lived to write it; one that does not get on says why. */
export async function withGivenUp(ctx: Ctx, imports: Import[]): Promise<Import[]> {
  const waiting = imports.filter((found) => UNDER_WAY.includes(found.status) && found.jobId !== null);
  if (waiting.length === 0) return imports;
  const jobs = await ctx.db.findBy(Job, { id: In(waiting.map((found) => found.jobId)) });
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return imports.map((found) => {
    const job = found.jobId === null ? undefined : byId.get(found.jobId);
    if (!job || !waiting.includes(found)) return found;
    if (job.status !== JobStatus.FAILED) return { ...found, message: pausedBecause(ctx, job) ?? found.message };
    const reason = failureInWords(job.error);
    const message =
      found.status === ImportStatus.PREVIEWING
        ? `${reason} Nothing was written. Upload the file again when this is mended.`
        : `${reason} What is counted here is written. When this is mended, go on with the rest.`;
    return { ...found, status: ImportStatus.FAILED, message, finishedAt: job.finishedAt };
  });
}

/** A worker that has not reported for so long is dead, or cannot write. */
const SILENCE_MS = 5_000;

function pausedBecause(ctx: Ctx, job: Job): string | undefined {
  const now = ctx.now().getTime();
  if (job.status === JobStatus.QUEUED && job.error !== null) {
    const seconds = Math.max(1, Math.round((job.runAt.getTime() - now) / 1000));
    return `Paused: ${failureInWords(job.error)} It tries again by itself in ${seconds} s, from where it was.`;
  }
  if (job.status === JobStatus.RUNNING && job.leaseUntil !== null && job.leaseUntil.getTime() < now - SILENCE_MS) {
    return "Paused: nothing has been heard of the worker lately. It goes on by itself when a worker runs and the disk has room.";
  }
  return undefined;
}
