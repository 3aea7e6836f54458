import { listActivity } from "@/server/activity/list-activity";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket, ticketWith } from "@/server/testing/tickets";
import { addComment, addReply } from "./add-comment";
import { ticketCountsOf } from "./count-tickets";
import { TicketPriority, TicketStatus } from "./ticket.entity";
import { listChanges, listComments, tagsOf } from "./ticket-parts";
import { updateTicket } from "./update-ticket";

const historyOf = async (ctx: TestCtx, id: number) =>
  (await listChanges(ctx, { ticketIds: [id], first: 50 })).get(id)?.rows ?? [];
const commentsOf = async (ctx: TestCtx, id: number) =>
  (await listComments(ctx, { ticketIds: [id], first: 50 })).get(id)?.rows ?? [];

forEachDatabase("changing a ticket", (open) => {
  test("writes every field and tells the history who changed what from what to what", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin", { name: "Ada" }) });
    const gus = await aHiredAgent(ctx, "Gus");
    const [ann, bob] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx, { firstName: "Bob" })];
    const { id } = await aTicket(ctx, { reporterId: ann.id, subject: "Old", tags: ["b", "VIP", "vip"] });
    ctx.clock.advance(1000);
    await updateTicket(ctx, {
      id,
      subject: "New",
      status: TicketStatus.ON_HOLD,
      priority: TicketPriority.URGENT,
      assigneeId: gus.id,
      reporterId: bob.id,
      tags: ["a", "VIP"],
    });

    expect(await ticketWith(ctx, id)).toMatchObject({
      subject: "New",
      status: "on_hold",
      priority: TicketPriority.URGENT,
      assigneeId: gus.id,
      reporterId: bob.id,
      version: 2,
      updatedAt: "2026-03-04 05:06:08.089",
    });
    expect((await tagsOf(ctx, [id])).get(id)).toEqual(["a", "VIP"]);
    expect(await historyOf(ctx, id)).toMatchObject([
      {
        actorName: "Ada",
        changes: [
          { field: "subject", from: "Old", to: "New" },
          { field: "status", from: "new", to: "on hold" },
          { field: "priority", from: "normal", to: "urgent" },
          { field: "assignee", from: null, to: "Gus" },
          { field: "reporter", from: "Ann", to: "Bob" },
          { field: "tags", from: "VIP, b", to: "VIP, a" },
        ],
      },
      { actorName: "Ada", changes: [] },
    ]);
    for (const customerId of [ann.id, bob.id]) {
      const { rows } = await listActivity(ctx, { customerId, first: 1 });
      expect(rows).toMatchObject([{ action: "ticket.reporterChanged", ticketNumber: id }]);
    }
  });

  test("to what it is already writes nothing", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx, { tags: ["a"] });
    await updateTicket(ctx, { id, status: TicketStatus.NEW, tags: ["a"], subject: " Help " });
    expect(await ticketWith(ctx, id)).toMatchObject({ version: 1 });
    expect(await historyOf(ctx, id)).toHaveLength(1);
  });

  test("that a colleague changed meanwhile is refused, says who and what, and overwrites nothing", async () => {
    const ctx = testCtx(await open());
    const ticket = await aTicket(ctx);
    const ada = ctx.as(anAgent("admin", { name: "Ada" }));
    await updateTicket(ada, { id: ticket.id, priority: TicketPriority.HIGH });
    const late = updateTicket(ctx, { id: ticket.id, version: ticket.version, status: TicketStatus.CLOSED });
    expect(await problemsOf(late)).toMatchObject([
      { code: "CHANGED_MEANWHILE", message: expect.stringMatching(/^Ada changed this ticket .*\(priority\)/) },
    ]);
    expect(await ticketWith(ctx, ticket.id)).toMatchObject({ status: "new", priority: TicketPriority.HIGH });
  });

  test("by two colleagues at the same moment lets exactly one through", async () => {
    const ctx = testCtx(await open());
    for (let n = 0; n < 10; n += 1) {
      const { id, version } = await aTicket(ctx);
      const results = await Promise.allSettled([
        updateTicket(ctx, { id, version, status: TicketStatus.CLOSED }),
        updateTicket(ctx, { id, version, status: TicketStatus.PENDING }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await ticketWith(ctx, id)).toMatchObject({ version: 2 });
    }
  });

  test("closing sets the time and opening again takes it off; giving a new one to an agent opens it", async () => {
    const ctx = testCtx(await open());
    const gus = await aHiredAgent(ctx, "Gus");
    const { id } = await aTicket(ctx);
    await updateTicket(ctx, { id, assigneeId: gus.id });
    expect(await ticketWith(ctx, id)).toMatchObject({ status: "open", closedAt: null });
    await updateTicket(ctx, { id, status: TicketStatus.CLOSED });
    expect(await ticketWith(ctx, id)).toMatchObject({ closedAt: "2026-03-04 05:06:07.089" });
    await updateTicket(ctx, { id, status: TicketStatus.OPEN, assigneeId: null });
    expect(await ticketWith(ctx, id)).toMatchObject({ closedAt: null, assigneeId: null });
  });

  test("refuses an agent, a reporter and a subject that cannot be, and tickets that are not there", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const ann = await aCustomer(ctx);
    await deleteCustomers(ctx, { ids: [ann.id] });
    const problems = await problemsOf(updateTicket(ctx, { id, assigneeId: 99, reporterId: ann.id, subject: " " }));
    expect(problems.map(({ path }) => path).sort()).toEqual(["assigneeId", "reporterId", "subject"]);
    expect(await ticketWith(ctx, id)).toMatchObject({ version: 1 });
    await expect(updateTicket(ctx, { id: 4711 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("needs ticket.edit, and ticket.view besides", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    for (const actor of [anAgent("viewer"), anActorWith("ticket.edit"), anActorWith("ticket.create")]) {
      await expect(updateTicket(ctx.as(actor), { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(addComment(ctx.as(actor), { ticketId: id, body: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect(await commentsOf(ctx, id)).toHaveLength(1);
  });
});

forEachDatabase("commenting", (open) => {
  test("an agent's reply opens a new ticket, a note does not, and a status can come along", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("agent", { name: "Gus" }) });
    const { id } = await aTicket(ctx);
    await addComment(ctx, { ticketId: id, body: "Hm.", isInternal: true });
    expect(await ticketWith(ctx, id)).toMatchObject({ status: "new", version: 1 });
    await addComment(ctx, { ticketId: id, body: "Hello." });
    expect(await ticketWith(ctx, id)).toMatchObject({ status: "open", version: 2 });
    await addComment(ctx, { ticketId: id, body: "Done.", status: TicketStatus.CLOSED });
    expect(await ticketWith(ctx, id)).toMatchObject({ status: "closed" });
    await addComment(ctx, { ticketId: id, body: "By the way." });
    expect(await ticketWith(ctx, id)).toMatchObject({ status: "closed" });
    expect((await commentsOf(ctx, id)).map(({ isInternal, authorName }) => [isInternal, authorName])).toEqual([
      [false, "Gus"],
      [true, "Gus"],
      [false, "Gus"],
      [false, "Gus"],
      [false, "Gus"],
    ]);
  });

  test.each([TicketStatus.CLOSED, TicketStatus.PENDING, TicketStatus.ON_HOLD])(
    "the reporter's reply opens a ticket that is %s",
    async (status) => {
      const ctx = testCtx(await open());
      const { id, reporterId } = await aTicket(ctx, { email: "ann@example.com" });
      await updateTicket(ctx, { id, status });
      ctx.clock.advance(5000);
      await addReply(ctx, { ticketId: id, customerId: reporterId, body: "Still broken." });
      expect(await ticketWith(ctx, id)).toMatchObject({
        status: "open",
        closedAt: null,
        lastCommentAt: "2026-03-04 05:06:12.089",
      });
      expect((await commentsOf(ctx, id)).at(-1)).toMatchObject({
        authorKind: "customer",
        authorName: "ann@example.com",
      });
      expect(await customerWith(ctx, reporterId)).toMatchObject({
        lastActivityAt: "2026-03-04 05:06:12.089",
        ticketsOpen: 1,
      });
    },
  );

  test("somebody else's reply finds no ticket; a deleted reporter's brings them back", async () => {
    const ctx = testCtx(await open());
    const { id, reporterId } = await aTicket(ctx);
    const stranger = await aCustomer(ctx);
    const reply = { ticketId: id, body: "Hello" };
    await expect(addReply(ctx, { ...reply, customerId: stranger.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteCustomers(ctx, { ids: [reporterId] });
    await addReply(ctx, { ...reply, customerId: reporterId });
    expect(await customerWith(ctx, reporterId)).toMatchObject({ isDeleted: false, isActive: false });
  });

  test("refuses nothing, a megabyte, and a ticket that is not there", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const refused = async (body: string) => problemsOf(addComment(ctx, { ticketId: id, body }));
    expect(await refused(" \n\0")).toMatchObject([{ path: "body", code: "REQUIRED" }]);
    expect(await refused("x".repeat(1_000_000))).toMatchObject([{ path: "body", code: "TOO_LARGE" }]);
    expect(await commentsOf(ctx, id)).toHaveLength(1);
    await expect(addComment(ctx, { ticketId: 4711, body: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("by ten at once loses none", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    await Promise.all(Array.from({ length: 10 }, (_, n) => addComment(ctx, { ticketId: id, body: `Reply ${n}` })));
    expect(await commentsOf(ctx, id)).toHaveLength(11);
  });

  test("a conversation is paged without gap or repeat, oldest first", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    for (let n = 0; n < 6; n += 1) await addComment(ctx, { ticketId: id, body: `Reply ${n}` });
    const seen: string[] = [];
    let after: number | undefined;
    for (;;) {
      const page = (await listComments(ctx, { ticketIds: [id], first: 3, after })).get(id);
      seen.push(...(page?.rows.map(({ body }) => body) ?? []));
      after = page?.rows.at(-1)?.id;
      if (!page?.hasMore) break;
    }
    expect(seen).toEqual(["Please help.", ...[0, 1, 2, 3, 4, 5].map((n) => `Reply ${n}`)]);
  });
});

forEachDatabase("customers' numbers of tickets", (open) => {
  test("agree with the tickets after any changes, several at once", async () => {
    const ctx = testCtx(await open());
    const customers = [await aCustomer(ctx), await aCustomer(ctx), await aCustomer(ctx)].map(({ id }) => id);
    const statuses = Object.values(TicketStatus);
    const ids: number[] = [];
    for (let n = 0; n < 12; n += 1) ids.push((await aTicket(ctx, { reporterId: customers[n % 3] })).id);
    const changes = ids.flatMap((id, n) => [
      () => updateTicket(ctx, { id, status: statuses[n % 5] }),
      () => updateTicket(ctx, { id, reporterId: customers[(n + 1) % 3] }),
      () => addComment(ctx, { ticketId: id, body: "x", status: statuses[(n + 2) % 5] }),
    ]);
    for (let start = 0; start < changes.length; start += 6) {
      await Promise.all(changes.slice(start, start + 6).map((change) => change()));
    }

    const counts = await ticketCountsOf(ctx, customers);
    for (const id of customers) {
      const rows: { status: TicketStatus; tickets: number | string }[] = await ctx.db.query(
        "SELECT status, COUNT(*) AS tickets FROM tickets WHERE reporter_id = ? GROUP BY status",
        [id],
      );
      const counted = Object.fromEntries(statuses.map((status) => [status, 0]));
      for (const row of rows) counted[row.status] = Number(row.tickets);
      expect(counts.get(id)).toEqual(counted);
      const all = Object.values(counted).reduce((sum, tickets) => sum + tickets, 0);
      const ticketsOpen = all - (counted.closed ?? 0);
      expect(await customerWith(ctx, id)).toMatchObject({ ticketsAll: all, ticketsOpen });
    }
  });
});
