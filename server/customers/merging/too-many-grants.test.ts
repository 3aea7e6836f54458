import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { MAX_GRANTS } from "@/server/organisations/grant-access";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket, ticketWith } from "@/server/testing/tickets";
import { mergeCustomers } from "./merge-customers";
import { previewMerge } from "./preview-merge";

/** Lets a customer see the organisations with these ids, made where there are none. */
async function grantThose(ctx: TestCtx, customerId: number, ids: readonly number[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows: { id: number }[] = await tx.db.query("SELECT id FROM organisations");
    const known = new Set(rows.map(({ id }) => id));
    const created_at = toDbTime(tx.now());
    const made = ids.filter((id) => !known.has(id));
    await insertRows(
      tx.db,
      "organisations",
      made.map((id) => ({ id, name: `Group ${id}`, name_key: `group ${id}`, created_at })),
    );
    const grants = ids.map((organisation_id) => ({ customer_id: customerId, organisation_id, level: "view" }));
    await insertRows(tx.db, "organisation_grants", grants);
  });
}

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function grantsPerCustomer(ctx: TestCtx): Promise<Record<number, number>> {
  const rows: { customer_id: number; found: number | string }[] = await ctx.db.query(
    "SELECT customer_id, COUNT(*) AS found FROM organisation_grants GROUP BY customer_id",
  );
  return Object.fromEntries(rows.map((row) => [row.customer_id, Number(row.found)]));
}

forEachDatabase("two customers who see more organisations together than one may", (open) => {
  test("are not merged: the message names the numbers, in the preview too, and nothing has moved", async () => {
    const ctx = testCtx(await open());
    const [ann, anna] = [await aCustomer(ctx), await aCustomer(ctx)];
    const ticket = await aTicket(ctx, { reporterId: anna.id });
    await grantThose(ctx, ann.id, upTo(1, 60));
    await grantThose(ctx, anna.id, upTo(60, MAX_GRANTS + 1));
    const pair = { keepId: ann.id, mergeId: anna.id };
    const message =
      "Together they have access to 101 organisations, and a customer can see at most 100. Take access away from one of them first.";
    expect((await previewMerge(ctx, pair)).problem).toBe(message);
    const before = await customerWith(ctx, anna.id);
    expect(await problemsOf(mergeCustomers(ctx, pair))).toEqual([{ path: "mergeId", code: "TOO_LARGE", message }]);
    expect(await customerWith(ctx, anna.id)).toEqual(before);
    expect((await ticketWith(ctx, ticket.id)).reporterId).toBe(anna.id);
    expect(await grantsPerCustomer(ctx)).toEqual({ [ann.id]: 60, [anna.id]: 42 });
  });

  test("are merged when it is as many as one may see, or one brings nothing that the other has not", async () => {
    const ctx = testCtx(await open());
    const [ann, anna, anne] = [await aCustomer(ctx), await aCustomer(ctx), await aCustomer(ctx)];
    await grantThose(ctx, ann.id, upTo(1, 60));
    await grantThose(ctx, anna.id, upTo(50, MAX_GRANTS));
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    expect(await grantsPerCustomer(ctx)).toEqual({ [ann.id]: MAX_GRANTS });

    // Merged before there was the limit: that must not be in the way for ever.
    await grantThose(ctx, ann.id, upTo(MAX_GRANTS + 1, MAX_GRANTS + 5));
    await grantThose(ctx, anne.id, upTo(1, 3));
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anne.id });
    expect(await grantsPerCustomer(ctx)).toEqual({ [ann.id]: MAX_GRANTS + 5 });
  });
});
