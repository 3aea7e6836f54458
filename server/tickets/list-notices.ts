import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { allow } from "@/server/permissions";
import type { NoticeKind } from "./notice.entity";
import { visibleTickets } from "./visible-tickets";

export interface NoticeRow {
  id: number;
  kind: NoticeKind;
  ticketId: number;
  ticketSubject: string;
  actorName: string;
  actorCustomerId: number | null;
  /** Database time, UTC. */
  createdAt: string;
  readAt: string | null;
}

/** The badge says "99+" beyond it; counting on would tell nobody more. */
const COUNTED = 100;

const selfOf = (ctx: Ctx): number => (ctx.actor.kind === "agent" ? ctx.actor.id : 0);

/** What the actor was told of, newest first; `before` continues after an id of the page before. */
export async function listNotices(
  ctx: Ctx,
  { first, before }: { first: number; before?: number },
): Promise<{ rows: NoticeRow[]; hasMore: boolean }> {
  const visible = visibleTickets(ctx);
  const rows: {
    id: number;
    kind: NoticeKind;
    ticket_id: number;
    subject: string;
    actor_name: string;
    actor_customer_id: number | null;
    created_at: string;
    read_at: string | null;
  }[] = await ctx.db.query(
    `SELECT n.id, n.kind, n.ticket_id, t.subject, n.actor_name, n.actor_customer_id, n.created_at, n.read_at
      FROM notices n JOIN tickets t ON t.id = n.ticket_id
      WHERE n.agent_id = ? ${before === undefined ? "" : "AND n.id < ?"} AND ${visible.sql} ORDER BY n.id DESC LIMIT ?`,
    [selfOf(ctx), ...(before === undefined ? [] : [before]), ...visible.parameters, first + 1],
  );
  return {
    rows: rows.slice(0, first).map((row) => ({
      id: row.id,
      kind: row.kind,
      ticketId: row.ticket_id,
      ticketSubject: row.subject,
      actorName: row.actor_name,
      actorCustomerId: row.actor_customer_id,
      createdAt: row.created_at,
      readAt: row.read_at,
    })),
    hasMore: rows.length > first,
  };
}

/** How many the actor has not seen, counted up to 100. */
export async function countUnreadNotices(ctx: Ctx): Promise<number> {
  allow(ctx.actor, "ticket.view");
  const [row]: { unread: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS unread FROM (SELECT 1 FROM notices WHERE agent_id = ? AND read_at IS NULL LIMIT ${COUNTED}) counted`,
    [selfOf(ctx)],
  );
  return Number(row?.unread ?? 0);
}

/** Marks the actor's own notices as seen: those with the ids, or all of them. */
export async function readNotices(ctx: Ctx, ids?: readonly number[]): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  if (ids?.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    const among = ids ? `AND id IN ${placeholders(ids.length)}` : "";
    await tx.db.query(`UPDATE notices SET read_at = ? WHERE agent_id = ? AND read_at IS NULL ${among}`, [
      toDbTime(tx.now()),
      selfOf(tx),
      ...(ids ?? []),
    ]);
  });
}
