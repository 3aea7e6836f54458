import type { Ctx } from "@/server/ctx";
import { mergedMeanwhile } from "@/server/customers/merging/signposts";
import { placeholders } from "@/server/db";
import { TicketStatus } from "./ticket.entity";
import { visibleTickets } from "./visible-tickets";

/** A ticket that a customer has from now on (`to`), has no longer (`from`), or that changes its status (both). */
export interface CountMove {
  customerId: number;
  from?: TicketStatus;
  to?: TicketStatus;
  /** When it happened, database time: the customer's last activity. */
  at: string;
}

/**
 * Keeps customers' numbers of tickets right, in the transaction of what changes them. The customers are locked by now, so
 * that two transactions that count for one customer take turns instead of deadlocking.
 */
export async function moveCounts(tx: Ctx, moves: readonly CountMove[]): Promise<void> {
  const customers = new Map<number, Sums & { byStatus: Map<TicketStatus, number> }>();
  for (const { customerId, from, to, at } of moves) {
    const sums = customers.get(customerId) ?? { open: 0, all: 0, at, byStatus: new Map<TicketStatus, number>() };
    customers.set(customerId, sums);
    if (at > sums.at) sums.at = at;
    for (const [status, step] of [[from, -1] as const, [to, 1] as const]) {
      if (!status) continue;
      sums.all += step;
      if (status !== TicketStatus.CLOSED) sums.open += step;
      sums.byStatus.set(status, (sums.byStatus.get(status) ?? 0) + step);
    }
  }
  for (const { ids, open, all, at } of alike(customers)) {
    await tx.db.query(
      `UPDATE customers SET tickets_open = tickets_open + ?, tickets_all = tickets_all + ?,
        last_activity_at = CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id IN ${placeholders(ids.length)}`,
      [open, all, at, at, ...ids],
    );
  }
  await refuseMerged(
    tx,
    moves.flatMap(({ customerId, to }) => (to ? [customerId] : [])),
  );
  const rows = [...customers].flatMap(([id, { byStatus }]) =>
    [...byStatus].filter(([, step]) => step !== 0).map(([status, step]) => [id, status, step]),
  );
  await addToCounts(tx, rows);
}

interface Sums {
  open: number;
  all: number;
  at: string;
}

/** Customers whose numbers move alike, as those of new tickets do: a statement for all of them. */
function alike(customers: ReadonlyMap<number, Sums>): (Sums & { ids: number[] })[] {
  const lots = new Map<string, Sums & { ids: number[] }>();
  for (const [id, { open, all, at }] of [...customers].sort(([a], [b]) => a - b)) {
    const key = `${open} ${all} ${at}`;
    const lot = lots.get(key) ?? { open, all, at, ids: [] };
    lots.set(key, lot);
    lot.ids.push(id);
  }
  return [...lots.values()];
}

/** Their rows are held by now. Whoever did not look before would otherwise leave a ticket where nobody finds it. */
async function refuseMerged(tx: Ctx, customerIds: readonly number[]): Promise<void> {
  if (customerIds.length === 0) return;
  const [row]: { merged_into_id: number }[] = await tx.db.query(
    `SELECT merged_into_id FROM customers WHERE id IN ${placeholders(customerIds.length)} AND merged_into_id IS NOT NULL LIMIT 1`,
    [...customerIds],
  );
  if (row) throw await mergedMeanwhile(tx, row.merged_into_id, "reporterId");
}

/** Takes tickets of one customer, by status, to another. Both are held; nothing else about them is said. */
export async function shiftCounts(
  tx: Ctx,
  { from, to, counts }: { from: number; to: number; counts: ReadonlyMap<TicketStatus, number> },
): Promise<void> {
  const { open, all } = sumOfTickets({ ...noTickets(), ...Object.fromEntries(counts) });
  for (const [id, sign] of [
    [from, -1],
    [to, 1],
  ] as const) {
    await tx.db.query(
      "UPDATE customers SET tickets_open = tickets_open + ?, tickets_all = tickets_all + ? WHERE id = ?",
      [sign * open, sign * all, id],
    );
    await addToCounts(
      tx,
      [...counts].map(([status, tickets]) => [id, status, sign * tickets]),
    );
  }
}

async function addToCounts(tx: Ctx, rows: (number | string)[][]): Promise<void> {
  if (rows.length === 0) return;
  const onTaken =
    tx.database.kind === "sqlite"
      ? "ON CONFLICT (customer_id, status) DO UPDATE SET tickets = tickets + excluded.tickets"
      : "ON DUPLICATE KEY UPDATE tickets = tickets + VALUES(tickets)";
  await tx.db.query(
    `INSERT INTO ticket_counts (customer_id, status, tickets) VALUES ${rows.map(() => "(?, ?, ?)").join(", ")} ${onTaken}`,
    rows.flat(),
  );
}

/** How many tickets of each status somebody has. */
export type StatusCounts = Record<TicketStatus, number>;

/** The tickets of these customers by status: one statement however many. */
export async function ticketCountsOf(ctx: Ctx, customerIds: readonly number[]): Promise<Map<number, StatusCounts>> {
  const visible = visibleTickets(ctx);
  const found = new Map<number, StatusCounts>(customerIds.map((id) => [id, noTickets()]));
  if (customerIds.length === 0) return found;
  const among = placeholders(customerIds.length);
  // Whoever does not see all gets a number of what they see, not of what there is.
  const rows: { customer_id: number; status: TicketStatus; tickets: number | string }[] = visible.seesAll
    ? await ctx.db.query(`SELECT customer_id, status, tickets FROM ticket_counts WHERE customer_id IN ${among}`, [
        ...customerIds,
      ])
    : await ctx.db.query(
        `SELECT t.reporter_id AS customer_id, t.status, COUNT(*) AS tickets FROM tickets t
          WHERE t.reporter_id IN ${among} AND ${visible.sql} GROUP BY t.reporter_id, t.status`,
        [...customerIds, ...visible.parameters],
      );
  for (const row of rows) {
    const counts = found.get(row.customer_id);
    if (counts) counts[row.status] = Number(row.tickets);
  }
  return found;
}

const noTickets = (): StatusCounts => ({
  [TicketStatus.NEW]: 0,
  [TicketStatus.OPEN]: 0,
  [TicketStatus.PENDING]: 0,
  [TicketStatus.ON_HOLD]: 0,
  [TicketStatus.CLOSED]: 0,
});

/** How many are not closed, and how many there are. */
export function sumOfTickets(counts: StatusCounts): { open: number; all: number } {
  const all = Object.values(counts).reduce((sum, tickets) => sum + tickets, 0);
  return { open: all - counts[TicketStatus.CLOSED], all };
}
