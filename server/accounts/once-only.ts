import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import type { JobHandler, RunningJob } from "@/server/jobs/run-job";

/**
 * A handler whose work and whose end are one transaction: a worker that was killed after it finds the payload gone. So nobody gets
 * two mails, and no address or password's hash stays in the table of jobs.
 */
export function onceOnly<Payload extends object>(work: (tx: Ctx, payload: Payload) => Promise<void>): JobHandler {
  return (ctx: Ctx, job: RunningJob) =>
    inTransaction(ctx, async (tx) => {
      await job.progressIn(tx, 1, 1);
      const [row]: { payload: string }[] = await tx.db.query("SELECT payload FROM jobs WHERE id = ?", [job.id]);
      const payload = JSON.parse(row?.payload ?? "{}") as Payload;
      if (Object.keys(payload).length === 0) return;
      await tx.db.query("UPDATE jobs SET payload = '{}' WHERE id = ?", [job.id]);
      await work(tx, payload);
    });
}
