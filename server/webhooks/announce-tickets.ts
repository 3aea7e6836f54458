import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { announce } from "./announce";
import { subscribers } from "./subscribers";

interface TicketNow {
  id: number;
  subject: string;
  status: string;
  priority: number;
  reporter_id: number;
  assignee_id: number | null;
  organisation_id: number | null;
}

interface TicketHappening {
  ticketId: number;
  changes: readonly FieldChange[];
}

/** Tells of new or changed tickets, in the transaction in which it happened. */
export async function announceTickets(
  tx: Ctx,
  type: "ticket.created" | "ticket.updated",
  happenings: readonly TicketHappening[],
): Promise<void> {
  const webhookIds = (await subscribers(tx)).get(type);
  if (!webhookIds) return;
  const tickets = await ticketsNow(
    tx,
    happenings.map(({ ticketId }) => ticketId),
  );
  const items = happenings.flatMap(({ ticketId, changes }) => {
    const ticket = tickets.get(ticketId);
    return ticket ? [{ ...ticketItem(ticket), changes }] : [];
  });
  await announce(tx, webhookIds, { type, listName: "tickets", items });
}

export interface WrittenComment {
  ticketId: number;
  author: { kind: string; id: number | null; name: string };
  isInternal?: boolean;
}

/**
 * Tells that a customer or an agent wrote on a ticket. Not what: whoever may read it asks for it with a token. Internal notes are the
 * agents' own and stay in the house.
 */
export async function announceComment(tx: Ctx, { ticketId, author, isInternal }: WrittenComment): Promise<void> {
  if (isInternal) return;
  const webhookIds = (await subscribers(tx)).get("comment.created");
  const ticket = webhookIds ? (await ticketsNow(tx, [ticketId])).get(ticketId) : undefined;
  if (!webhookIds || !ticket) return;
  const [comment]: { id: number }[] = await tx.db.query(
    "SELECT MAX(id) AS id FROM ticket_comments WHERE ticket_id = ?",
    [ticketId],
  );
  const item = {
    id: String(comment?.id),
    author: { kind: author.kind, id: author.id === null ? null : String(author.id), name: author.name },
    ticket: ticketItem(ticket),
  };
  await announce(tx, webhookIds, { type: "comment.created", listName: "comments", items: [item] });
}

async function ticketsNow(tx: Ctx, ids: readonly number[]): Promise<Map<number, TicketNow>> {
  if (ids.length === 0) return new Map();
  const rows: TicketNow[] = await tx.db.query(
    `SELECT id, subject, status, priority, reporter_id, assignee_id, organisation_id FROM tickets
      WHERE id IN ${placeholders(ids.length)}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** As the database keeps them. */
const PRIORITIES: Readonly<Record<number, string>> = { 1: "low", 2: "normal", 3: "high", 4: "urgent" };

function ticketItem(ticket: TicketNow) {
  const idOf = (id: number | null) => (id === null ? null : String(id));
  return {
    number: ticket.id,
    subject: ticket.subject,
    status: ticket.status,
    priority: PRIORITIES[ticket.priority] ?? String(ticket.priority),
    reporterId: idOf(ticket.reporter_id),
    assigneeId: idOf(ticket.assignee_id),
    organisationId: idOf(ticket.organisation_id),
  };
}
