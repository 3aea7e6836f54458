import { setImmediate as turn } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { along } from "@/server/customers/plan-view";
import { insertRows, placeholders } from "@/server/db";
import { shiftCounts } from "@/server/tickets/count-tickets";
import type { TicketStatus } from "@/server/tickets/ticket.entity";

/** So many in a statement: on SQLite the process answers nobody else while one runs. */
const LOT = 1000;

interface Ticket {
  id: number;
  status: TicketStatus;
}

/**
 * Moves all tickets of one customer to another, in lots of one transaction: however many there are, nobody sees a part of them moved.
 * Each is noted, because afterwards nothing else tells whose it was. Returns how many.
 */
export async function moveTickets(
  tx: Ctx,
  mergeId: number,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const counts = new Map<TicketStatus, number>();
  for (let after = 0, moved = 0; ; ) {
    // Behind the last lot, because MySQL keeps what has moved in the index until the transaction ends.
    const lot: Ticket[] = await tx.db.query(
      `SELECT id, status FROM tickets ${along(tx, "tickets_reporter")} WHERE reporter_id = ? AND id > ?
        ORDER BY id LIMIT ${LOT} ${hold(tx)}`,
      [from, after],
    );
    const last = lot.at(-1);
    if (last) {
      const noted = lot.map(({ id }) => ({ merge_id: mergeId, kind: "ticket", item_id: id, former: null }));
      await insertRows(tx.db, "customer_merge_moves", noted);
      await giveLot(tx, lot, to, counts);
      moved += lot.length;
      after = last.id;
    }
    if (!last || lot.length < LOT) {
      if (moved > 0) await shiftCounts(tx, { from, to, counts });
      return moved;
    }
  }
}

/** Gives the tickets of a merge back; those that have another reporter by now stay. Returns how many went and how many stayed. */
export async function returnTickets(
  tx: Ctx,
  mergeId: number,
  { from, to }: { from: number; to: number },
): Promise<{ returned: number; stayed: number }> {
  const counts = new Map<TicketStatus, number>();
  let returned = 0;
  let seen = 0;
  for (let after = 0; ; ) {
    const noted: { item_id: number }[] = await tx.db.query(
      `SELECT item_id FROM customer_merge_moves WHERE merge_id = ? AND kind = 'ticket' AND item_id > ?
        ORDER BY item_id LIMIT ${LOT}`,
      [mergeId, after],
    );
    const last = noted.at(-1);
    if (!last) break;
    const lot: Ticket[] = await tx.db.query(
      `SELECT id, status FROM tickets WHERE id IN ${placeholders(noted.length)} AND reporter_id = ? ORDER BY id ${hold(tx)}`,
      [...noted.map(({ item_id }) => item_id), from],
    );
    await giveLot(tx, lot, to, counts);
    returned += lot.length;
    seen += noted.length;
    after = last.item_id;
  }
  if (returned > 0) await shiftCounts(tx, { from, to, counts });
  return { returned, stayed: seen - returned };
}

/** SQLite answers within the process: others get their turn between two lots. */
async function giveLot(tx: Ctx, lot: readonly Ticket[], to: number, counts: Map<TicketStatus, number>): Promise<void> {
  await turn();
  if (lot.length === 0) return;
  const ids = lot.map(({ id }) => id);
  // Neither version nor time: nothing of the ticket itself has changed, and the queue keeps its order.
  await tx.db.query(`UPDATE tickets SET reporter_id = ? WHERE id IN ${placeholders(ids.length)}`, [to, ...ids]);
  for (const { status } of lot) counts.set(status, (counts.get(status) ?? 0) + 1);
}

const hold = (tx: Ctx): string => (tx.database.kind === "sqlite" ? "" : "FOR UPDATE");
