import type { Ctx } from "@/server/ctx";
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
  const customers = new Map<number, { open: number; all: number; at: string; byStatus: Map<TicketStatus, number> }>();
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
  for (const [id, { open, all, at }] of [...customers].sort(([a], [b]) => a - b)) {
    await tx.db.query(
      `UPDATE customers SET tickets_open = tickets_open + ?, tickets_all = tickets_all + ?,
        last_activity_at = CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?`,
      [open, all, at, at, id],
    );
  }
  const rows = [...customers].flatMap(([id, { byStatus }]) =>
    [...byStatus].filter(([, step]) => step !== 0).map(([status, step]) => [id, status, step]),
  );
  await addToCounts(tx, rows);
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
