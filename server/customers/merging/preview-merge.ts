import type { Ctx } from "@/server/ctx";
import { type CustomerRecord, loadCustomers } from "@/server/customers/customer-row";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { bothCustomers, type PairToMerge } from "./both-customers";
import { planOfMerge } from "./merge-customers";
import { identifiersOf, type MergeField } from "./plan-merge";

/** What merging two customers would do now. */
export interface MergePreview {
  kept: CustomerRecord;
  merged: CustomerRecord;
  fields: MergeField[];
  /** What the merged one brings. */
  moves: { tickets: number; notes: number; tags: string[]; identifiers: string[]; grants: number };
  /** Whose password opens the Customer Hub afterwards; undefined for nobody's. */
  passwordOf: "kept" | "merged" | undefined;
  isBlocked: boolean;
  hubAccess: boolean;
  /** Why they cannot be merged as they are; nothing else is told of them then. */
  problem?: string;
}

/**
 * Looks at two customers side by side, without changing anything.
 * @throws DeniedError NOT_FOUND where one of them does not exist
 */
export async function previewMerge(ctx: Ctx, input: PairToMerge): Promise<MergePreview> {
  allow(ctx.actor, "customer.merge");
  const records = new Map((await loadCustomers(ctx.db, [input.keepId, input.mergeId])).map((one) => [one.id, one]));
  const [kept, merged] = [records.get(input.keepId), records.get(input.mergeId)];
  if (!kept || !merged) throw notFound("customer");
  try {
    return await previewOf(ctx, await bothCustomers(ctx, input));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const nothing = { tickets: 0, notes: 0, tags: [], identifiers: [], grants: 0 };
    const { isBlocked, hubAccess } = kept;
    return {
      kept,
      merged,
      fields: [],
      moves: nothing,
      passwordOf: undefined,
      isBlocked,
      hubAccess,
      problem: error.message,
    };
  }
}

async function previewOf(ctx: Ctx, [kept, merged]: [CustomerRecord, CustomerRecord]): Promise<MergePreview> {
  const plan = await planOfMerge(ctx, kept, merged, []);
  return {
    kept,
    merged,
    fields: plan.fields,
    moves: {
      tickets: merged.ticketsAll,
      identifiers: identifiersOf(merged).map(({ value }) => value),
      grants: merged.grants.size,
      ...(await notesAndTags(ctx, kept.id, merged.id)),
    },
    passwordOf: plan.takesPassword ? "merged" : plan.hasPassword ? "kept" : undefined,
    isBlocked: plan.after.isBlocked,
    hubAccess: plan.after.hubAccess,
  };
}

async function notesAndTags(ctx: Ctx, keptId: number, mergedId: number): Promise<{ notes: number; tags: string[] }> {
  const [row]: { notes: number | string }[] = await ctx.db.query(
    "SELECT COUNT(*) AS notes FROM customer_notes WHERE customer_id = ?",
    [mergedId],
  );
  const tags: { tag: string }[] = await ctx.db.query(
    `SELECT tag FROM customer_tags WHERE customer_id = ?
      AND tag_key NOT IN (SELECT k.tag_key FROM customer_tags k WHERE k.customer_id = ?) ORDER BY tag_key`,
    [mergedId, keptId],
  );
  return { notes: Number(row?.notes ?? 0), tags: tags.map(({ tag }) => tag) };
}
