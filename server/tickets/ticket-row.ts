import type { EntityManager } from "typeorm";
import type { Ctx } from "@/server/ctx";
import type { TicketPriority, TicketSource, TicketStatus } from "./ticket.entity";
import { visibleTickets } from "./visible-tickets";

/** A ticket as lists and pages read one: a raw row. */
export interface TicketRow {
  id: number;
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  reporterId: number;
  assigneeId: number | null;
  organisationId: number | null;
  source: TicketSource;
  replyEmail: string | null;
  version: number;
  /** Database time, UTC; likewise the other times. */
  createdAt: string;
  updatedAt: string;
  lastCommentAt: string;
  closedAt: string | null;
}

export interface RawTicket {
  id: number;
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  reporter_id: number;
  assignee_id: number | null;
  organisation_id: number | null;
  source: TicketSource;
  reply_email: string | null;
  version: number;
  created_at: string;
  updated_at: string;
  last_comment_at: string;
  closed_at: string | null;
}

export const TICKET_COLUMNS = `t.id, t.subject, t.status, t.priority, t.reporter_id, t.assignee_id, t.organisation_id, t.source,
  t.reply_email, t.version, t.created_at, t.updated_at, t.last_comment_at, t.closed_at`;

/** Tickets `t`; `end` is a WHERE over them and what follows it. */
export async function selectTickets(db: EntityManager, end: string, parameters: unknown[]): Promise<TicketRow[]> {
  const rows: RawTicket[] = await db.query(`SELECT ${TICKET_COLUMNS} FROM tickets t ${end}`, parameters);
  return rows.map(ticketOf);
}

export function ticketOf(raw: RawTicket): TicketRow {
  return {
    id: raw.id,
    subject: raw.subject,
    status: raw.status,
    priority: raw.priority,
    reporterId: raw.reporter_id,
    assigneeId: raw.assignee_id,
    organisationId: raw.organisation_id,
    source: raw.source,
    replyEmail: raw.reply_email,
    version: raw.version,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
    lastCommentAt: raw.last_comment_at,
    closedAt: raw.closed_at,
  };
}

/** One ticket by its number; undefined when there is none that the actor may see. */
export async function findTicket(ctx: Ctx, id: number): Promise<TicketRow | undefined> {
  const visible = visibleTickets(ctx);
  const [ticket] = await selectTickets(ctx.db, `WHERE t.id = ? AND ${visible.sql}`, [id, ...visible.parameters]);
  return ticket;
}

/** The same, held until the transaction ends: whoever else wants to change the ticket waits. */
export async function lockTicket(tx: Ctx, id: number): Promise<TicketRow | undefined> {
  const visible = visibleTickets(tx);
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [ticket] = await selectTickets(tx.db, `WHERE t.id = ? AND ${visible.sql} ${hold}`, [id, ...visible.parameters]);
  return ticket;
}

/** `#12 Printer on fire`: how timelines name a ticket. */
export const ticketInWords = (ticket: Pick<TicketRow, "id" | "subject">): string => `#${ticket.id} ${ticket.subject}`;
