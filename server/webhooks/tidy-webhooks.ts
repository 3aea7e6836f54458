import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";

const DAY_MS = 86_400_000;
/** How long the log goes back. What still waits then, for a webhook that nobody has resumed, is not sent any more. */
const KEPT_DAYS = 14;
const AT_ONCE = 500;

/** Clears the log of what is old, a few hundred at a time, so that no transaction is long. */
export async function tidyWebhooks(ctx: Ctx): Promise<void> {
  const before = toDbTime(new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS));
  for (let removed = AT_ONCE; removed === AT_ONCE; ) {
    const old: { id: number }[] = await ctx.db.query(
      "SELECT id FROM webhook_deliveries WHERE created_at < ? ORDER BY created_at LIMIT ?",
      [before, AT_ONCE],
    );
    removed = old.length;
    if (removed > 0)
      await inTransaction(ctx, (tx) =>
        removeDeliveries(
          tx,
          old.map(({ id }) => id),
        ),
      );
  }
  for (let removed = AT_ONCE; removed === AT_ONCE; ) {
    const old: { id: string }[] = await ctx.db.query(
      "SELECT id FROM webhook_events WHERE occurred_at < ? ORDER BY occurred_at LIMIT ?",
      [before, AT_ONCE],
    );
    removed = old.length;
    if (removed === 0) return;
    const ids = old.map(({ id }) => id);
    await inTransaction(ctx, (tx) =>
      tx.db.query(`DELETE FROM webhook_events WHERE id IN ${placeholders(ids.length)}`, ids),
    );
  }
}

async function removeDeliveries(tx: Ctx, ids: readonly number[]): Promise<void> {
  const these = placeholders(ids.length);
  await tx.db.query(`DELETE FROM webhook_attempts WHERE delivery_id IN ${these}`, [...ids]);
  await tx.db.query(`DELETE FROM webhook_deliveries WHERE id IN ${these}`, [...ids]);
}
