import type { Ctx } from "@/server/ctx";
import { mergeCustomers } from "@/server/customers/merging/merge-customers";
import { inTransaction } from "@/server/db";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { countOpenTickets } from "@/server/organisations/organisation-parts";
import { createOrganisation } from "@/server/organisations/organisations";
import { recordQueries } from "@/server/testing/count-statements";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aGrant } from "@/server/testing/organisations";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { countHubTickets, findHubTicket, listHubTickets } from "./hub-tickets";
import { TicketStatus } from "./ticket.entity";
import { listTicketsFor } from "./ticket-parts";
import { explainTicketVisibility } from "./ticket-visibility";
import { mayCreateFor } from "./visible-tickets";

const DOUBLINGS = 15;

forEachDatabase("the tickets of an organisation", (open) => {
  test("are found along one index, however many there are", async () => {
    const ctx = testCtx(await open());
    const [acme, beta] = [
      await createOrganisation(ctx, { name: "Acme" }),
      await createOrganisation(ctx, { name: "Beta" }),
    ];
    const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx)];
    await aGrant(ctx, ann.id, acme.id, GrantLevel.VIEW);
    const { id: oldest } = await aTicket(ctx, {
      reporterId: bob.id,
      organisationId: acme.id,
      subject: "Oldest needle",
    });
    await fill(ctx, oldest, beta.id);
    const mine = await aTicket(ctx, { reporterId: ann.id, organisationId: null });

    const hub = ctx.as({ kind: "customer", id: ann.id, name: "Ann" });
    const lists = [
      { organisationId: acme.id },
      { organisationId: acme.id, status: TicketStatus.NEW },
      { organisationId: acme.id, query: "needle" },
      {},
      { status: TicketStatus.NEW },
    ];
    const { statements } = await recordQueries(ctx.database, async () => {
      for (const list of lists) {
        const wanted = list.organisationId ? oldest : mine.id;
        const { rows, hasMore } = await listHubTickets(hub, { ...list, first: 20 });
        expect([list, rows.map(({ id }) => id), hasMore]).toEqual([list, [wanted], false]);
        expect(await countHubTickets(hub, list)).toEqual({ count: 1, isExact: true });
      }
      expect(await findHubTicket(hub, oldest)).toMatchObject({ isMine: false, mayInteract: false });
      expect(await findHubTicket(hub, oldest + 1)).toBeUndefined();
      // What agents see of the organisation.
      const tickets = await listTicketsFor(ctx, { organisationIds: [acme.id, beta.id], first: 10 });
      expect([...tickets.values()].map(({ rows }) => rows.length)).toEqual([1, 10]);
      expect(await countOpenTickets(ctx, [acme.id, beta.id])).toEqual(
        new Map([
          [acme.id, 1],
          [beta.id, 1001],
        ]),
      );
    });
    const read = new Set<string>();
    for (const { sql, parameters } of statements) {
      for (const step of await planOf(ctx, sql, parameters))
        if (/\bSCAN (t|tickets)\b/.test(step)) read.add(`${step}: ${sql}`);
    }
    expect([...read]).toEqual([]);
  });

  test("are opened by who may create, and nobody learns which other organisations there are", async () => {
    const ctx = testCtx(await open());
    const [acme, beta, gamma] = await Promise.all(
      ["Acme", "Beta", "Gamma"].map((name) => createOrganisation(ctx, { name })),
    );
    const ann = await aCustomer(ctx, { organisationId: gamma?.id });
    await aGrant(ctx, ann.id, acme?.id ?? 0, GrantLevel.INTERACT);
    await aGrant(ctx, ann.id, beta?.id ?? 0, GrantLevel.CREATE);
    const hub = ctx.as({ kind: "customer", id: ann.id, name: "Ann" });
    await mayCreateFor(hub, beta?.id ?? 0);
    const refused = [acme?.id ?? 0, gamma?.id ?? 0, 0, 4711].map((id) => mayCreateFor(hub, id).catch((error) => error));
    const errors = (await Promise.all(refused)).map(({ code, message }) => ({ code, message }));
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
    expect(errors[0]?.code).toBe("FORBIDDEN");
  });
});

/** Copies of a ticket, all of another organisation. */
async function fill(ctx: Ctx, first: number, organisationId: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    for (let doubling = 0; doubling < DOUBLINGS; doubling += 1) {
      await tx.db.query(
        `INSERT INTO tickets (id, subject, status, priority, reporter_id, organisation_id, source, version, created_at, updated_at, last_comment_at)
          SELECT id + ${2 ** doubling}, subject, status, priority, reporter_id, ${organisationId}, source, version, created_at, updated_at, last_comment_at
          FROM tickets WHERE id >= ?`,
        [first],
      );
    }
    await tx.db.query("UPDATE id_ranges SET next_id = ? WHERE name = 'tickets'", [first + 2 ** DOUBLINGS]);
  });
}

/** What each step of a statement reads: `SCAN t` for a whole table, on both databases. */
async function planOf(ctx: Ctx, sql: string, parameters: unknown[]): Promise<string[]> {
  if (ctx.database.kind === "sqlite") {
    const steps: { detail: string }[] = await ctx.db.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    return steps.map(({ detail }) => detail);
  }
  const steps: { table: string; type: string; key: string | null; rows: number }[] = await ctx.db.query(
    `EXPLAIN ${sql}`,
    parameters,
  );
  const isWhole = (step: { type: string }) => step.type === "ALL" || step.type === "index";
  return steps.map((step) => `${isWhole(step) ? "SCAN" : "SEARCH"} ${step.table} ${step.key} ${step.rows}`);
}

forEachDatabase("why a merged customer sees no ticket", (open) => {
  test("is told with whom they became", async () => {
    const ctx = testCtx(await open());
    const [ann, other] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx, { firstName: "Anna" })];
    const ticket = await aTicket(ctx, { reporterId: other.id });
    await mergeCustomers(ctx, { keepId: ann.id, mergeId: other.id });
    const { isVisible, reasons } = await explainTicketVisibility(ctx, { ticketId: ticket.id, customerId: other.id });
    expect(isVisible).toBe(false);
    expect(reasons.at(-1)).toMatch(/this record was merged into Ann/);
    expect(reasons.join()).not.toContain("deleted");
  });
});
