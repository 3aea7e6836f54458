import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { inSlices, removeLinks } from "./customer-links";
import { hashOfSecret } from "./secret";

// Whoever calls these has checked the actor: they are parts of verbs, in the verb's transaction.

/** Ends passwords, sessions and links of customers, as a forced reset does. */
export async function endLogins(tx: Ctx, customerIds: readonly number[]): Promise<void> {
  await inSlices(customerIds, async (ids) => {
    await tx.db.query(
      `UPDATE customer_logins SET password_hash = NULL WHERE customer_id IN ${placeholders(ids.length)}`,
      ids,
    );
    await removeLinks(tx, ids);
  });
  await endCustomerSessions(tx, customerIds);
}

/** Ends sessions only, those that are being opened at this moment included. */
export async function endCustomerSessions(tx: Ctx, customerIds: readonly number[]): Promise<void> {
  await inSlices(customerIds, async (ids) => {
    const these = placeholders(ids.length);
    await tx.db.query(
      `UPDATE customer_logins SET session_version = session_version + 1 WHERE customer_id IN ${these}`,
      ids,
    );
    await tx.db.query(`DELETE FROM customer_sessions WHERE customer_id IN ${these}`, ids);
  });
}

/** Which of them ever had a password. */
export async function customersWithPassword(tx: Ctx, customerIds: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  await inSlices(customerIds, async (ids) => {
    const rows: { customer_id: number }[] = await tx.db.query(
      `SELECT customer_id FROM customer_logins WHERE password_set_at IS NOT NULL AND customer_id IN ${placeholders(ids.length)}`,
      ids,
    );
    for (const row of rows) found.add(row.customer_id);
  });
  return found;
}

/** Ends all of a customer's sessions but one. @param sessionId its secret; empty ends it as well */
export async function endOtherSessions(tx: Ctx, id: number, sessionId: string): Promise<void> {
  const idHash = hashOfSecret(sessionId);
  await tx.db.query("UPDATE customer_logins SET session_version = session_version + 1 WHERE customer_id = ?", [id]);
  await tx.db.query("DELETE FROM customer_sessions WHERE customer_id = ? AND id_hash <> ?", [id, idHash]);
  await tx.db.query(
    `UPDATE customer_sessions SET session_version = (SELECT session_version FROM customer_logins WHERE customer_id = ?)
      WHERE customer_id = ? AND id_hash = ?`,
    [id, id, idHash],
  );
}

/** Undefined for who has no password. */
export async function passwordHashOf(ctx: Ctx, id: number): Promise<string | undefined> {
  const [login]: { password_hash: string | null }[] = await ctx.db.query(
    "SELECT password_hash FROM customer_logins WHERE customer_id = ?",
    [id],
  );
  return login?.password_hash ?? undefined;
}
