import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { allow } from "@/server/permissions";

/** A merge as pages read one: a raw row. */
export interface MergeRow {
  id: number;
  keptId: number;
  mergedId: number;
  mergedName: string;
  ticketsMoved: number;
  /** Database time, UTC; likewise the other time. */
  mergedAt: string;
  mergedBy: string;
  unmergedAt: string | null;
  unmergedBy: string | null;
}

interface RawMerge {
  id: number;
  kept_id: number;
  merged_id: number;
  merged_name: string;
  tickets_moved: number;
  merged_at: string;
  merged_by: string;
  unmerged_at: string | null;
  unmerged_by: string | null;
}

/** Never the password that a merge keeps. */
const COLUMNS = "id, kept_id, merged_id, merged_name, tickets_moved, merged_at, merged_by, unmerged_at, unmerged_by";

/** Merges by their ids: one statement however many. */
export async function mergesWithIds(ctx: Ctx, ids: readonly number[]): Promise<Map<number, MergeRow>> {
  allow(ctx.actor, "customer.view");
  return byKey(await selectMerges(ctx, "id", ids), ({ id }) => id);
}

/** The merges that made signposts of these records and still stand, by record. */
export async function standingMergesOf(ctx: Ctx, mergedIds: readonly number[]): Promise<Map<number, MergeRow>> {
  allow(ctx.actor, "customer.view");
  return byKey(await selectMerges(ctx, "standing_slot = 1 AND merged_id", mergedIds), ({ mergedId }) => mergedId);
}

async function selectMerges(ctx: Ctx, column: string, ids: readonly number[]): Promise<MergeRow[]> {
  if (ids.length === 0) return [];
  const rows: RawMerge[] = await ctx.db.query(
    `SELECT ${COLUMNS} FROM customer_merges WHERE ${column} IN ${placeholders(ids.length)}`,
    [...ids],
  );
  return rows.map((row) => ({
    id: row.id,
    keptId: row.kept_id,
    mergedId: row.merged_id,
    mergedName: row.merged_name,
    ticketsMoved: row.tickets_moved,
    mergedAt: row.merged_at,
    mergedBy: row.merged_by,
    unmergedAt: row.unmerged_at,
    unmergedBy: row.unmerged_by,
  }));
}

const byKey = (rows: readonly MergeRow[], key: (row: MergeRow) => number): Map<number, MergeRow> =>
  new Map(rows.map((row) => [key(row), row]));

export interface MergeLeftover {
  /** As in the timeline. */
  field: string;
  reason: string;
}

/** What stayed as it was when each of these merges was taken apart. */
export async function mergeLeftoversOf(ctx: Ctx, mergeIds: readonly number[]): Promise<Map<number, MergeLeftover[]>> {
  allow(ctx.actor, "customer.view");
  const found = new Map<number, MergeLeftover[]>(mergeIds.map((id) => [id, []]));
  if (mergeIds.length === 0) return found;
  const rows: { merge_id: number; field: string; leftover: string }[] = await ctx.db.query(
    `SELECT merge_id, field, leftover FROM customer_merge_fields
      WHERE leftover IS NOT NULL AND merge_id IN ${placeholders(mergeIds.length)} ORDER BY merge_id, field`,
    [...mergeIds],
  );
  for (const { merge_id, field, leftover } of rows) found.get(merge_id)?.push({ field, reason: leftover });
  return found;
}
