import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { allow, signedIn } from "@/server/permissions";
import { Job, JobStatus } from "./job.entity";
import type { JobResultStatus } from "./job-result.entity";

/** One job; undefined when there is none. Its results are the customers', and need customer.view. */
export async function findJob(ctx: Ctx, id: number): Promise<Job | undefined> {
  signedIn(ctx.actor);
  return (await ctx.db.findOneBy(Job, { id })) ?? undefined;
}

/** Several at once, by id. */
export async function findJobs(ctx: Ctx, ids: readonly number[]): Promise<Map<number, Job>> {
  signedIn(ctx.actor);
  if (ids.length === 0) return new Map();
  const jobs = await ctx.db
    .getRepository(Job)
    .createQueryBuilder("job")
    .whereInIds([...ids])
    .getMany();
  return new Map(jobs.map((job) => [job.id, job]));
}

export interface JobResultRow {
  position: number;
  customerId: number;
  status: JobResultStatus;
  reason: string | null;
}

/** The customers of a mass action in the order of the selection, perhaps those of one outcome only. `after` is the last position before. */
export async function listJobResults(
  ctx: Ctx,
  input: { jobId: number; first: number; after?: number; outcome?: JobResultStatus },
): Promise<{ rows: JobResultRow[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const { outcome } = input;
  const rows: { position: number; customer_id: number; status: JobResultStatus; reason: string | null }[] =
    await ctx.db.query(
      `SELECT position, customer_id, status, reason FROM job_results
        WHERE job_id = ? ${outcome ? "AND status = ?" : ""} AND position > ? ORDER BY position LIMIT ?`,
      [input.jobId, ...(outcome ? [outcome] : []), input.after ?? -1, input.first + 1],
    );
  return {
    rows: rows.slice(0, input.first).map((row) => ({
      position: row.position,
      customerId: row.customer_id,
      status: row.status,
      reason: row.reason,
    })),
    hasMore: rows.length > input.first,
  };
}

export type JobCounts = Record<JobResultStatus, number>;

/** How many ended which way. */
export async function countJobResults(ctx: Ctx, jobId: number): Promise<JobCounts> {
  return (await countResultsOfJobs(ctx, [jobId])).get(jobId) ?? NO_RESULTS;
}

const NO_RESULTS: JobCounts = { pending: 0, done: 0, skipped: 0, failed: 0 };

/** The same for many jobs. The numbers are kept with each slice, so they cost nothing to ask for; a job without results has none. */
export async function countResultsOfJobs(ctx: Ctx, jobIds: readonly number[]): Promise<Map<number, JobCounts>> {
  allow(ctx.actor, "customer.view");
  if (jobIds.length === 0) return new Map();
  const rows: { job_id: number; members: number; done: number; skipped: number; failed: number }[] = await ctx.db.query(
    `SELECT job_id, members, done, skipped, failed FROM mass_actions WHERE job_id IN ${placeholders(jobIds.length)}`,
    [...jobIds],
  );
  return new Map(
    rows.map(({ job_id, members, done, skipped, failed }) => [
      job_id,
      { pending: members - done - skipped - failed, done, skipped, failed },
    ]),
  );
}

/** Mass actions, newest first, or everything that was given up, whatever it was. */
export async function listJobs(
  ctx: Ctx,
  input: { first: number; before?: number; isGivenUp: boolean },
): Promise<{ rows: Job[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const { first, before, isGivenUp } = input;
  const [table, id, parameters] = isGivenUp
    ? ["jobs WHERE status = ?", "id", [JobStatus.FAILED]]
    : ["mass_actions WHERE 1 = 1", "job_id", []];
  const found: { id: number }[] = await ctx.db.query(
    `SELECT ${id} AS id FROM ${table} ${before === undefined ? "" : `AND ${id} < ?`} ORDER BY ${id} DESC LIMIT ?`,
    [...parameters, ...(before === undefined ? [] : [before]), first + 1],
  );
  const ids = found.slice(0, first).map((row) => row.id);
  const byId = await findJobs(ctx, ids);
  return { rows: ids.flatMap((jobId) => byId.get(jobId) ?? []), hasMore: found.length > first };
}
