import { endCustomerSessions } from "@/server/accounts/customer-logins";
import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";
import { allow } from "@/server/permissions";
import type { CustomerRow } from "./customer-row";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import { idsOf, type MassAction, type Member, type Outcome } from "./mass-actions/mass-action";
import type { Selection } from "./mass-actions/selection";
import { touchCustomers } from "./mass-actions/touch-customers";

/** Marks customers as deleted: their records, tickets and history stay. Returns the job that does it. */
export async function deleteCustomers(ctx: Ctx, input: Selection): Promise<number> {
  allow(ctx.actor, "customer.delete");
  return beginMassAction(ctx, deleteAction, input, {});
}

/** Brings deleted customers back, inactive: they confirm or set a password before they log in again. */
export async function restoreCustomers(ctx: Ctx, input: Selection): Promise<number> {
  allow(ctx.actor, "customer.restore");
  return beginMassAction(ctx, restoreAction, input, {});
}

/** Takes a deletion back. Nothing but the mark was changed, so Is Active and the password are as they were. */
const undeleteAction: MassAction<object> = {
  kind: "customers.undelete",
  permission: "customer.delete",
  skips: () => [
    {
      reason: "was restored meanwhile",
      holds: (record) => !record.isDeleted,
      sql: { sql: "c.is_deleted = 0", parameters: [] },
    },
  ],
  change: async (tx, members) => {
    const [ours, others] = [members.filter(isOurDeletion), members.filter((member) => !isOurDeletion(member))];
    await setAllDeleted(tx, idsOf(ours), false);
    return new Map([
      ...ours.map(({ record }): [number, Outcome] => [record.id, { action: "customer.undeleted" }]),
      ...others.map(({ record }): [number, Outcome] => [
        record.id,
        { skipped: "was restored and deleted again since" },
      ]),
    ]);
  },
};

/** Jobs of before this was kept have nothing to compare with. */
function isOurDeletion({ record, former }: { record: CustomerRow; former: unknown }): boolean {
  return former === null || record.deletedAt === (former as { deletedAt: string }).deletedAt;
}

export const deleteAction: MassAction<object> = {
  kind: "customers.delete",
  permission: "customer.delete",
  audit: "customers.delete",
  skips: () => [
    {
      reason: "was deleted already",
      holds: (record) => record.isDeleted,
      sql: { sql: "c.is_deleted = 1", parameters: [] },
    },
  ],
  change: async (tx, members) => {
    const former = { deletedAt: await setAllDeleted(tx, idsOf(members), true) };
    await endCustomerSessions(tx, idsOf(members));
    return new Map(members.map(({ record }) => [record.id, { action: "customer.deleted", former }]));
  },
  undo: undeleteAction,
};

interface BeforeRestore {
  isActive: boolean;
  deletedAt: string | null;
}

/** Takes a restoring back: they are deleted as they were, Is Active included unless it was set since, and of the same time. */
const unrestoreAction: MassAction<object> = {
  kind: "customers.restore.undo",
  permission: "customer.delete",
  skips: deleteAction.skips,
  change: async (tx, members, { undoOf }) => {
    const again = await restoredAgain(tx, idsOf(members), undoOf);
    const ours = members.filter(({ record }) => !again.has(record.id));
    // restoreAction wrote it; jobs of before it was kept have none.
    const before = ({ former }: Member) => former as BeforeRestore | null;
    await deleteAgain(
      tx,
      ours.map((member) => ({ id: member.record.id, deletedAt: before(member)?.deletedAt ?? null })),
    );
    await endCustomerSessions(tx, idsOf(ours));
    const wereActive = ours.filter((member) => !member.record.isActive && before(member)?.isActive);
    await touchCustomers(tx, idsOf(wereActive), "is_active = 1");
    return new Map<number, Outcome>([
      ...[...again].map((id): [number, Outcome] => [id, { skipped: "was deleted and restored again since" }]),
      ...ours.map(({ record }): [number, Outcome] => [record.id, { action: "customer.deleted" }]),
    ]);
  },
};

