import { setPassword } from "@/server/accounts/set-password";
import { listActivity } from "@/server/activity/list-activity";
import type { Ctx } from "@/server/ctx";
import { blockCustomers } from "@/server/customers/block-customers";
import { addCustomerNote, deleteCustomerNote, listCustomerNotes } from "@/server/customers/customer-notes";
import { changeCustomerTags } from "@/server/customers/customer-tags";
import { deleteCustomers, restoreCustomers } from "@/server/customers/delete-customers";
import { forceResetPasswords } from "@/server/customers/force-reset";
import { DuplicateReason } from "@/server/customers/possible-duplicate.entity";
import { listPossibleDuplicates, notePossibleDuplicate } from "@/server/customers/possible-duplicates";
import { updateCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { deleteOrganisation } from "@/server/organisations/delete-organisation";
import { createOrganisation } from "@/server/organisations/organisations";
import { NOBODY } from "@/server/permissions";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket, ticketWith } from "@/server/testing/tickets";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { updateTicket } from "@/server/tickets/update-ticket";
import { mergeCustomers } from "./merge-customers";
import { everythingOf } from "./test-merges";
import { unmergeCustomers } from "./unmerge-customers";

async function leftoversOf(ctx: Ctx, id: number): Promise<Record<string, string>> {
  const rows: { field: string; leftover: string | null }[] = await ctx.db.query(
    "SELECT field, leftover FROM customer_merge_fields WHERE merge_id = ? ORDER BY field",
    [id],
  );
  return Object.fromEntries(rows.map(({ field, leftover }) => [field, leftover ?? ""]));
}

/** Two with something of everything, half of it in conflict. */
async function twoRichCustomers(ctx: TestCtx) {
  const [acme, beta] = [
    await createOrganisation(ctx, { name: "Acme" }),
    await createOrganisation(ctx, { name: "Beta" }),
  ];
  const ann = await aHubCustomer(ctx, {
    email: "Ann@Example.com",
    firstName: "Ann",
    organisationId: acme.id,
    attributes: [{ name: "Role", value: "Buyer" }],
  });
  const anna = await aHubCustomer(ctx, {
    email: "anna@work.example",
    mobile: "07700 900001",
    firstName: "Anna",
    lastName: "Lee",
    organisationId: beta.id,
    attributes: [
      { name: "Role", value: "Boss" },
      { name: "Colour", value: "Red" },
    ],
  });
  const other = await aCustomer(ctx, { firstName: "Other" });
  const run = (sql: string, parameters: unknown[]) => ctx.database.writer.query(sql, parameters);
  const grant = "INSERT INTO organisation_grants (customer_id, organisation_id, level) VALUES (?, ?, ?)";
  await run(grant, [ann.id, acme.id, "view"]);
  await run(grant, [anna.id, acme.id, "create"]);
  await run(grant, [anna.id, beta.id, "interact"]);
  for (const reporterId of [ann.id, anna.id, anna.id]) await aTicket(ctx, { reporterId });
  const closed = await aTicket(ctx, { reporterId: anna.id });
  await updateTicket(ctx, { id: closed.id, status: TicketStatus.CLOSED });
  for (const { id } of [ann, anna]) await addCustomerNote(ctx, { customerId: id, body: `Note on ${id}` });
  await changeCustomerTags(ctx, { customerId: ann.id, add: ["VIP", "Old"] });
  await changeCustomerTags(ctx, { customerId: anna.id, add: ["vip", "New"] });
  const pair = (one: number, two: number) =>
    inTransaction(ctx, (tx) => notePossibleDuplicate(tx, [one, two], DuplicateReason.SAME_NAME));
  await pair(ann.id, anna.id);
  await pair(anna.id, other.id);
  return { ann, anna, other, acme, beta, closed };
}

const withMobile = { defaultCountry: "GB" };

