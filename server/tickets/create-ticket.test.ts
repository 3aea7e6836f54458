import { updateAgent } from "@/server/accounts/update-agent";
import { listActivity } from "@/server/activity/list-activity";
import { attributesOf } from "@/server/customers/attributes-of";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { listPossibleDuplicates } from "@/server/customers/possible-duplicates";
import { createOrganisation } from "@/server/organisations/organisations";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { createTicket } from "./create-ticket";
import { TicketSource } from "./ticket.entity";
import { listAssignableAgents, listComments } from "./ticket-parts";

const ANN = { email: "ann@example.com", mobile: "+44 7700 900001" };
const BOB = { email: "bob@example.com", mobile: "+44 7700 900002" };

forEachDatabase("a ticket finds its customer", (open) => {
  const customersIn = async (ctx: TestCtx): Promise<number> => {
    const rows: unknown[] = await ctx.db.query("SELECT id FROM customers");
    return rows.length;
  };
  const timeline = async (ctx: TestCtx, customerId: number) =>
    (await listActivity(ctx, { customerId, first: 20 })).rows;

  test("by the e-mail in any spelling, and leaves name and mobile as they are", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { ...ANN, firstName: "Ann", lastName: "Smith" });
    const ticket = await aTicket(ctx, { email: " ANN@Example.COM ", name: "Nobody Else", mobile: "+44 7700 900009" });
    expect(ticket).toMatchObject({ reporterId: ann.id, replyEmail: null, status: "new", version: 1 });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ firstName: "Ann", mobile: ANN.mobile });
    expect(await customersIn(ctx)).toBe(1);
  });

  test("and fills in a mobile that is missing, free and unverified", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: ANN.email });
    const { id } = await aTicket(ctx, ANN);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ mobile: ANN.mobile });
    const [identifier] = await ctx.db.query("SELECT is_verified FROM customer_identifiers WHERE kind = 'mobile'");
    expect(identifier.is_verified).toBe(0);
    expect((await timeline(ctx, ann.id)).slice(0, 2)).toMatchObject([
      { action: "ticket.created", ticketNumber: id, changes: [{ to: `#${id} Help` }] },
      { action: "customer.updated", ticketNumber: id, changes: [{ field: "mobile", to: ANN.mobile }] },
    ]);
  });

  test("by the mobile, and a stranger's e-mail stays on the ticket and off the record", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, ANN);
    const ticket = await aTicket(ctx, { email: "stranger@example.com", mobile: "0044 (0)7700-900001" });
    expect(ticket).toMatchObject({ reporterId: ann.id, replyEmail: "stranger@example.com" });
    expect(await ownerOf(ctx, "stranger@example.com")).toBeUndefined();
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: ANN.email });
    expect(await customersIn(ctx)).toBe(1);
  });

  test("by the mobile of a customer without an e-mail, who does not get one either", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { mobile: ANN.mobile });
    const ticket = await aTicket(ctx, { email: "stranger@example.com", mobile: ANN.mobile });
    expect(ticket).toMatchObject({ reporterId: ann.id, replyEmail: "stranger@example.com" });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: null });
  });

  test("the e-mail's owner before the mobile's, and notes the two as possible duplicates once", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx, { email: ANN.email }), await aCustomer(ctx, BOB)];
    for (let n = 0; n < 2; n += 1) {
      const ticket = await aTicket(ctx, { email: ANN.email, mobile: BOB.mobile });
      expect(ticket).toMatchObject({ reporterId: ann.id, replyEmail: null });
    }
    await aTicket(ctx, { email: BOB.email, mobile: BOB.mobile });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ mobile: null });
    expect(await customerWith(ctx, bob.id)).toMatchObject({ mobile: BOB.mobile });
    const { rows } = await listPossibleDuplicates(ctx, { first: 10 });
    expect(rows).toMatchObject([{ customerIds: [ann.id, bob.id], reason: "email_and_mobile" }]);
  });

  test("or makes a new one with what the ticket says, inactive", async () => {
    const ctx = testCtx(await open(), { actor: anActorWith("ticket.create", "ticket.view", "customer.view") });
    const ticket = await aTicket(ctx, { ...ANN, name: "Souza, Ana" });
    expect(await customerWith(ctx, ticket.reporterId)).toMatchObject({
      ...ANN,
      firstName: "Ana",
      lastName: "Souza",
      source: "api",
      isActive: false,
      ticketsOpen: 1,
      ticketsAll: 1,
    });
    expect((await timeline(ctx, ticket.reporterId)).map(({ action }) => action)).toEqual([
      "ticket.created",
      "customer.created",
    ]);
    expect(await attributesOf(ctx.db, [ticket.reporterId])).toEqual(new Map([[ticket.reporterId, []]]));
  });

  test("among the deleted and brings them back, inactive, with history and the reason", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { ...ANN, isActive: true });
    const before = await aTicket(ctx, { reporterId: ann.id });
    await deleteCustomers(ctx, { ids: [ann.id] });
    ctx.clock.advance(1000);
    const ticket = await aTicket(ctx, { email: ANN.email });
    expect(ticket.reporterId).toBe(before.reporterId);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false, isActive: false, ticketsAll: 2 });
    expect((await timeline(ctx, ann.id))[1]).toMatchObject({
      action: "customer.restored",
      ticketNumber: ticket.id,
      changes: [
        { field: "isActive", from: "yes", to: "no" },
        { field: "ticket", to: `#${ticket.id} Help` },
      ],
    });
  });

  test("two first tickets at the same instant make one customer and two tickets, a hundred times", async () => {
    const database = await open();
    const ctx = testCtx(database);
    for (let n = 0; n < 100; n += 1) {
      const sender = n % 2 ? { email: `new${n}@example.com` } : { mobile: `+44770090${String(1000 + n)}` };
      const [one, two] = await Promise.all([aTicket(ctx, sender), aTicket(ctx, sender)]);
      expect(one?.reporterId).toBe(two?.reporterId);
      expect(one?.id).not.toBe(two?.id);
    }
    expect(await customersIn(ctx)).toBe(100);
    const wrong: unknown[] = await ctx.db.query("SELECT id FROM customers WHERE tickets_all <> 2 OR tickets_open <> 2");
    expect(wrong).toEqual([]);
  });

  test("blocked customers' tickets are taken from an agent and refused over the API", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, ANN);
    await ctx.database.writer.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [ann.id]);
    const api = ctx.as(anActorWith("ticket.create", "ticket.view"));
    for (const input of [
      { email: ANN.email },
      { mobile: ANN.mobile, email: "x@example.com" },
      { reporterId: ann.id },
    ]) {
      expect(await problemsOf(aTicket(api, input))).toMatchObject([{ path: "reporterId" }]);
    }
    expect(await aTicket(ctx, { email: ANN.email })).toMatchObject({ reporterId: ann.id });
  });
});

