import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";

/** Holds these rows until the transaction ends. SQLite's transactions hold the whole database already. */
export async function lockCustomers(tx: Ctx, ids: readonly number[]): Promise<void> {
  if (tx.database.kind === "sqlite" || ids.length === 0) return;
  // In the order of ids, so that two that want the same rows wait for each other instead of deadlocking.
  await tx.db.query(`SELECT id FROM customers WHERE id IN ${placeholders(ids.length)} ORDER BY id FOR UPDATE`, [
    ...ids,
  ]);
}
