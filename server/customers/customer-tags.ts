import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, placeholders, toDbTime } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { checkTags } from "@/server/tags/check-tags";
import { lockCustomers } from "./lock-customers";
import { mergedMeanwhile } from "./merging/signposts";

export interface ChangeCustomerTags {
  customerId: number;
  add?: readonly string[] | null;
  remove?: readonly string[] | null;
}

/** Adds tags to a customer and takes tags off. What a colleague tagged meanwhile stays: only the difference is said. */
export async function changeCustomerTags(ctx: Ctx, input: ChangeCustomerTags): Promise<void> {
  allow(ctx.actor, "customer.edit");
  await inTransaction(ctx, async (tx) => {
    await lockCustomers(tx, [input.customerId]);
    await mustBeThere(tx, input.customerId);
    const problems: Problem[] = [];
    const gone = new Set(checkTags(input.remove ?? [], problems, "remove").map(({ key }) => key));
    const added = checkTags(input.add ?? [], problems, "add");
    if (problems.length > 0) throw new UserError(problems);

    const before = (await customerTagsOf(tx, [input.customerId])).get(input.customerId) ?? [];
    const kept = checkTags(before, []).filter(({ key }) => !gone.has(key));
    const after = checkTags(
      [...kept, ...added].map(({ tag }) => tag),
      problems,
      "add",
    );
    if (problems.length > 0) throw new UserError(problems);
    const [from, to] = [listed(before), listed(after.map(({ tag }) => tag))];
    if (from === to) return;
    await tx.db.query("DELETE FROM customer_tags WHERE customer_id = ?", [input.customerId]);
    await insertRows(
      tx.db,
      "customer_tags",
      after.map(({ tag, key }) => ({ customer_id: input.customerId, tag_key: key, tag })),
    );
    // No new version: a tag is in nobody's way who edits the fields. But a list by this tag has another customer now.
    const now = toDbTime(tx.now());
    await tx.db.query("UPDATE customers SET updated_at = ?, last_activity_at = ? WHERE id = ?", [
      now,
      now,
      input.customerId,
    ]);
    await recordActivity(tx, [
      {
        customerId: input.customerId,
        action: "customer.tagged",
        changes: [{ field: "tags", from: from || null, to: to || null }],
      },
    ]);
  });
}

const listed = (tags: readonly string[]): string => [...tags].sort().join(", ");

/** Refuses a customer who does not exist or was merged into another. Deleted ones can be tagged and noted on: that may be why. */
export async function mustBeThere(tx: Ctx, customerId: number): Promise<void> {
  const [row]: { merged_into_id: number | null }[] = await tx.db.query(
    "SELECT merged_into_id FROM customers WHERE id = ?",
    [customerId],
  );
  if (!row) throw notFound("customer");
  if (row.merged_into_id !== null) throw await mergedMeanwhile(tx, row.merged_into_id);
}

/** The tags of customers, each list in the order of the alphabet. */
export async function customerTagsOf(ctx: Ctx, customerIds: readonly number[]): Promise<Map<number, string[]>> {
  allow(ctx.actor, "customer.view");
  const found = new Map<number, string[]>(customerIds.map((id) => [id, []]));
  if (customerIds.length === 0) return found;
  const rows: { customer_id: number; tag: string }[] = await ctx.db.query(
    `SELECT customer_id, tag FROM customer_tags WHERE customer_id IN ${placeholders(customerIds.length)} ORDER BY customer_id, tag_key`,
    [...customerIds],
  );
  for (const row of rows) found.get(row.customer_id)?.push(row.tag);
  return found;
}
