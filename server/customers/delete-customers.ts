import { endCustomerSessions } from "@/server/accounts/customer-logins";
import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";
import { allow } from "@/server/permissions";
import type { CustomerRow } from "./customer-row";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import { idsOf, type MassAction, type Outcome } from "./mass-actions/mass-action";
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

/** Takes a restoring back: they are deleted as they were, Is Active included unless it was set since. */
const unrestoreAction: MassAction<object> = {
  kind: "customers.restore.undo",
  permission: "customer.delete",
  skips: deleteAction.skips,
  change: async (tx, members) => {
    await setAllDeleted(tx, idsOf(members), true);
    await endCustomerSessions(tx, idsOf(members));
    const wereActive = members.filter(
      ({ record, former }) => !record.isActive && (former as BeforeRestore | null)?.isActive,
    );
    await touchCustomers(tx, idsOf(wereActive), "is_active = 1");
    return new Map(members.map(({ record }) => [record.id, { action: "customer.deleted" }]));
  },
};

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
