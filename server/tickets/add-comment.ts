import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { loadCustomers } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { survivorsOf } from "@/server/customers/merging/signposts";
import { inTransaction, toDbTime } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { announceComment } from "@/server/webhooks/announce-tickets";
import { attachToLastComment, checkUploads, lastCommentId } from "./attachments";
import { laterOf, statusInWords, writeChange } from "./change-ticket";
import { checkBody } from "./check-ticket";
import { moveCounts } from "./count-tickets";
import { actingAuthor } from "./create-ticket";
import { comeBack, type FoundReporter } from "./find-reporter";
import { mailReply } from "./mail-reply";
import { NoticeKind } from "./notice.entity";
import { takesPart } from "./takes-part";
import { tellWhoeverWorks } from "./tell-agents";
import { TicketStatus } from "./ticket.entity";
import { type BodyFormat, CommentAuthor } from "./ticket-comment.entity";
import { lockTicket, type TicketRow, ticketInWords } from "./ticket-row";
import { insertComment, type NewComment } from "./write-tickets";

export interface AddComment {
  ticketId: number;
  body: string;
  /** Plain text when not given. HTML is cut down to what is allowed. */
  bodyFormat?: BodyFormat | null;
  isInternal?: boolean;
  /** Files that the actor has uploaded for it. */
  uploadIds?: readonly string[] | null;
  /** The last comment that the writer had before them: whoever wrote later is read first. */
  lastSeenCommentId?: number;
  /** Set together with the comment, for example "reply and close". */
  status?: TicketStatus | null;
}

/**
 * Writes a reply or an internal note. Without a status of its own, a public reply makes a new ticket an open one, and
 * nothing else changes: whether it is now the customer's turn is the agent's to say. Comments never conflict with each other.
 */
export async function addComment(ctx: Ctx, input: AddComment): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  const problems: Problem[] = [];
  const bodyFormat = input.bodyFormat ?? undefined;
  const body = checkBody(input.body, problems, bodyFormat);
  await inTransaction(ctx, async (tx) => {
    const ticket = await lockTicket(tx, input.ticketId);
    if (!ticket) throw notFound("ticket");
    if (input.lastSeenCommentId !== undefined) await nothingUnseen(tx, ticket.id, input.lastSeenCommentId);
    const wrong = [...problems];
    const uploads = await checkUploads(tx, input.uploadIds ?? [], wrong);
    if (wrong.length > 0) throw new UserError(wrong);
    const isAnswer = !input.isInternal && ticket.status === TicketStatus.NEW;
    const status = input.status ?? (isAnswer ? TicketStatus.OPEN : ticket.status);
    const comment = { author: actingAuthor(tx), body, bodyFormat, isInternal: input.isInternal };
    await writeComment(tx, ticket, comment, status);
    await attachToLastComment(tx, ticket.id, uploads);
    if (!input.isInternal) await mailReply(tx, ticket, comment, uploads.length);
  });
}

/**
 * Writes what a customer who takes part in the ticket answered, for mail, which has made sure who it is. It is the desk's turn again: a ticket
 * that was closed, pending or on hold opens. A deleted customer comes back, as with a new ticket.
 */
export async function addReply(ctx: Ctx, input: { ticketId: number; customerId: number; body: string }): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  const body = checkedBody(input.body);
  await inTransaction(ctx, async (tx) => {
    const ticket = await lockTicket(tx, input.ticketId);
    if (!ticket) throw notFound("ticket");
    // Whoever was looked up before may have been merged since; their tickets have moved with them.
    const survivors = await survivorsOf(tx, [input.customerId]);
    const customerId = survivors.get(input.customerId) ?? input.customerId;
    if (!(await takesPart(tx, ticket, customerId))) throw notFound("ticket");
    await lockCustomers(tx, [customerId]);
    const [customer] = await loadCustomers(tx.db, [customerId]);
    if (!customer) throw notFound("customer");
    if (customer.isBlocked) throw new UserError("", "This customer is blocked.", { customerId: customer.id });

    const found: Pick<FoundReporter, "customer" | "happenings"> = { customer, happenings: [] };
    await comeBack(tx, found);
    const why = { field: "ticket", from: null, to: ticketInWords(ticket) };
    await recordActivity(
      tx,
      found.happenings.map(({ action, changes }) => ({
        action,
        changes: [...changes, why],
        customerId: customer.id,
        ticketId: ticket.id,
      })),
    );
    const author = { kind: CommentAuthor.CUSTOMER, id: customer.id, name: displayName(customer) };
    const status = ticket.status === TicketStatus.NEW ? ticket.status : TicketStatus.OPEN;
    await writeComment(tx, ticket, { author, body }, status);
  });
}

/** The ticket is held, so nobody can slip in between this look and the comment. One's own comments are no surprise. */
async function nothingUnseen(tx: Ctx, ticketId: number, lastSeenId: number): Promise<void> {
  const { actor } = tx;
  const rows: { author_kind: CommentAuthor; author_id: number | null; author_name: string; is_internal: number }[] =
    await tx.db.query(
      "SELECT author_kind, author_id, author_name, is_internal FROM ticket_comments WHERE ticket_id = ? AND id > ? ORDER BY id DESC LIMIT 20",
      [ticketId, lastSeenId],
    );
  const isOwn = (row: (typeof rows)[number]) =>
    actor.kind === "agent" && row.author_kind === CommentAuthor.AGENT && row.author_id === actor.id;
  const other = rows.find((row) => !isOwn(row));
  if (!other) return;
  const what = other.is_internal === 1 ? "a note" : "a message";
  throw new UserError(
    "",
    `${other.author_name || "Somebody"} added ${what} while you were writing. Read it, then send yours again.`,
    { code: "CHANGED_MEANWHILE" },
  );
}

function checkedBody(typed: string): string {
  const problems: Problem[] = [];
  const body = checkBody(typed, problems);
  if (problems.length > 0) throw new UserError(problems);
  return body;
}

/** Adds a comment to a ticket that the transaction holds, with the status after it, and tells the agent who has the ticket. */
export async function writeComment(
  tx: Ctx,
  ticket: TicketRow,
  comment: NewComment,
  status: TicketStatus,
): Promise<void> {
  await insertComment(tx, ticket.id, comment);
  const now = toDbTime(tx.now());
  const at = laterOf(now, ticket.updatedAt);
  await tx.db.query("UPDATE tickets SET updated_at = ?, last_comment_at = ? WHERE id = ?", [at, now, ticket.id]);
  if (status !== ticket.status) {
    const change = { field: "status", from: statusInWords(ticket.status), to: statusInWords(status) };
    await writeChange(tx, ticket, { ...ticket, status }, [change]);
  } else await moveCounts(tx, [{ customerId: ticket.reporterId, at: now }]);
  await announceComment(tx, { ...comment, ticketId: ticket.id });
  const by = authorCustomer(comment.author);
  if (ticket.assigneeId === null && !by) return;
  const cause = `comment ${await lastCommentId(tx, ticket.id)}`;
  await tellWhoeverWorks(tx, ticket, { kind: NoticeKind.REPLY, cause, by, concernsAll: by !== undefined });
}

const authorCustomer = ({ kind, id, name }: NewComment["author"]): { id: number; name: string } | undefined =>
  kind === CommentAuthor.CUSTOMER && id !== null ? { id, name } : undefined;
