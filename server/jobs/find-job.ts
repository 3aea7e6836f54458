import type { Ctx } from "@/server/ctx";
import { allow, signedIn } from "@/server/permissions";
import { Job } from "./job.entity";
import type { JobResultStatus } from "./job-result.entity";

/** One job; undefined when there is none. Its results are the customers', and need customer.view. */
export async function findJob(ctx: Ctx, id: number): Promise<Job | undefined> {
  signedIn(ctx.actor);
  return (await ctx.db.findOneBy(Job, { id })) ?? undefined;
}

export interface JobResultRow {
  position: number;
  customerId: number;
  status: JobResultStatus;
  reason: string | null;
}

/** The customers of a mass action in the order of the selection. `after` is the last position of the page before. */
export async function listJobResults(
  ctx: Ctx,
  input: { jobId: number; first: number; after?: number },
): Promise<{ rows: JobResultRow[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const rows: { position: number; customer_id: number; status: JobResultStatus; reason: string | null }[] =
    await ctx.db.query(
      "SELECT position, customer_id, status, reason FROM job_results WHERE job_id = ? AND position > ? ORDER BY position LIMIT ?",
      [input.jobId, input.after ?? -1, input.first + 1],
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

/** How many ended which way. */
export async function countJobResults(ctx: Ctx, jobId: number): Promise<Record<JobResultStatus, number>> {
  allow(ctx.actor, "customer.view");
  const rows: { status: JobResultStatus; found: number | string }[] = await ctx.db.query(
    "SELECT status, COUNT(*) AS found FROM job_results WHERE job_id = ? GROUP BY status",
    [jobId],
  );
  const counts = Object.fromEntries(rows.map((row) => [row.status, Number(row.found)]));
  return { pending: 0, done: 0, skipped: 0, failed: 0, ...counts };
}
