import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { notFound } from "@/server/errors";
import { allow } from "@/server/permissions";
import { findTicket } from "./ticket-row";
import { visibleTickets } from "./visible-tickets";

/** Three missed heartbeats of a page that shows the ticket. */
export const PRESENCE_MS = 15_000;

/** Another agent who has the ticket open now. */
export interface Colleague {
  ticketId: number;
  agentId: number;
  name: string;
  isWriting: boolean;
}

/** Says that the actor has a ticket open, and whether they are writing on it. A token is nobody whom a colleague could ask. */
export async function watchTicket(ctx: Ctx, input: { ticketId: number; isWriting: boolean }): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  const ticket = await findTicket(ctx, input.ticketId);
  if (!ticket) throw notFound("ticket");
  const { actor } = ctx;
  if (actor.kind !== "agent") return;
  await inTransaction(ctx, async (tx) => {
    const now = toDbTime(tx.now());
    const onTaken =
      tx.database.kind === "sqlite"
        ? "ON CONFLICT (ticket_id, agent_id) DO UPDATE SET is_writing = excluded.is_writing, seen_at = excluded.seen_at"
        : "ON DUPLICATE KEY UPDATE is_writing = VALUES(is_writing), seen_at = VALUES(seen_at)";
    await tx.db.query(
      `INSERT INTO ticket_presence (ticket_id, agent_id, is_writing, seen_at) VALUES (?, ?, ?, ?) ${onTaken}`,
      [ticket.id, actor.id, input.isWriting ? 1 : 0, now],
    );
    // Whoever has it before them needs no bell for it any more.
    await tx.db.query("UPDATE notices SET read_at = ? WHERE agent_id = ? AND ticket_id = ? AND read_at IS NULL", [
      now,
      actor.id,
      ticket.id,
    ]);
    // Each agent clears up behind themselves, so that the table stays as small as the number of open pages.
    await tx.db.query("DELETE FROM ticket_presence WHERE agent_id = ? AND seen_at < ?", [actor.id, expiry(tx)]);
  });
}

/** Who else has these tickets open, those who write first. */
export async function colleaguesOn(ctx: Ctx, ticketIds: readonly number[]): Promise<Map<number, Colleague[]>> {
  const visible = visibleTickets(ctx);
  const found = new Map<number, Colleague[]>(ticketIds.map((id) => [id, []]));
  if (ticketIds.length === 0) return found;
  const self = ctx.actor.kind === "agent" ? ctx.actor.id : 0;
  const rows: { ticket_id: number; agent_id: number; name: string; is_writing: number }[] = await ctx.db.query(
    `SELECT p.ticket_id, p.agent_id, g.name, p.is_writing FROM ticket_presence p
      JOIN tickets t ON t.id = p.ticket_id JOIN agents g ON g.id = p.agent_id
      WHERE p.ticket_id IN ${placeholders(ticketIds.length)} AND p.agent_id <> ? AND p.seen_at > ? AND ${visible.sql}
      ORDER BY p.is_writing DESC, p.agent_id`,
    [...ticketIds, self, expiry(ctx), ...visible.parameters],
  );
  for (const row of rows) {
    const { ticket_id: ticketId, agent_id: agentId, name } = row;
    found.get(ticketId)?.push({ ticketId, agentId, name, isWriting: row.is_writing === 1 });
  }
  return found;
}

const expiry = (ctx: Ctx): string => toDbTime(new Date(ctx.now().getTime() - PRESENCE_MS));
