import { actorOfCustomerSession, signInCustomer } from "@/server/accounts/customer-sessions";
import { signInLimits } from "@/server/accounts/sign-in-limits";
import { listActivities, listActivity } from "@/server/activity/list-activity";
import { listAudit } from "@/server/activity/list-audit";
import { addCustomerNote, listCustomerNotes } from "@/server/customers/customer-notes";
import { changeCustomerTags, customerTagsOf } from "@/server/customers/customer-tags";
import { deleteCustomers, restoreCustomers } from "@/server/customers/delete-customers";
import { countCustomers, findCustomer, findCustomerByEmail, listCustomers } from "@/server/customers/list-customers";
import { updateCustomer } from "@/server/customers/save-customer";
import { listJobResults } from "@/server/jobs/find-job";
import { createOrganisation } from "@/server/organisations/organisations";
import { NOBODY } from "@/server/permissions";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, HUB_PASSWORD } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket, ticketWith } from "@/server/testing/tickets";
import { addReply } from "@/server/tickets/add-comment";
import { createTicket } from "@/server/tickets/create-ticket";
import { mergeCustomers } from "./merge-customers";

const inTheList = async (ctx: TestCtx, query: string) =>
  (await listCustomers(ctx, { query, direction: "forward", size: 10 })).rows.map(({ row }) => row.id);

