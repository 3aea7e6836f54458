import { recordActivity } from "@/server/activity/record-activity";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { allDefinitions } from "@/server/customers/attribute-definitions";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { lookForDuplicates } from "@/server/customers/find-duplicates";
import { namesFor } from "@/server/customers/save-customer";
import { rewriteWords, updateCustomers } from "@/server/customers/write-customers";
import { inTransaction } from "@/server/db";
import { allow } from "@/server/permissions";
import { bothCustomers, type PairToMerge } from "./both-customers";
import { CustomerMerge } from "./customer-merge.entity";
import { fieldsOfMerge, keepFields } from "./kept-fields";
import { loginStates } from "./login-states";
import { moveEverything } from "./move-everything";
import { type MergePlan, planMerge } from "./plan-merge";
import { labelOf } from "./signposts";
import { takeLogin } from "./take-login";

export interface MergeCustomers extends PairToMerge {
  /** Where both have a value, the fields that the survivor takes from the merged one: `lastName`, `attributes.Role`. */
  takeFromMerged?: readonly string[];
}

/**
 * Folds one customer into another, all of it in one transaction. Tickets, addresses, grants and notes move; the merged record stays
 * as a signpost. Returns the merge, by which the two can be taken apart again.
 */
export async function mergeCustomers(ctx: Ctx, input: MergeCustomers): Promise<number> {
  allow(ctx.actor, "customer.merge");
  return inTransaction(ctx, async (tx) => {
    const [kept, merged] = await bothCustomers(tx, input);
    const plan = await planOfMerge(tx, kept, merged, input.takeFromMerged ?? []);
    const merge = await begin(tx, kept, merged, plan);
    const moved = await moveEverything(tx, merge.id, { kept, merged, plan });
    await takeLogin(tx, merge, plan);
    await keepFields(tx, merge.id, fieldsOfMerge(kept, plan.after, { merged, addedTags: moved.tagKeys }));

    const mergedName = labelOf(merged);
    const changes = [{ field: "merged", from: null, to: mergedName }, ...moved.changes, ...plan.diff];
    await updateCustomers(tx, [{ before: primariesOf(plan), after: plan.after, diff: changes }]);
    await rewriteWords(tx, [plan.after]);
    await tx.db.update(CustomerMerge, merge.id, { ticketsMoved: moved.tickets });
    const signpost = { field: "mergedInto", from: null, to: labelOf(plan.after) };
    await recordActivity(tx, [
      { customerId: kept.id, action: "customer.merged", changes, mergeId: merge.id },
      { customerId: merged.id, action: "customer.mergedInto", changes: [signpost], mergeId: merge.id },
    ]);
    await recordAudit(tx, { action: "customers.merge", subject: `${mergedName} into ${labelOf(plan.after)}` });
    await lookForDuplicates(tx, { customerId: kept.id });
    return merge.id;
  });
}

/** What merging the two would do. Asked outside a transaction it is a preview. */
export async function planOfMerge(
  ctx: Ctx,
  kept: CustomerRecord,
  merged: CustomerRecord,
  take: readonly string[],
): Promise<MergePlan> {
  const definitions = await allDefinitions(ctx);
  const login = await loginStates(ctx, [kept.id, merged.id]);
  const names = await namesFor(ctx, definitions, kept, merged);
  const logins = { kept: login(kept.id), merged: login(merged.id) };
  return planMerge({ kept, merged, logins }, take, { definitions, names });
}

async function begin(tx: Ctx, kept: CustomerRecord, merged: CustomerRecord, plan: MergePlan): Promise<CustomerMerge> {
  const [last]: { id: number | null }[] = await tx.db.query("SELECT MAX(id) AS id FROM tickets");
  const { actor } = tx;
  return tx.db.save(CustomerMerge, {
    keptId: kept.id,
    mergedId: merged.id,
    standingSlot: 1,
    mergedName: labelOf(merged),
    formerPasswordHash: null,
    tookPassword: plan.takesPassword,
    lastTicketId: last?.id ?? 0,
    ticketsMoved: 0,
    mergedAt: tx.now(),
    mergedBy: actor.kind === "nobody" ? "" : actor.name,
    unmergedAt: null,
    unmergedBy: null,
  });
}

/** The survivor with the primary addresses that they have by now: those have been moved, not written anew. */
const primariesOf = ({ before, after: { email, emailKey, mobile, mobileKey, others } }: MergePlan): CustomerRecord => ({
  ...before,
  email,
  emailKey,
  mobile,
  mobileKey,
  others,
});
