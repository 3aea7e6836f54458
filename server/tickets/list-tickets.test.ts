import type { Agent } from "@/server/accounts/agent.entity";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { createOrganisation } from "@/server/organisations/organisations";
import { anActorWith } from "@/server/testing/actors";
import { recordStatements } from "@/server/testing/count-statements";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { countTickets, type ListTickets, listTickets } from "./list-tickets";
import { TicketPriority, TicketStatus } from "./ticket.entity";
import { listAssignableAgents, listTicketsOf } from "./ticket-parts";
import type { TicketFilter } from "./ticket-view";
import { TICKET_SORTS, type TicketSortField } from "./ticket-walk";
import { updateTicket } from "./update-ticket";

const ALL: ListTickets = { direction: "forward", size: 100, sort: { field: "number", isDescending: false } };

forEachDatabase("the queue", (open) => {
  const found = async (ctx: TestCtx, view: Partial<ListTickets>) =>
    (await listTickets(ctx, { ...ALL, ...view })).rows.map(({ row }) => row.subject);

  async function furnished(ctx: TestCtx): Promise<Pick<Agent, "id">> {
    const gus = await aHiredAgent(ctx, "Gus");
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const zoe = await aCustomer(ctx, { firstName: "Zoë", mobile: "+44 7700 900123", organisationId: acme.id });
    await aTicket(ctx, { reporterId: zoe.id, subject: "Printer on fire", tags: ["Hot", "vip"], assigneeId: gus.id });
    await aTicket(ctx, { email: "bob@example.com", subject: "Drücker klemmt", priority: TicketPriority.URGENT });
    const { id } = await aTicket(ctx, { reporterId: zoe.id, subject: "Old question", tags: ["VIP"] });
    await updateTicket(ctx, { id, status: TicketStatus.CLOSED });
    return gus;
  }

  test("finds by number, by words of the subject, and by whatever finds the reporter", async () => {
    const ctx = testCtx(await open());
    await furnished(ctx);
    const expected: Record<string, string[]> = {
      "2": ["Drücker klemmt"],
      "#3": ["Old question"],
      prin: ["Printer on fire"],
      "fire printer": ["Printer on fire"],
      DRUCK: ["Drücker klemmt"],
      zoe: ["Printer on fire", "Old question"],
      "zoe old": ["Old question"],
      "bob@example": ["Drücker klemmt"],
      "07700 900123": ["Printer on fire", "Old question"],
      "acm pri": ["Printer on fire"],
      nobody: [],
      "!!!": [],
      "%": [],
    };
    for (const [query, subjects] of Object.entries(expected)) {
      expect([query, await found(ctx, { query })]).toEqual([query, subjects]);
      expect(await countTickets(ctx, { query })).toEqual({ count: subjects.length, isExact: true });
    }
    await updateTicket(ctx, { id: 1, subject: "Fire put out" });
    expect(await found(ctx, { query: "printer" })).toEqual([]);
    expect(await found(ctx, { query: "put" })).toEqual(["Fire put out"]);
  });

  test("filters by each of its filters, alone and together, in every sorting", async () => {
    const ctx = testCtx(await open());
    const gus = await furnished(ctx);
    const [printer, door, old] = ["Printer on fire", "Drücker klemmt", "Old question"];
    const expected: [TicketFilter, (string | undefined)[]][] = [
      [{ statuses: [TicketStatus.OPEN] }, [printer]],
      [{ statuses: [TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.NEW] }, [printer, door]],
      [{ statuses: [] }, []],
      [{ assigneeId: gus.id }, [printer]],
      [{ isUnassigned: true }, [door, old]],
      [{ isUnassigned: true, statuses: [TicketStatus.CLOSED] }, [old]],
      // Whoever asks has the id of Gus.
      [{ isMine: true }, [printer]],
      [{ reporterId: 1 }, [printer, old]],
      [{ reporterId: 1, statuses: [TicketStatus.CLOSED] }, [old]],
      [{ organisationId: 1 }, [printer, old]],
      [{ organisationId: 1, isUnassigned: true }, [old]],
      [{ priority: TicketPriority.URGENT }, [door]],
      [{ tag: "vip" }, [printer, old]],
      [{ tag: "HOT", reporterId: 1 }, [printer]],
      [{ tag: "nothing" }, []],
      [{ assigneeId: 0 }, []],
    ];
    for (const [filter, subjects] of expected) {
      for (const field of Object.keys(TICKET_SORTS) as TicketSortField[]) {
        const subjectsFound = await found(ctx, { filter, sort: { field, isDescending: true } });
        expect([filter, field, subjectsFound.sort()]).toEqual([filter, field, [...subjects].sort()]);
      }
      expect(await countTickets(ctx, { filter })).toEqual({ count: subjects.length, isExact: true });
    }
    const colleague = ctx.as(await aHiredAgent(ctx, "Ada"));
    expect(await found(colleague, { filter: { isMine: true } })).toEqual([]);
    expect(await found(ctx.as(anActorWith("ticket.view")), { filter: { isMine: true } })).toEqual([]);
  });

  test.each(Object.keys(TICKET_SORTS) as TicketSortField[])(
    "pages by %s forward and back without gap or repeat, filtered or not",
    async (field) => {
      const ctx = testCtx(await open());
      const { id: reporterId } = await aCustomer(ctx);
      for (let n = 0; n < 11; n += 1) {
        ctx.clock.advance(n % 3 === 0 ? 1000 : 0);
        await aTicket(ctx, { reporterId, subject: `Ticket ${n}`, priority: ((n * 7) % 4) + 1 });
      }
      for (const id of [2, 5]) await updateTicket(ctx, { id, status: TicketStatus.CLOSED });
      const views = [{}, { filter: { isUnassigned: true } }, { filter: { reporterId } }, { query: "ticket" }];
      for (const [index, isDescending] of [true, false].entries()) {
        for (const view of views.slice(index)) {
          const sort = { field, isDescending };
          const whole = (await listTickets(ctx, { ...ALL, ...view, sort })).rows.map(({ row }) => row.id);
          expect(new Set(whole).size).toBe(11);

          const walked: number[] = [];
          let page = await listTickets(ctx, { ...view, direction: "forward", size: 4, sort });
          for (;;) {
            walked.push(...page.rows.map(({ row }) => row.id));
            if (!page.hasNextPage) break;
            const cursor = page.rows.at(-1)?.cursor;
            page = await listTickets(ctx, { ...view, direction: "forward", size: 4, sort, cursor });
          }
          expect(walked).toEqual(whole);
          const cursor = page.rows[0]?.cursor;
          const back = await listTickets(ctx, { ...view, direction: "backward", size: 4, sort, cursor });
          expect(back.rows.map(({ row }) => row.id)).toEqual(whole.slice(4, 8));
          expect(back).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
        }
      }
    },
  );

  test("shows what happened last first", async () => {
    const ctx = testCtx(await open());
    for (const subject of ["A", "B", "C"]) {
      ctx.clock.advance(1000);
      await aTicket(ctx, { subject });
    }
    ctx.clock.advance(1000);
    await updateTicket(ctx, { id: 1, priority: TicketPriority.HIGH });
    expect(await found(ctx, { sort: undefined })).toEqual(["A", "C", "B"]);
  });

  test("refuses a cursor of another sorting, a made-up one and a page that is too long", async () => {
    const ctx = testCtx(await open());
    await aTicket(ctx);
    const cursor = (await listTickets(ctx, ALL)).rows[0]?.cursor;
    const sort = { field: "updatedAt", isDescending: true } as const;
    expect(await problemsOf(listTickets(ctx, { ...ALL, sort, cursor }))).toMatchObject([{ path: "after" }]);
    expect(await problemsOf(listTickets(ctx, { ...ALL, cursor: "made up" }))).toMatchObject([{ path: "after" }]);
    expect(await problemsOf(listTickets(ctx, { ...ALL, size: 101 }))).toMatchObject([{ path: "first" }]);
  });

  test("keeps a deleted reporter's tickets, and gives a customer's own newest first by status", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx);
    for (const subject of ["A", "B", "C"]) await aTicket(ctx, { reporterId: id, subject });
    await updateTicket(ctx, { id: 2, status: TicketStatus.CLOSED });
    await deleteCustomers(ctx, { ids: [id] });
    expect(await found(ctx, {})).toEqual(["A", "B", "C"]);
    const own = async (status?: TicketStatus) => {
      const page = (await listTicketsOf(ctx, { customerIds: [id], first: 2, status })).get(id);
      return [page?.rows.map(({ subject }) => subject), page?.hasMore];
    };
    expect(await own()).toEqual([["C", "B"], true]);
    expect(await own(TicketStatus.CLOSED)).toEqual([["B"], false]);
  });

  test("is for those who may see tickets, and offers only agents who can sign in", async () => {
    const ctx = testCtx(await open());
    const gus = await aHiredAgent(ctx, "Gus");
    await ctx.database.writer.query("UPDATE agents SET is_active = 0 WHERE id = ?", [gus.id]);
    await aHiredAgent(ctx, "Ada");
    const viewer = ctx.as(anActorWith("ticket.view"));
    expect((await listAssignableAgents(viewer)).map(({ name }) => name)).toEqual(["Ada"]);
    const stranger = ctx.as(anActorWith("customer.view"));
    const asked = [
      listTickets(stranger, ALL),
      countTickets(stranger, {}),
      listAssignableAgents(stranger),
      listTicketsOf(stranger, { customerIds: [1], first: 1 }),
    ];
    for (const answer of asked) await expect(answer).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

forEachDatabase("the queue's plans", (open, kind) => {
  const views: [string, Partial<ListTickets>][] = [
    ["the whole queue", {}],
    ["unsolved", { filter: { statuses: [TicketStatus.NEW, TicketStatus.OPEN] } }],
    ["mine and open", { filter: { assigneeId: 1, statuses: [TicketStatus.OPEN] } }],
    ["unassigned", { filter: { isUnassigned: true } }],
    ["an organisation's", { filter: { organisationId: 1 } }],
    ["a reporter's", { filter: { reporterId: 1 }, sort: { field: "number", isDescending: true } }],
  ];
  test.each(views)("%s is read along an index, without sorting the table", async (_what, view) => {
    const database = await open();
    const ctx = testCtx(database);
    const { statements } = await recordStatements(database, () =>
      listTickets(ctx, { direction: "forward", size: 25, ...view }),
    );
    const [walk = ""] = statements;
    expect(walk).toContain(kind === "sqlite" ? "INDEXED BY tickets_" : "FORCE INDEX (tickets_");
    // A number for a status would be compared in another way, and not along the index.
    const asked = walk.replaceAll("t.status = ?", "t.status = 'open'");
    const plan: Record<string, unknown>[] = await ctx.db.query(
      `${kind === "sqlite" ? "EXPLAIN QUERY PLAN" : "EXPLAIN"} ${asked}`,
      Array.from(asked.matchAll(/\?/g), () => 1),
    );
    const walks = plan.filter((row) => row.table === "t" || /^(SEARCH|SCAN) t USING/.test(String(row.detail)));
    expect(walks.length).toBeGreaterThan(0);
    // What the walks found is merged, which is a sort of so many pages; the walks themselves must need none.
    const besides = plan.filter((row) => walks.some((one) => row === one || (row.detail && row.parent === one.parent)));
    expect(besides.filter((row) => /filesort|TEMP B-TREE/.test(String(row.Extra ?? row.detail)))).toEqual([]);
  });
});
