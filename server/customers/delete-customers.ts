import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { inTransaction, toDbTime } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { type JobHandler, runNextJob } from "@/server/jobs/run-job";
import { allow } from "@/server/permissions";
import { changeEach, type EachCustomer } from "./change-each";
import type { CustomerRow } from "./customer-row";

/** So many at once from one call; a selection of everything that matches is a job of its own kind. */
export const MAX_SELECTED = 1000;
/** So few are done before the call returns, so that a page can show them right away. */
const AT_ONCE = 50;

const DELETE = "customers.delete";
const RESTORE = "customers.restore";
const UNDELETE = "customers.undelete";

/** Marks customers as deleted: their records, tickets and history stay. Returns the job that does it. */
export async function deleteCustomers(ctx: Ctx, input: { ids: readonly number[] }): Promise<number> {
  allow(ctx.actor, "customer.delete");
  return massAction(ctx, DELETE, input.ids);
}

/** Brings deleted customers back, inactive: they confirm or set a password before they log in again. */
export async function restoreCustomers(ctx: Ctx, input: { ids: readonly number[] }): Promise<number> {
  allow(ctx.actor, "customer.restore");
  return massAction(ctx, RESTORE, input.ids);
}

/** Takes a deletion back: everything is as it was, Is Active included. Returns the job that does it. */
export async function undoJob(ctx: Ctx, input: { jobId: number }): Promise<number> {
  allow(ctx.actor, "customer.delete");
  const id = await inTransaction(ctx, async (tx) => {
    const job = await tx.db.findOneBy(Job, { id: input.jobId });
    if (!job) throw notFound("job");
    if (job.kind !== DELETE) throw new UserError("jobId", "This cannot be undone.");
    if (job.undoneByJobId) throw new UserError("jobId", "This has been undone already.");
    if (job.status !== JobStatus.DONE)
      throw new UserError("jobId", "This is still going on. Undo it when it is finished.");
    const deleted: { customer_id: number }[] = await tx.db.query(
      "SELECT customer_id FROM job_results WHERE job_id = ? AND status = 'done' ORDER BY position",
      [job.id],
    );
    const undoId = await enqueueJob(tx, {
      kind: UNDELETE,
      payload: { jobId: job.id },
      customerIds: deleted.map((row) => row.customer_id),
    });
    await tx.db.update(Job, job.id, { undoneByJobId: undoId });
    return undoId;
  });
  await runIfSmall(ctx, id);
  return id;
}

async function massAction(ctx: Ctx, kind: string, ids: readonly number[]): Promise<number> {
  const customerIds = [...new Set(ids)];
  if (customerIds.length === 0) throw new UserError("ids", "Select at least one customer.");
  if (customerIds.length > MAX_SELECTED) throw new UserError("ids", `Select at most ${MAX_SELECTED} customers.`);
  const id = await inTransaction(ctx, (tx) => enqueueJob(tx, { kind, customerIds }));
  await runIfSmall(ctx, id);
  return id;
}

async function runIfSmall(ctx: Ctx, jobId: number): Promise<void> {
  const job = await ctx.db.findOneByOrFail(Job, { id: jobId });
  if ((job.progressTotal ?? 0) <= AT_ONCE) await runNextJob(ctx, customerJobs, jobId);
}

const deleteEach: EachCustomer = async (tx, record) => {
  if (record.isDeleted) return { skipped: "was deleted already" };
  await setDeleted(tx, record.id, true);
  return { action: "customer.deleted" };
};

const restoreEach: EachCustomer = async (tx, record) => {
  if (!record.isDeleted) return { skipped: "is not deleted" };
  return { action: "customer.restored", changes: await bringBack(tx, record) };
};

/** Restores one deleted customer, inactive, for a verb that has checked its actor. Returns what changed, for the timeline. */
export async function bringBack(tx: Ctx, record: Pick<CustomerRow, "id" | "isActive">): Promise<FieldChange[]> {
  await setDeleted(tx, record.id, false);
  await tx.db.query("UPDATE customers SET is_active = ? WHERE id = ?", [0, record.id]);
  return record.isActive ? [{ field: "isActive", from: "yes", to: "no" }] : [];
}

const undeleteEach: EachCustomer = async (tx, record) => {
  if (!record.isDeleted) return { skipped: "was restored meanwhile" };
  await setDeleted(tx, record.id, false);
  return { action: "customer.undeleted" };
};

/** The mark alone: what else changes with it is the caller's. */
export async function setDeleted(tx: Ctx, id: number, isDeleted: boolean): Promise<void> {
  const now = toDbTime(tx.now());
  await tx.db.query(
    "UPDATE customers SET is_deleted = ?, deleted_at = ?, version = version + 1, updated_at = ?, last_activity_at = ? WHERE id = ?",
    [isDeleted ? 1 : 0, isDeleted ? now : null, now, now, id],
  );
  await tx.db.query("UPDATE customer_words SET is_deleted = ? WHERE customer_id = ?", [isDeleted ? 1 : 0, id]);
}

/** The jobs of this folder, for the worker. */
export const customerJobs: ReadonlyMap<string, JobHandler> = new Map([
  [DELETE, changeEach(deleteEach)],
  [RESTORE, changeEach(restoreEach)],
  [UNDELETE, changeEach(undeleteEach)],
]);
