import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { allow } from "@/server/permissions";
import type { DuplicateReason } from "./possible-duplicate.entity";

export interface PossibleDuplicateRow {
  id: number;
  customerIds: [number, number];
  reason: DuplicateReason;
  /** Database time, UTC. */
  createdAt: string;
}

/** Notes that two customers may be one person; a pair that was noted before, dismissed or not, stays as it is. */
export async function notePossibleDuplicate(
  tx: Ctx,
  pair: readonly [number, number],
  reason: DuplicateReason,
): Promise<void> {
  const [customer_a, customer_b] = [Math.min(...pair), Math.max(...pair)];
  const known: unknown[] = await tx.db.query(
    "SELECT id FROM possible_duplicates WHERE customer_a = ? AND customer_b = ?",
    [customer_a, customer_b],
  );
  if (known.length > 0) return;
  const created_at = toDbTime(tx.now());
  await insertRows(tx.db, "possible_duplicates", [{ customer_a, customer_b, reason, created_at }]);
}

/** The pairs that nobody has dismissed, newest first; `before` continues after an id of the page before. */
export async function listPossibleDuplicates(
  ctx: Ctx,
  { first, before }: { first: number; before?: number },
): Promise<{ rows: PossibleDuplicateRow[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const rows: { id: number; customer_a: number; customer_b: number; reason: DuplicateReason; created_at: string }[] =
    await ctx.db.query(
      `SELECT id, customer_a, customer_b, reason, created_at FROM possible_duplicates
        WHERE dismissed_at IS NULL ${before === undefined ? "" : "AND id < ?"} ORDER BY id DESC LIMIT ?`,
      before === undefined ? [first + 1] : [before, first + 1],
    );
  return {
    rows: rows.slice(0, first).map((row) => ({
      id: row.id,
      customerIds: [row.customer_a, row.customer_b],
      reason: row.reason,
      createdAt: row.created_at,
    })),
    hasMore: rows.length > first,
  };
}