forEachDatabase("making a ticket", (open) => {
  test("keeps what was written as text, whoever's it is", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("agent", { name: "Gus" }) });
    const body = "<script>alert(1)</script>\r\n\u0000<b>bold</b> 💥";
    const byAgent = await aTicket(ctx, { email: "ann@example.com", subject: " <i>x</i>\n y ", body });
    const byMail = await aTicket(ctx, { email: "ann@example.com", name: "Ann", body, source: TicketSource.EMAIL });
    expect(byAgent.subject).toBe("<i>x</i> y");
    const pages = await listComments(ctx, { ticketIds: [byAgent.id, byMail.id], first: 5 });
    const text = "<script>alert(1)</script>\n<b>bold</b> 💥";
    expect(pages.get(byAgent.id)?.rows).toMatchObject([{ body: text, authorKind: "agent", authorName: "Gus" }]);
    expect(pages.get(byMail.id)?.rows).toMatchObject([
      { body: text, authorKind: "customer", authorName: "ann@example.com", bodyFormat: "text", isInternal: false },
    ]);
  });

  test("takes the reporter's organisation unless another one or none is given, and keeps it", async () => {
    const ctx = testCtx(await open());
    const [acme, beta] = [
      await createOrganisation(ctx, { name: "Acme" }),
      await createOrganisation(ctx, { name: "B" }),
    ];
    const { id: reporterId } = await aCustomer(ctx, { organisationId: acme.id });
    expect(await aTicket(ctx, { reporterId })).toMatchObject({ organisationId: acme.id });
    expect(await aTicket(ctx, { reporterId, organisationId: beta.id })).toMatchObject({ organisationId: beta.id });
    expect(await aTicket(ctx, { reporterId, organisationId: null })).toMatchObject({ organisationId: null });
  });

  test("with an assignee is open at once", async () => {
    const ctx = testCtx(await open());
    const gus = await aHiredAgent(ctx, "Gus");
    expect(await aTicket(ctx, { assigneeId: gus.id })).toMatchObject({ status: "open", assigneeId: gus.id });
  });

  test("is given to nobody who could neither answer it nor close it", async () => {
    const ctx = testCtx(await open(), { actor: { kind: "system", name: "test" } });
    const gus = await aHiredAgent(ctx, "Gus");
    const viewer = await aHiredAgent(ctx, "Vera");
    await updateAgent(ctx, { id: viewer.id, role: "viewer" });
    expect(await listAssignableAgents(ctx)).toMatchObject([{ id: gus.id }]);
    expect(await problemsOf(aTicket(ctx, { assigneeId: viewer.id }))).toMatchObject([{ path: "assigneeId" }]);
  });

  test("refuses everything that is wrong at once and makes neither ticket nor customer", async () => {
    const ctx = testCtx(await open());
    const input = {
      email: "no address",
      mobile: "12",
      subject: "x".repeat(256),
      body: "ü".repeat(32_501),
      assigneeId: 4711,
      organisationId: 4711,
      tags: ["ok", " ", "x".repeat(61)],
    };
    const paths = (await problemsOf(createTicket(ctx, input))).map(({ path, code }) => `${path} ${code}`);
    expect(paths.sort()).toEqual([
      "assigneeId INVALID",
      "body TOO_LARGE",
      "email INVALID",
      "mobile INVALID",
      "organisationId INVALID",
      "subject TOO_LARGE",
      "tags.1 INVALID",
      "tags.2 INVALID",
    ]);
    expect(await problemsOf(createTicket(ctx, { email: "ann@example.com", subject: " ", body: "\n" }))).toMatchObject([
      { path: "subject", code: "REQUIRED" },
      { path: "body", code: "REQUIRED" },
    ]);
    expect(await problemsOf(createTicket(ctx, { subject: "x", body: "y" }))).toMatchObject([
      { path: "email", code: "REQUIRED" },
    ]);
    expect(await ctx.db.query("SELECT id FROM customers")).toEqual([]);
    expect(await ctx.db.query("SELECT id FROM tickets")).toEqual([]);
  });

  test("takes 65,000 bytes of text as they are", async () => {
    const ctx = testCtx(await open());
    const body = "ü".repeat(32_500);
    const { id } = await aTicket(ctx, { body });
    expect((await listComments(ctx, { ticketIds: [id], first: 1 })).get(id)?.rows[0]?.body).toBe(body);
  });

  test("for a deleted customer who is picked, or one who does not exist, is refused", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { firstName: "Ann" });
    await deleteCustomers(ctx, { ids: [ann.id] });
    for (const reporterId of [ann.id, 4711, 0]) {
      expect(await problemsOf(aTicket(ctx, { reporterId }))).toMatchObject([{ path: "reporterId" }]);
    }
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: true });
  });

  test("needs ticket.create", async () => {
    const ctx = testCtx(await open());
    const input = { email: "ann@example.com", subject: "x", body: "y" };
    await expect(createTicket(ctx.as(anAgent("viewer")), input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(createTicket(ctx.as({ kind: "nobody" }), input)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await ctx.db.query("SELECT id FROM customers")).toEqual([]);
  });
});
