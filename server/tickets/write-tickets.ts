import type { EntityManager } from "typeorm";
import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { searchWords } from "@/server/customers/identity/search-words";
import { insertRows, toDbTime } from "@/server/db";
import type { Actor } from "@/server/permissions";
import type { Tag } from "@/server/tags/check-tags";
import { takeIds } from "@/server/take-ids";
import { moveCounts } from "./count-tickets";
import { TicketStatus } from "./ticket.entity";
import { BodyFormat, type CommentAuthor } from "./ticket-comment.entity";
import type { TicketRow } from "./ticket-row";

export interface Author {
  kind: CommentAuthor;
  id: number | null;
  name: string;
}

export interface NewComment {
  author: Author;
  body: string;
  /** Plain text when not given. */
  bodyFormat?: BodyFormat;
  isInternal?: boolean;
  /** Database time; now when not given. */
  createdAt?: string;
}

/** A ticket before the first write; `createdAt` is now when not given. */
export interface NewTicket
  extends Pick<
    TicketRow,
    "subject" | "status" | "priority" | "reporterId" | "assigneeId" | "organisationId" | "source" | "replyEmail"
  > {
  tags: readonly Tag[];
  comments: readonly NewComment[];
  createdAt?: string;
}

/** Writes new tickets with all that hangs on them, a handful of statements however many. Returns their numbers, in order. */
export async function insertTickets(tx: Ctx, tickets: readonly NewTicket[]): Promise<number[]> {
  if (tickets.length === 0) return [];
  const firstId = await takeIds(tx, "tickets", tickets.length);
  const now = toDbTime(tx.now());
  const records = tickets.map((ticket, index) => ({
    ...ticket,
    id: firstId + index,
    createdAt: ticket.createdAt ?? now,
    lastCommentAt: ticket.comments.at(-1)?.createdAt ?? ticket.createdAt ?? now,
  }));
  // The customers' rows first: a row that points to one holds it, and two that hold it could not both go on to count.
  await moveCounts(
    tx,
    records.map((record) => ({ customerId: record.reporterId, to: record.status, at: record.lastCommentAt })),
  );
  await insertRows(
    tx.db,
    "tickets",
    records.map((record) => ({
      id: record.id,
      subject: record.subject,
      status: record.status,
      priority: record.priority,
      reporter_id: record.reporterId,
      assignee_id: record.assigneeId,
      organisation_id: record.organisationId,
      source: record.source,
      reply_email: record.replyEmail,
      version: 1,
      created_at: record.createdAt,
      updated_at: record.lastCommentAt,
      last_comment_at: record.lastCommentAt,
      closed_at: record.status === TicketStatus.CLOSED ? record.lastCommentAt : null,
    })),
  );
  await insertRows(
    tx.db,
    "ticket_comments",
    records.flatMap((record) => record.comments.map((comment) => commentRow(record.id, comment, record.createdAt))),
  );
  await insertRows(
    tx.db,
    "ticket_tags",
    records.flatMap((record) => tagRows(record.id, record.tags)),
  );
  await insertRows(
    tx.db,
    "ticket_words",
    records.flatMap((record) => wordRows(record)),
  );
  return records.map((record) => record.id);
}

export async function insertComment(tx: Ctx, ticketId: number, comment: NewComment): Promise<void> {
  await insertRows(tx.db, "ticket_comments", [commentRow(ticketId, comment, toDbTime(tx.now()))]);
}

function commentRow(ticket_id: number, comment: NewComment, created_at: string) {
  return {
    ticket_id,
    author_kind: comment.author.kind,
    author_id: comment.author.id,
    author_name: comment.author.name,
    body: comment.body,
    body_format: comment.bodyFormat ?? BodyFormat.TEXT,
    is_internal: comment.isInternal ? 1 : 0,
    created_at: comment.createdAt ?? created_at,
  };
}

export async function replaceTags(db: EntityManager, ticketId: number, tags: readonly Tag[]): Promise<void> {
  await db.query("DELETE FROM ticket_tags WHERE ticket_id = ?", [ticketId]);
  await insertRows(db, "ticket_tags", tagRows(ticketId, tags));
}

export async function replaceWords(db: EntityManager, ticket: Pick<TicketRow, "id" | "subject">): Promise<void> {
  await db.query("DELETE FROM ticket_words WHERE ticket_id = ?", [ticket.id]);
  await insertRows(db, "ticket_words", wordRows(ticket));
}

const tagRows = (ticket_id: number, tags: readonly Tag[]) =>
  tags.map(({ tag, key }) => ({ ticket_id, tag_key: key, tag }));

function wordRows({ id, subject }: Pick<TicketRow, "id" | "subject">) {
  // A subject is searched as the name of an organisation is: a phrase of any words.
  const words = searchWords({ emails: [], mobiles: [], organisationName: subject });
  return [...new Set([String(id), ...words])].map((word) => ({ word, ticket_id: id }));
}

/** Adds to a ticket's history, in the transaction of what happened. */
export async function recordChange(tx: Ctx, ticketId: number, changes: readonly FieldChange[]): Promise<void> {
  await recordChanges(tx, [{ ticketId, changes }]);
}

/** The same for several, in one statement. */
export async function recordChanges(
  tx: Ctx,
  entries: readonly { ticketId: number; changes: readonly FieldChange[] }[],
): Promise<void> {
  const { actor } = tx;
  await insertRows(
    tx.db,
    "ticket_changes",
    entries.map(({ ticketId, changes }) => ({
      ticket_id: ticketId,
      occurred_at: toDbTime(tx.now()),
      actor_kind: actor.kind,
      actor_id: "id" in actor ? actor.id : null,
      actor_name: nameOf(actor),
      changes: JSON.stringify(changes),
    })),
  );
}

export const nameOf = (actor: Actor): string => (actor.kind === "nobody" ? "" : actor.name);
