import { removeLinks } from "@/server/accounts/customer-links";
import { endCustomerSessions } from "@/server/accounts/customer-logins";
import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { CustomerMerge } from "./customer-merge.entity";
import { keepFields } from "./kept-fields";
import type { MergePlan } from "./plan-merge";

/**
 * Ends the sessions and links of the merged customer. Their password stays where it is, good for nothing while they are merged; it is
 * copied only where the survivor has none that opens anything, and it belongs to a confirmed address that moved as well.
 */
export async function takeLogin(tx: Ctx, merge: CustomerMerge, plan: Pick<MergePlan, "takesPassword">): Promise<void> {
  await endCustomerSessions(tx, [merge.mergedId]);
  await removeLinks(tx, [merge.mergedId]);
  if (!plan.takesPassword) return;
  // What was sent to the survivor's own address still asks for a first password: it would take the place of a good one.
  await removeLinks(tx, [merge.keptId]);
  await endCustomerSessions(tx, [merge.keptId]);
  const former = await passwordOf(tx, merge.keptId);
  await tx.db.update(CustomerMerge, merge.id, { formerPasswordHash: former?.password_hash ?? null });
  const taken = await passwordOf(tx, merge.mergedId);
  const setAt = taken?.password_set_at ?? toDbTime(tx.now());
  await keepFields(tx, merge.id, [{ field: "passwordSetAt", former: former?.password_set_at ?? null, latter: setAt }]);
  await writePassword(tx, merge.keptId, { hash: taken?.password_hash ?? null, setAt, isNew: former === undefined });
}

interface LoginRow {
  password_hash: string | null;
  password_set_at: string | null;
}

export async function passwordOf(tx: Ctx, customerId: number): Promise<LoginRow | undefined> {
  const [row]: LoginRow[] = await tx.db.query(
    "SELECT password_hash, password_set_at FROM customer_logins WHERE customer_id = ?",
    [customerId],
  );
  return row;
}

async function writePassword(
  tx: Ctx,
  customerId: number,
  { hash, setAt, isNew }: { hash: string | null; setAt: string; isNew: boolean },
): Promise<void> {
  if (isNew) {
    await insertRows(tx.db, "customer_logins", [
      { customer_id: customerId, password_hash: hash, session_version: 1, password_set_at: setAt },
    ]);
    return;
  }
  await tx.db.query("UPDATE customer_logins SET password_hash = ?, password_set_at = ? WHERE customer_id = ?", [
    hash,
    setAt,
    customerId,
  ]);
}
