import type { Ctx } from "./ctx";
import { inTransaction } from "./db";

/**
 * Takes `count` ids in a row and returns the first. Ids are known before the insert, so that a customer and all that hangs on
 * them go in together, thousands in a statement, on every database and in a cluster. Gaps after a rollback are fine.
 */
export async function takeIds(ctx: Ctx, name: "customers" | "mails" | "tickets", count: number): Promise<number> {
  const { idCounter } = ctx.database;
  if (idCounter) return idCounter.take(name, count);
  return inTransaction(ctx, async (tx) => {
    const [row]: { next_id: number }[] = await tx.db.query(
      "UPDATE id_ranges SET next_id = next_id + ? WHERE name = ? RETURNING next_id",
      [count, name],
    );
    if (!row) throw new Error(`There is no id range ${name}.`);
    return Number(row.next_id) - count;
  });
}