forEachDatabase("taking a merge apart", (open) => {
  async function aDesk() {
    const ctx = testCtx(await open());
    await ctx.database.writer.query("INSERT INTO settings (name, value) VALUES ('defaultCountry', ?)", [
      JSON.stringify(withMobile.defaultCountry),
    ]);
    return ctx;
  }

  test.each([[[]], [["email", "firstName", "organisation", "attributes.Role"]]])(
    "leaves both exactly as they were, having taken %j",
    async (takeFromMerged) => {
      const ctx = await aDesk();
      const { ann, anna } = await twoRichCustomers(ctx);
      const before = await everythingOf(ctx);
      const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id, takeFromMerged });
      expect(await everythingOf(ctx)).not.toEqual(before);
      expect((await listPossibleDuplicates(ctx, { first: 5 })).rows).toHaveLength(1);
      ctx.clock.advance(60_000);
      await unmergeCustomers(ctx, { id });
      expect(await everythingOf(ctx)).toEqual(before);
      expect(await leftoversOf(ctx, id)).toEqual({});
      for (const { id: customerId } of [ann, anna]) {
        const { rows } = await listActivity(ctx, { customerId, first: 1 });
        expect(rows).toMatchObject([{ action: "customer.unmerged", mergeId: id }]);
      }
    },
  );

  test("gives a password back that had moved, and the survivor none again", async () => {
    const ctx = await aDesk();
    const [ann, anna] = [await aCustomer(ctx), await aHubCustomer(ctx)];
    const before = await everythingOf(ctx);
    const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    await unmergeCustomers(ctx, { id });
    const after = await everythingOf(ctx);
    const logins = after.customer_logins as { customer_id: number; password_hash: string | null }[];
    expect(logins.find(({ customer_id }) => customer_id === ann.id)?.password_hash).toBeNull();
    expect({ ...after, customer_logins: logins.filter(({ password_hash }) => password_hash) }).toEqual(before);
  });

  test("keeps what was changed since, and lists it", async () => {
    const ctx = await aDesk();
    const { ann, anna, other, closed } = await twoRichCustomers(ctx);
    const take = ["firstName", "attributes.Role"];
    const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id, takeFromMerged: take });
    ctx.clock.advance(60_000);
    const bea = ctx.as(anAgent("admin", { id: 2, name: "Bea" }));
    await updateCustomer(bea, { id: ann.id, firstName: "Annie", attributes: [{ name: "Colour", value: "Blue" }] });
    await updateTicket(bea, { id: closed.id, reporterId: other.id });
    const fresh = await aTicket(ctx, { reporterId: ann.id });
    const notes = (await listCustomerNotes(ctx, { customerIds: [ann.id], first: 5 })).get(ann.id)?.rows ?? [];
    await deleteCustomerNote(ctx, notes.find(({ body }) => body === `Note on ${anna.id}`)?.id ?? 0);
    await unmergeCustomers(ctx, { id });

    expect(await leftoversOf(ctx, id)).toEqual({
      firstName: "Bea has changed this since.",
      "attributes.Colour": "Bea has changed this since.",
      tickets: "1 ticket that moved had another reporter since. 1 ticket that came since stayed with the survivor.",
      notes: "1 note that moved has been removed since.",
    });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ firstName: "Annie", lastName: "", ticketsAll: 2 });
    expect(await customerWith(ctx, anna.id)).toMatchObject({
      firstName: "Anna",
      email: "anna@work.example",
      ticketsAll: 2,
    });
    expect((await ticketWith(ctx, fresh.id)).reporterId).toBe(ann.id);
    expect((await ticketWith(ctx, closed.id)).reporterId).toBe(other.id);
  });

  test("leaves who was a member of an organisation that was deleted since with none", async () => {
    const ctx = testCtx(await open());
    const [acme, beta] = [
      await createOrganisation(ctx, { name: "Acme" }),
      await createOrganisation(ctx, { name: "Beta" }),
    ];
    const ann = await aCustomer(ctx, { firstName: "Ann", organisationId: acme.id });
    const anna = await aCustomer(ctx, { firstName: "Anna", organisationId: beta.id });
    const pair = { keepId: ann.id, mergeId: anna.id };
    const id = await mergeCustomers(ctx, { ...pair, takeFromMerged: ["organisation"] });
    await deleteOrganisation(ctx, { id: acme.id });
    await unmergeCustomers(ctx, { id });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ firstName: "Ann", organisationId: null });
    expect(await customerWith(ctx, anna.id)).toMatchObject({ organisationName: "Beta" });
  });

  test("does not open again what was shut since: blocks, Hub access, grants and passwords hold for both", async () => {
    const ctx = await aDesk();
    const { ann, anna, acme } = await twoRichCustomers(ctx);
    const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    await blockCustomers(ctx, { ids: [ann.id] });
    await updateCustomer(ctx, { id: ann.id, hubAccess: false, isActive: false });
    await ctx.database.writer.query("DELETE FROM organisation_grants WHERE organisation_id = ?", [acme.id]);
    await unmergeCustomers(ctx, { id });
    for (const { id: customerId } of [ann, anna]) {
      expect(await customerWith(ctx, customerId)).toMatchObject({ isBlocked: true, hubAccess: false, isActive: false });
    }
    expect(await ctx.db.query("SELECT customer_id, level FROM organisation_grants")).toEqual([
      { customer_id: anna.id, level: "interact" },
    ]);
    const passwords = await ctx.db.query("SELECT password_hash FROM customer_logins WHERE customer_id = ?", [anna.id]);
    expect(passwords).toEqual([{ password_hash: null }]);
    expect(Object.keys(await leftoversOf(ctx, id))).toEqual([
      "hubAccess",
      "isBlocked",
      "organisationAccess.Acme",
      "password",
    ]);
  });

  test("ends the old password of both where it was reset since, and keeps the new one", async () => {
    const ctx = await aDesk();
    const [ann, anna] = [await aHubCustomer(ctx), await aHubCustomer(ctx)];
    const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    await forceResetPasswords(ctx, { ids: [ann.id] });
    await setPassword(ctx.as(NOBODY), { token: await aToken(ctx, ann.id), password: "eight loud lanterns" });
    await unmergeCustomers(ctx, { id });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isActive: true });
    expect(await customerWith(ctx, anna.id)).toMatchObject({ isActive: false });
    const hashes = await ctx.db.query(
      "SELECT password_hash IS NULL AS ended FROM customer_logins ORDER BY customer_id",
    );
    expect(hashes).toEqual([{ ended: 0 }, { ended: 1 }]);
  });

  test("leaves out an address that somebody else has by now, and leaves nobody without any", async () => {
    const ctx = await aDesk();
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    const anna = await aCustomer(ctx, { email: "b@example.com", mobile: "07700 900001" });
    const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id, takeFromMerged: ["email"] });
    // The primary one is replaced: b@ is free and somebody else's.
    await updateCustomer(ctx, { id: ann.id, email: "c@example.com" });
    await aCustomer(ctx, { email: "b@example.com", firstName: "Bob" });
    await unmergeCustomers(ctx, { id });
    expect(await customerWith(ctx, anna.id)).toMatchObject({ email: null, mobile: "07700 900001" });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: "c@example.com", mobile: null });
    expect(await ownerOf(ctx, "ann@example.com")).toBe(ann.id);
    expect(await leftoversOf(ctx, id)).toEqual({ email: "Bob has b@example.com now. This has been changed since." });
  });

  test("is refused a second time, and while the survivor is deleted or merged themselves", async () => {
    const ctx = await aDesk();
    const [a, b, c] = [
      await aCustomer(ctx, { firstName: "A" }),
      await aCustomer(ctx, { firstName: "B" }),
      await aCustomer(ctx, { firstName: "C" }),
    ];
    const ab = await mergeCustomers(ctx, { keepId: b.id, mergeId: a.id });
    const bc = await mergeCustomers(ctx, { keepId: c.id, mergeId: b.id });
    expect((await customerWith(ctx, a.id)).mergedIntoId).toBe(c.id);
    const said = async (id: number) => (await problemsOf(unmergeCustomers(ctx, { id })))[0]?.message;
    expect(await said(ab)).toMatch(/^B \(.*\) was merged into C since\. Take that apart first\.$/);
    await deleteCustomers(ctx, { ids: [c.id] });
    expect(await said(bc)).toBe("C is deleted. Restore them first, then take the two apart.");
    await restoreCustomers(ctx, { ids: [c.id] });
    await unmergeCustomers(ctx, { id: bc });
    expect((await customerWith(ctx, a.id)).mergedIntoId).toBe(b.id);
    await unmergeCustomers(ctx, { id: ab });
    expect(await said(ab)).toMatch(/^This merge was taken apart already by /);
    await expect(unmergeCustomers(ctx, { id: 4711 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(unmergeCustomers(ctx.as(anAgent("agent")), { id: ab })).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const { id } of [a, b, c])
      expect(await customerWith(ctx, id)).toMatchObject({ isDeleted: false, mergedIntoId: null });
  });
});
