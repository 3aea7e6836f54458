import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { recordQueries } from "@/server/testing/count-statements";
import { forEachDatabase } from "@/server/testing/databases";
import { wholeReads } from "@/server/testing/read-plans";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { countTickets, listTickets } from "./list-tickets";
import { TicketPriority, TicketStatus } from "./ticket.entity";
import type { TicketFilter, TicketView } from "./ticket-view";
import type { TicketSortField } from "./ticket-walk";

const DOUBLINGS = 17;
const TICKETS = 2 ** DOUBLINGS;

/** More than half of the tickets each, so that nothing is fetched by either; every thousandth ticket has both. */
const FREQUENT: TicketFilter = { tag: "billing", priority: TicketPriority.HIGH };
/** As many each, and none has both. */
const APART: TicketFilter = { tag: "delivery", priority: TicketPriority.HIGH };

forEachDatabase("filters that are met often and seldom together", (open) => {
  afterEach(() => jest.restoreAllMocks());

  test("find every page, in every order, or say after a while that the search must be narrowed", async () => {
    const ctx = testCtx(await open());
    const first = await fill(ctx);
    const expected = Array.from({ length: TICKETS }, (_, index) => first + index).filter(isBoth(first));

    for (const field of SORTS) {
      for (const isDescending of [true, false]) {
        const found = await allPages(ctx, { field, isDescending });
        expect(found).toHaveLength(expected.length);
        expect(found.toSorted((a, b) => a - b)).toEqual(expected);
        if (field === "number") expect(found).toEqual(isDescending ? expected.toReversed() : expected);
      }
    }
    // A clock that stands still: a busy machine would use up the time that a count may take.
    let clock = Date.now();
    const now = jest.spyOn(Date, "now").mockImplementation(() => clock);
    expect(await countTickets(ctx, { filter: FREQUENT })).toEqual({ count: expected.length, isExact: true });
    const page = { filter: APART, direction: "forward", size: 25 } as const;
    expect((await listTickets(ctx, page)).rows).toEqual([]);
    now.mockImplementation(() => {
      clock += 3000;
      return clock;
    });
    await expect(listTickets(ctx, page)).rejects.toThrow(/Narrow it/);
    expect(await countTickets(ctx, { filter: APART })).toEqual({ count: 0, isExact: false });
  });

  test("no view, order or search of the queue reads a whole table", async () => {
    const ctx = testCtx(await open());
    await fill(ctx, 16);
    const { statements } = await recordQueries(ctx.database, async () => {
      for (const view of VIEWS) {
        for (const field of SORTS) {
          const page = { ...view, sort: { field, isDescending: true }, direction: "forward", size: 25 } as const;
          const { rows } = await listTickets(ctx, page);
          const cursor = rows.at(-1)?.cursor;
          if (cursor) await listTickets(ctx, { ...page, cursor });
        }
        await countTickets(ctx, view);
      }
    });
    const whole = await wholeReads(ctx, statements, (table) => DERIVED.has(table));
    // A walk in the order of the numbers goes along the table itself, and says so; its LIMIT ends it.
    expect(whole.filter((read) => !/^t in: .*NOT INDEXED.*LIMIT/.test(read))).toEqual([]);
  });
});

const SORTS: TicketSortField[] = ["number", "priority", "updatedAt"];

/** Our own short names for what was found. */
const DERIVED = new Set(["p", "f", "walk", "walks", "counted"]);

const VIEWS: TicketView[] = [
  {},
  ...["a", "x", "pri", "printer", "10", "nobody"].map((query) => ({ query })),
  { filter: { isUnassigned: true } },
  { filter: { isMine: true } },
  { filter: { statuses: [TicketStatus.NEW, TicketStatus.OPEN] } },
  { filter: { statuses: [TicketStatus.CLOSED], assigneeId: 1 } },
  { filter: { reporterId: 1 } },
  { filter: { organisationId: 1 } },
  { filter: { priority: TicketPriority.HIGH } },
  { filter: { priority: TicketPriority.URGENT, isUnassigned: true } },
  { filter: { tag: "billing" } },
  { filter: { tag: "none" }, query: "pri" },
];

async function allPages(ctx: Ctx, sort: { field: TicketSortField; isDescending: boolean }): Promise<number[]> {
  const found: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listTickets(ctx, { filter: FREQUENT, sort, direction: "forward", size: 100, cursor });
    found.push(...page.rows.map(({ row }) => row.id));
    cursor = page.rows.at(-1)?.cursor;
    if (!page.hasNextPage) return found;
  }
}

/** Numbers from `first` on: even ones have the first tag and odd ones the second, but for every thousandth. */
const isBoth = (first: number) => (id: number) => (id - first) % 1000 === 1;

async function fill(ctx: Ctx, doublings = DOUBLINGS): Promise<number> {
  const { id: first } = await aTicket(ctx);
  await inTransaction(ctx, async (tx) => {
    for (let doubling = 0; doubling < doublings; doubling += 1) {
      await tx.db.query(
        `INSERT INTO tickets (id, subject, status, priority, reporter_id, source, version, created_at, updated_at, last_comment_at)
          SELECT id + ${2 ** doubling}, subject, status, priority, reporter_id, source, version, created_at, updated_at, last_comment_at
          FROM tickets WHERE id >= ?`,
        [first],
      );
    }
    const rank = `(id - ${first})`;
    await tx.db.query(`UPDATE tickets SET priority = ${TicketPriority.HIGH} WHERE ${rank} % 2 = 1`);
    for (const [tag, where] of [
      ["billing", `${rank} % 2 = 0 OR ${rank} % 1000 = 1`],
      ["delivery", `${rank} % 2 = 0`],
    ]) {
      await tx.db.query(
        `INSERT INTO ticket_tags (ticket_id, tag_key, tag) SELECT id, '${tag}', '${tag}' FROM tickets WHERE ${where}`,
      );
    }
  });
  return first;
}
