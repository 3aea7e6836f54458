import type { FieldChange } from "@/server/activity/field-change";
import { type CustomerAction, type Happening, recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { JobResultStatus } from "@/server/jobs/job-result.entity";
import type { JobHandler, RunningJob } from "@/server/jobs/run-job";
import { type CustomerRecord, loadCustomers } from "./customer-row";
import { lockCustomers } from "./lock-customers";

type Outcome = { action: CustomerAction; changes?: FieldChange[] } | { skipped: string };

/** What a mass action does to one customer, in the transaction of its slice. */
export type EachCustomer = (tx: Ctx, record: CustomerRecord) => Promise<Outcome>;

/** Short enough that a colleague who saves one of them hardly waits. */
const SLICE = 100;

interface Pending {
  position: number;
  customer_id: number;
}

/**
 * Makes a job of what happens to each selected customer. It goes on where it last committed; a failure is the
 * failure of one customer and never stops the rest.
 */
export function changeEach(each: EachCustomer): JobHandler {
  return async (ctx, job) => {
    for (;;) {
      const slice: Pending[] = await ctx.db.query(
        "SELECT position, customer_id FROM job_results WHERE job_id = ? AND status = 'pending' ORDER BY position LIMIT ?",
        [job.id, SLICE],
      );
      const last = slice.at(-1);
      if (!last) return;
      try {
        await changeSlice(ctx, job, slice, each);
      } catch (error) {
        if (slice.length === 1) throw error;
        ctx.log.warn({ err: error }, "a slice failed, its customers go one by one");
        for (const one of slice) await changeOne(ctx, job, one, each);
      }
      await job.progress(last.position + 1);
    }
  };
}

async function changeOne(ctx: Ctx, job: RunningJob, one: Pending, each: EachCustomer): Promise<void> {
  try {
    await changeSlice(ctx, job, [one], each);
  } catch (error) {
    ctx.log.error({ err: error, customerId: one.customer_id }, "a customer failed");
    await inTransaction(ctx, (tx) =>
      endResult(tx, job.id, one.position, JobResultStatus.FAILED, "could not be changed; try again"),
    );
  }
}

async function changeSlice(ctx: Ctx, job: RunningJob, slice: Pending[], each: EachCustomer): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const ids = slice.map((pending) => pending.customer_id);
    await lockCustomers(tx, ids);
    const records = new Map((await loadCustomers(tx.db, ids)).map((record) => [record.id, record]));
    const happenings: Happening[] = [];
    for (const { position, customer_id } of slice) {
      const record = records.get(customer_id);
      const outcome = record ? await each(tx, record) : { skipped: "does not exist" };
      if ("skipped" in outcome) {
        await endResult(tx, job.id, position, JobResultStatus.SKIPPED, outcome.skipped);
      } else {
        happenings.push({ ...outcome, customerId: customer_id, jobId: job.id });
        await endResult(tx, job.id, position, JobResultStatus.DONE, null);
      }
    }
    await recordActivity(tx, happenings);
  });
}

async function endResult(
  tx: Ctx,
  jobId: number,
  position: number,
  status: JobResultStatus,
  reason: string | null,
): Promise<void> {
  await tx.db.query(
    "UPDATE job_results SET status = ?, reason = ? WHERE job_id = ? AND position = ? AND status = 'pending'",
    [status, reason, jobId, position],
  );
}
