import { endCustomerSessions } from "@/server/accounts/customer-logins";
import type { FieldChange } from "@/server/activity/field-change";
import { recordActivity } from "@/server/activity/record-activity";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { IN_ACTIVE_LIST } from "@/server/customers/customer-lists";
import { type CustomerRecord, loadCustomers } from "@/server/customers/customer-row";
import { lookForDuplicates } from "@/server/customers/find-duplicates";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { rewriteWords, updateCustomers } from "@/server/customers/write-customers";
import { inTransaction, toDbTime } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { CustomerMerge } from "./customer-merge.entity";
import { editsAfter } from "./edits-after";
import { keptFieldsOf } from "./kept-fields";
import { LaterMerges } from "./later-merges";
import { Leftovers } from "./leftovers";
import { putBackSurvivor } from "./put-back-survivor";
import { returnEverything } from "./return-everything";
import { returnIdentifiers } from "./return-identifiers";
import { returnLogin } from "./return-login";
import { labelOf } from "./signposts";

/**
 * Takes a merge apart: two customers again, each as before, except what was changed since. That stays, and is listed with the merge.
 * @throws UserError where it was taken apart already, or the survivor was deleted or merged since
 */
export async function unmergeCustomers(ctx: Ctx, input: { id: number }): Promise<void> {
  allow(ctx.actor, "customer.merge");
  await inTransaction(ctx, async (tx) => {
    const merge = await standingMerge(tx, input.id);
    const [kept, merged] = await bothAgain(tx, merge);
    const left = new Leftovers();
    const fields = await keptFieldsOf(tx, merge.id);
    const edits = await editsAfter(tx, merge);
    const later = await LaterMerges.of(tx, merge);

    const addresses = await returnIdentifiers(tx, merge.id, { kept, merged, fields, later, left });
    const login = await returnLogin(tx, merge, { kept, merged, fields, edits, later, left });
    const survivor = await putBackSurvivor(tx, { kept: addresses.kept, fields, edits, later, left });
    const grants = await returnEverything(tx, merge, { kept, merged, left });
    await later.write(tx);

    const back: CustomerRecord = { ...addresses.merged, ...login.merged, grants, isDeleted: false, mergedIntoId: null };
    const mine = [{ field: "unmerged", from: null, to: labelOf(back) }, ...addresses.changes, ...survivor.diff];
    const theirs = [{ field: "unmerged", from: null, to: labelOf(survivor.after) }];
    await takeDownSignpost(tx, merged.id, back);
    await updateCustomers(tx, [
      { before: addresses.kept, after: survivor.after, diff: mine },
      { before: { ...back, grants: new Map() }, after: back, diff: theirs },
    ]);
    await rewriteWords(tx, [survivor.after, back]);
    await end(tx, merge, left);
    await tell(tx, merge, { mine, theirs, subject: `${labelOf(back)} and ${labelOf(survivor.after)}` });
  });
}

async function standingMerge(tx: Ctx, id: number): Promise<CustomerMerge> {
  const found = await tx.db.findOneBy(CustomerMerge, { id });
  if (!found) throw notFound("merge");
  await lockCustomers(tx, [found.keptId, found.mergedId]);
  // Looked at again under the locks: of two who take it apart at the same moment, one finds it done.
  const merge = await tx.db.findOneByOrFail(CustomerMerge, { id });
  if (merge.standingSlot === 1) return merge;
  const who = merge.unmergedBy ? ` by ${merge.unmergedBy}` : "";
  throw new UserError("id", `This merge was taken apart already${who}.`, { customerId: merge.mergedId });
}

async function bothAgain(tx: Ctx, merge: CustomerMerge): Promise<[CustomerRecord, CustomerRecord]> {
  const records = await loadCustomers(tx.db, [merge.keptId, merge.mergedId]);
  const kept = records.find(({ id }) => id === merge.keptId);
  const merged = records.find(({ id }) => id === merge.mergedId);
  if (!kept || !merged) throw notFound("customer");
  if (kept.mergedIntoId !== null) {
    const [survivor] = await loadCustomers(tx.db, [kept.mergedIntoId]);
    const into = survivor ? displayName(survivor) : "another customer";
    throw new UserError("id", `${await formerName(tx, kept)} was merged into ${into} since. Take that apart first.`, {
      customerId: kept.mergedIntoId,
    });
  }
  if (kept.isDeleted) {
    const message = `${displayName(kept)} is deleted. Restore them first, then take the two apart.`;
    throw new UserError("id", message, { customerId: kept.id });
  }
  return [kept, merged];
}

/** Whose addresses have moved has no name left where those were all. */
async function formerName(tx: Ctx, customer: CustomerRecord): Promise<string> {
  const merge = await tx.db.findOneBy(CustomerMerge, { mergedId: customer.id, standingSlot: 1 });
  return merge?.mergedName ?? displayName(customer);
}

async function takeDownSignpost(tx: Ctx, id: number, back: CustomerRecord): Promise<void> {
  await tx.db.query("UPDATE customers SET is_deleted = ?, merged_into_id = NULL, is_blocked = ? WHERE id = ?", [
    IN_ACTIVE_LIST,
    back.isBlocked ? 1 : 0,
    id,
  ]);
}

/** What was used once is not used again; what was left is told for good. */
async function end(tx: Ctx, merge: CustomerMerge, left: Leftovers): Promise<void> {
  for (const table of ["customer_merge_moves", "customer_merge_fields"]) {
    await tx.db.query(`DELETE FROM ${table} WHERE merge_id = ?`, [merge.id]);
  }
  await left.write(tx, merge.id);
  const { actor } = tx;
  await tx.db.query(
    `UPDATE customer_merges SET standing_slot = NULL, former_password_hash = NULL, unmerged_at = ?, unmerged_by = ?
      WHERE id = ?`,
    [toDbTime(tx.now()), actor.kind === "nobody" ? "" : actor.name, merge.id],
  );
}

async function tell(
  tx: Ctx,
  { id: mergeId, keptId, mergedId }: CustomerMerge,
  { mine, theirs, subject }: { mine: FieldChange[]; theirs: FieldChange[]; subject: string },
): Promise<void> {
  // Whoever is signed in with the survivor's password may be either of the two.
  await endCustomerSessions(tx, [keptId, mergedId]);
  await recordActivity(tx, [
    { customerId: keptId, action: "customer.unmerged", changes: mine, mergeId },
    { customerId: mergedId, action: "customer.unmerged", changes: theirs, mergeId },
  ]);
  await recordAudit(tx, { action: "customers.unmerge", subject });
  for (const customerId of [keptId, mergedId]) await lookForDuplicates(tx, { customerId });
}
