import type { Ctx } from "@/server/ctx";
import type { Page, PageOf } from "@/server/page-of-each";
import type { TicketStatus } from "./ticket.entity";
import { type BodyFormat, CommentAuthor } from "./ticket-comment.entity";
import { visibleInHub } from "./visible-tickets";

/** A ticket as the customer sees it: nothing that is the agents' own. */
export interface HubTicketRow {
  id: number;
  subject: string;
  status: TicketStatus;
  /** Database time, UTC. */
  createdAt: string;
}

interface RawTicket {
  id: number;
  subject: string;
  status: TicketStatus;
  created_at: string;
}

const COLUMNS = "t.id, t.subject, t.status, t.created_at";

/** The tickets that the Hub shows to whoever is signed in to it, newest first. */
export async function listHubTickets(
  ctx: Ctx,
  { first, after, status }: PageOf & { status?: TicketStatus },
): Promise<Page<HubTicketRow>> {
  const visible = visibleInHub(ctx);
  const conditions = [visible.sql, ...(after === undefined ? [] : ["t.id < ?"]), ...(status ? ["t.status = ?"] : [])];
  const rows: RawTicket[] = await ctx.db.query(
    `SELECT ${COLUMNS} FROM tickets t WHERE ${conditions.join(" AND ")} ORDER BY t.id DESC LIMIT ?`,
    [...visible.parameters, ...(after === undefined ? [] : [after]), ...(status ? [status] : []), first + 1],
  );
  return { rows: rows.slice(0, first).map(ticketOf), hasMore: rows.length > first };
}

/** One of them by its number; undefined for any other, whether there is one or not. */
export async function findHubTicket(ctx: Ctx, id: number): Promise<HubTicketRow | undefined> {
  const visible = visibleInHub(ctx);
  const [raw]: RawTicket[] = await ctx.db.query(`SELECT ${COLUMNS} FROM tickets t WHERE t.id = ? AND ${visible.sql}`, [
    id,
    ...visible.parameters,
  ]);
  return raw && ticketOf(raw);
}

const ticketOf = (raw: RawTicket): HubTicketRow => ({
  id: raw.id,
  subject: raw.subject,
  status: raw.status,
  createdAt: raw.created_at,
});

/** A public comment as the customer sees it. */
export interface HubCommentRow {
  id: number;
  authorKind: CommentAuthor;
  authorName: string;
  isMine: boolean;
  body: string;
  bodyFormat: BodyFormat;
  /** Database time, UTC. */
  createdAt: string;
}

interface RawComment {
  id: number;
  author_kind: CommentAuthor;
  author_id: number | null;
  author_name: string;
  body: string;
  body_format: BodyFormat;
  created_at: string;
}

/** The conversation of such a ticket, oldest first, without internal notes. */
export async function listHubComments(
  ctx: Ctx,
  { ticketId, first, after = 0 }: PageOf & { ticketId: number },
): Promise<Page<HubCommentRow>> {
  const visible = visibleInHub(ctx);
  const rows: RawComment[] = await ctx.db.query(
    `SELECT k.id, k.author_kind, k.author_id, k.author_name, k.body, k.body_format, k.created_at
      FROM ticket_comments k JOIN tickets t ON t.id = k.ticket_id
      WHERE k.ticket_id = ? AND k.is_internal = 0 AND k.id > ? AND ${visible.sql} ORDER BY k.id LIMIT ?`,
    [ticketId, after, ...visible.parameters, first + 1],
  );
  const comments = rows.slice(0, first).map((raw) => commentOf(raw, visible.customerId));
  return { rows: comments, hasMore: rows.length > first };
}

function commentOf(raw: RawComment, customerId: number): HubCommentRow {
  const isCustomers = raw.author_kind === CommentAuthor.CUSTOMER;
  const isMine = isCustomers && raw.author_id === customerId;
  return {
    id: raw.id,
    authorKind: raw.author_kind,
    authorName: isCustomers && !isMine ? withoutContact(raw.author_name) : raw.author_name,
    isMine,
    body: raw.body,
    bodyFormat: raw.body_format,
    createdAt: raw.created_at,
  };
}

/** Who has no name is called by their address or number, which are nobody else's to see. */
const withoutContact = (name: string): string => (/@|^[+\d]/.test(name) ? "Another customer" : name);