/** Of these customers those whom somebody else than this job has brought back since: that decision stands. */
async function restoredAgain(tx: Ctx, ids: readonly number[], job: { id: number } | undefined): Promise<Set<number>> {
  if (!job) throw new Error("An undo without the job that it takes back.");
  const rows: { customer_id: number }[] = await tx.db.query(
    `SELECT DISTINCT later.customer_id FROM activity_entries own JOIN activity_entries later ON later.customer_id = own.customer_id
        AND later.occurred_at >= own.occurred_at AND (later.occurred_at > own.occurred_at OR later.id > own.id)
      WHERE own.customer_id IN ${placeholders(ids.length)} AND own.job_id = ? AND own.action = 'customer.restored'
        AND later.action IN ('customer.restored', 'customer.undeleted')`,
    [...ids, job.id],
  );
  return new Set(rows.map((row) => row.customer_id));
}

export const restoreAction: MassAction<object> = {
  kind: "customers.restore",
  permission: "customer.restore",
  audit: "customers.restore",
  skips: () => [
    {
      reason: "is not deleted",
      holds: (record) => !record.isDeleted,
      sql: { sql: "c.is_deleted = 0", parameters: [] },
    },
  ],
  change: async (tx, members) => {
    const ids = idsOf(members);
    await setAllDeleted(tx, ids, false);
    await tx.db.query(`UPDATE customers SET is_active = 0 WHERE id IN ${placeholders(ids.length)}`, ids);
    return new Map(
      members.map(({ record }): [number, Outcome] => {
        const former: BeforeRestore = { isActive: record.isActive, deletedAt: record.deletedAt };
        return [record.id, { action: "customer.restored", changes: deactivation(record), former }];
      }),
    );
  },
  undo: unrestoreAction,
};

/** Restores one deleted customer, inactive, for a verb that has checked its actor. Returns what changed, for the timeline. */
export async function bringBack(tx: Ctx, record: Pick<CustomerRow, "id" | "isActive">): Promise<FieldChange[]> {
  await setDeleted(tx, record.id, false);
  await tx.db.query("UPDATE customers SET is_active = ? WHERE id = ?", [0, record.id]);
  return deactivation(record);
}

const deactivation = ({ isActive }: Pick<CustomerRow, "isActive">): FieldChange[] =>
  isActive ? [{ field: "isActive", from: "yes", to: "no" }] : [];

/** The mark alone: what else changes with it is the caller's. */
export const setDeleted = (tx: Ctx, id: number, isDeleted: boolean): Promise<string | null> =>
  setAllDeleted(tx, [id], isDeleted);

/** Deletes customers who were deleted before, of the time that it was then; of now where that is not known. */
export async function deleteAgain(
  tx: Ctx,
  deletions: readonly { id: number; deletedAt: string | null }[],
): Promise<void> {
  const idsAt = new Map<string | null, number[]>();
  for (const { id, deletedAt } of deletions) idsAt.set(deletedAt, [...(idsAt.get(deletedAt) ?? []), id]);
  for (const [deletedAt, ids] of idsAt) {
    await setAllDeleted(tx, ids, true);
    if (!deletedAt) continue;
    await tx.db.query(`UPDATE customers SET deleted_at = ? WHERE id IN ${placeholders(ids.length)}`, [
      deletedAt,
      ...ids,
    ]);
  }
}

/** The mark of many, in two statements. Returns the time of deletion that they have now. */
export async function setAllDeleted(tx: Ctx, ids: readonly number[], isDeleted: boolean): Promise<string | null> {
  if (ids.length === 0) return null;
  const deletedAt = isDeleted ? toDbTime(tx.now()) : null;
  await touchCustomers(tx, ids, "is_deleted = ?, deleted_at = ?", [isDeleted ? 1 : 0, deletedAt]);
  await tx.db.query(`UPDATE customer_words SET is_deleted = ? WHERE customer_id IN ${placeholders(ids.length)}`, [
    isDeleted ? 1 : 0,
    ...ids,
  ]);
  return deletedAt;
}
