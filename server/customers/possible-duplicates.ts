import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { notFound } from "@/server/errors";
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

/** Not dismissed, and nobody of the two deleted or merged: a deleted record is found by its address, not by looking alike. */
const WAITING = `dismissed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id IN (customer_a, customer_b) AND c.is_deleted <> 0)`;

/** The menu says "99+" beyond it. */
const COUNTED = 100;

/** How many pairs wait for somebody to look at them, counted up to 100. */
export async function countPossibleDuplicates(ctx: Ctx): Promise<number> {
  allow(ctx.actor, "customer.view");
  const [row]: { waiting: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS waiting FROM (SELECT 1 FROM possible_duplicates WHERE ${WAITING} LIMIT ${COUNTED}) counted`,
  );
  return Number(row?.waiting ?? 0);
}

/** Says that the two are two people, which is remembered: they are not found again. Or takes that back. */
export async function dismissPossibleDuplicate(
  ctx: Ctx,
  { id, isDismissed }: { id: number; isDismissed: boolean },
): Promise<void> {
  allow(ctx.actor, "customer.edit");
  await inTransaction(ctx, async (tx) => {
    const found: unknown[] = await tx.db.query("SELECT id FROM possible_duplicates WHERE id = ?", [id]);
    if (found.length === 0) throw notFound("pair");
    const at = isDismissed ? toDbTime(tx.now()) : null;
    await tx.db.query("UPDATE possible_duplicates SET dismissed_at = ? WHERE id = ?", [at, id]);
  });
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
        WHERE ${WAITING} ${before === undefined ? "" : "AND id < ?"} ORDER BY id DESC LIMIT ?`,
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