forEachDatabase("merging two customers", (open) => {
  test("leaves one, who has the tickets, addresses, notes and tags of both", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com", firstName: "Ann" });
    const anna = await aCustomer(ctx, { email: "anna@work.example", mobile: "+44 7700 900001", lastName: "Lee" });
    const [first, second] = [await aTicket(ctx, { reporterId: ann.id }), await aTicket(ctx, { reporterId: anna.id })];
    await addCustomerNote(ctx, { customerId: anna.id, body: "Calls on Mondays" });
    await changeCustomerTags(ctx, { customerId: anna.id, add: ["VIP"] });
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });

    expect(await customerWith(ctx, ann.id)).toMatchObject({
      firstName: "Ann",
      lastName: "Lee",
      email: "ann@example.com",
      mobile: "+44 7700 900001",
      ticketsAll: 2,
      ticketsOpen: 2,
    });
    for (const { id } of [first, second]) expect((await ticketWith(ctx, id)).reporterId).toBe(ann.id);
    const notes = (await listCustomerNotes(ctx, { customerIds: [ann.id], first: 5 })).get(ann.id)?.rows;
    expect(notes).toMatchObject([{ body: "Calls on Mondays" }]);
    expect((await customerTagsOf(ctx, [ann.id])).get(ann.id)).toEqual(["VIP"]);
  });

  test("lets every address and number of both find the one who is left, in tickets, search and import", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com", mobile: "+44 7700 900001" });
    const anna = await aCustomer(ctx, { email: "Anna@Work.example", mobile: "+44 7700 900002" });
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    for (const from of [{ email: "anna@work.example" }, { mobile: "+447700900002" }, { email: "ann@example.com" }]) {
      const id = await createTicket(ctx, { ...from, subject: "Help", body: "Please" });
      expect((await ticketWith(ctx, id)).reporterId).toBe(ann.id);
    }
    for (const query of ["anna@work", "07700 900002", "+447700900002", "ann@example"])
      expect(await inTheList(ctx, query)).toEqual([ann.id]);
    expect((await findCustomerByEmail(ctx, "ANNA@work.example"))?.id).toBe(ann.id);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: "ann@example.com", ticketsAll: 3 });
  });

  test("takes an answer that was on its way from the merged one as the survivor's", async () => {
    const ctx = testCtx(await open());
    const [ann, anna] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx)];
    const ticket = await aTicket(ctx, { reporterId: anna.id });
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    await addReply(ctx, { ticketId: ticket.id, customerId: anna.id, body: "Still burning." });
    const [, comment] = await ctx.db.query("SELECT author_id, author_name FROM ticket_comments ORDER BY id");
    expect(comment).toEqual({ author_id: ann.id, author_name: "Ann" });
  });

  test("takes from the merged one what is chosen, and keeps the rest", async () => {
    const ctx = testCtx(await open());
    const [acme, beta] = [
      await createOrganisation(ctx, { name: "Acme" }),
      await createOrganisation(ctx, { name: "Beta" }),
    ];
    const role = (value: string) => [{ name: "Role", value }];
    const ann = await aCustomer(ctx, {
      email: "a@example.com",
      firstName: "A.",
      lastName: "Lee",
      organisationId: acme.id,
      attributes: role("Buyer"),
    });
    const anna = await aCustomer(ctx, {
      email: "b@example.com",
      firstName: "Anna",
      lastName: "Leigh",
      organisationId: beta.id,
      attributes: role("Boss"),
    });
    const takeFromMerged = ["email", "firstName", "organisation", "attributes.role"];
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id, takeFromMerged });
    const survivor = await customerWith(ctx, ann.id);
    expect(survivor).toMatchObject({
      email: "b@example.com",
      firstName: "Anna",
      lastName: "Lee",
      organisationId: beta.id,
    });
    expect(await inTheList(ctx, "boss")).toEqual([]);
    expect(await ownerOf(ctx, "a@example.com")).toBe(ann.id);
    const [row] = await ctx.db.query("SELECT value FROM customer_attributes WHERE customer_id = ?", [ann.id]);
    expect(row).toEqual({ value: "Boss" });
    expect(
      (
        await problemsOf(
          mergeCustomers(ctx, { keepId: ann.id, mergeId: (await aCustomer(ctx)).id, takeFromMerged: ["shoes"] }),
        )
      ).map(({ path }) => path),
    ).toEqual(["takeFromMerged.0"]);
  });

  test("keeps the highest of two grants, and the strictest of two states", async () => {
    const ctx = testCtx(await open());
    const [acme, beta] = [
      await createOrganisation(ctx, { name: "Acme" }),
      await createOrganisation(ctx, { name: "Beta" }),
    ];
    const [ann, anna] = [await aCustomer(ctx), await aCustomer(ctx)];
    const grant = (customer: number, organisation: number, level: string) =>
      ctx.database.writer.query(
        "INSERT INTO organisation_grants (customer_id, organisation_id, level) VALUES (?, ?, ?)",
        [customer, organisation, level],
      );
    await grant(ann.id, acme.id, "interact");
    await grant(anna.id, acme.id, "view");
    await grant(anna.id, beta.id, "create");
    await ctx.database.writer.query("UPDATE customers SET is_blocked = 1, hub_access = 0 WHERE id = ?", [anna.id]);
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    const grants = await ctx.db.query(
      "SELECT customer_id, organisation_id, level FROM organisation_grants ORDER BY organisation_id",
    );
    expect(grants).toEqual([
      { customer_id: ann.id, organisation_id: acme.id, level: "interact" },
      { customer_id: ann.id, organisation_id: beta.id, level: "create" },
    ]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isBlocked: true, hubAccess: false });
  });

  test("leaves a signpost that is in no list, count, search or mass action, and says who it became", async () => {
    const ctx = testCtx(await open());
    const [ann, anna] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx, { firstName: "Annabel" })];
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    expect(await inTheList(ctx, "annabel")).toEqual([]);
    for (const isDeleted of [false, true]) {
      const { rows } = await listCustomers(ctx, { filter: { isDeleted }, direction: "forward", size: 10 });
      expect(rows.map(({ row }) => row.id)).toEqual(isDeleted ? [] : [ann.id]);
      expect((await countCustomers(ctx, { filter: { isDeleted } })).count).toBe(isDeleted ? 0 : 1);
    }
    expect(await findCustomer(ctx, anna.id)).toMatchObject({ mergedIntoId: ann.id, email: null, deletedAt: null });
    for (const act of [deleteCustomers, restoreCustomers]) {
      const jobId = await act(ctx, { ids: [anna.id] });
      const { rows } = await listJobResults(ctx, { jobId, first: 5 });
      expect(rows).toMatchObject([{ status: "skipped", reason: "was merged into another customer" }]);
    }
    const [problem] = await problemsOf(updateCustomer(ctx, { id: anna.id, firstName: "X" }));
    expect(problem?.message).toBe("This customer was merged into Ann. Go on with Ann.");
    await expect(createTicket(ctx, { reporterId: anna.id, subject: "S", body: "B" })).rejects.toThrow(
      "merged into Ann",
    );
    await expect(addCustomerNote(ctx, { customerId: anna.id, body: "B" })).rejects.toThrow("merged into Ann");
  });

  test("keeps the survivor's password, and lets every confirmed address of both sign in with it", async () => {
    const ctx = testCtx(await open());
    const [ann, anna] = [
      await aHubCustomer(ctx, { email: "ann@example.com" }),
      await aHubCustomer(ctx, { email: "b@example.com" }),
    ];
    await ctx.database.writer.query("UPDATE customer_logins SET password_hash = 'of anna' WHERE customer_id = ?", [
      anna.id,
    ]);
    const limits = signInLimits(ctx.database, "hub-sign-in");
    const signIn = (email: string) =>
      signInCustomer(ctx.as(NOBODY), limits, { email, password: HUB_PASSWORD, address: "192.0.2.1" });
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    for (const email of ["ann@example.com", "b@example.com"]) {
      expect(await signIn(email)).toMatchObject({ kind: "signedIn", claims: { customerId: ann.id } });
    }
  });

  test("takes over the password of the one who can sign in, and ends their sessions and links", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    const anna = await aHubCustomer(ctx, { email: "b@example.com" });
    const limits = signInLimits(ctx.database, "hub-sign-in");
    const signIn = (email: string) =>
      signInCustomer(ctx.as(NOBODY), limits, { email, password: HUB_PASSWORD, address: "192.0.2.1" });
    const session = await signIn("b@example.com");
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    if (session?.kind !== "signedIn") throw new Error("Nobody signed in.");
    expect(await actorOfCustomerSession(ctx, session.claims)).toEqual(NOBODY);
    expect(await signIn("b@example.com")).toMatchObject({ kind: "signedIn", claims: { customerId: ann.id } });
    // Nobody has confirmed this one: whoever reads its mailbox has shown nothing.
    expect(await signIn("ann@example.com")).toMatchObject({ kind: "unconfirmed" });
    expect((await customerWith(ctx, ann.id)).isActive).toBe(true);
  });

  test("shows both histories, and tells of itself in both and in the audit", async () => {
    const ctx = testCtx(await open());
    const [ann, anna] = [
      await aCustomer(ctx, { firstName: "Ann" }),
      await aCustomer(ctx, { firstName: "Anna", email: "b@example.com" }),
    ];
    ctx.clock.advance(1000);
    await updateCustomer(ctx, { id: anna.id, lastName: "Lee" });
    ctx.clock.advance(1000);
    const id = await mergeCustomers(ctx, { keepId: ann.id, mergeId: anna.id });
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 10 });
    expect(rows.map(({ action, customerId }) => [action, customerId])).toEqual([
      ["customer.merged", ann.id],
      ["customer.updated", anna.id],
      ["customer.created", anna.id],
      ["customer.created", ann.id],
    ]);
    expect(rows[0]).toMatchObject({ mergeId: id });
    expect(rows[0]?.changes).toContainEqual({ field: "merged", from: null, to: "Anna Lee (b@example.com)" });
    expect(rows[0]?.changes).toContainEqual({ field: "otherEmail", from: null, to: "b@example.com" });
    expect((await listAudit(ctx, { first: 1 })).rows).toMatchObject([{ action: "customers.merge" }]);
    // Asked for together, each has its own page.
    const pages = await listActivities(ctx, { customerIds: [ann.id, anna.id], first: 10 });
    expect(pages.get(anna.id)?.rows.map(({ action }) => action)).toEqual([
      "customer.mergedInto",
      "customer.updated",
      "customer.created",
    ]);
  });

  test("is refused to whoever may not, for one customer twice, and for deleted, merged, missing or changed ones", async () => {
    const ctx = testCtx(await open());
    const [ann, bob, cy] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx), await aCustomer(ctx)];
    const merge = (keepId: number, mergeId: number, more = {}) => mergeCustomers(ctx, { keepId, mergeId, ...more });
    await expect(mergeCustomers(ctx.as(anAgent("agent")), { keepId: ann.id, mergeId: bob.id })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await problemsOf(merge(ann.id, ann.id))).toMatchObject([{ path: "mergeId" }]);
    expect(await problemsOf(merge(ann.id, 4711))).toMatchObject([{ path: "mergeId" }]);
    expect(await problemsOf(merge(ann.id, bob.id, { keepVersion: 9, mergeVersion: 1 }))).toMatchObject([
      { path: "keepId", code: "CHANGED_MEANWHILE" },
    ]);
    await deleteCustomers(ctx, { ids: [bob.id] });
    expect(await problemsOf(merge(ann.id, bob.id))).toMatchObject([{ path: "mergeId" }]);
    await merge(ann.id, cy.id);
    expect(await problemsOf(merge(cy.id, ann.id))).toMatchObject([
      { path: "keepId", message: "This customer was merged into Ann. Go on with Ann." },
    ]);
  });
});
