import { Readable } from "node:stream";
import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { inTransaction, placeholders } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { againAfterDuplicate } from "@/server/tickets/create-ticket";
import { makeTicket } from "./decide";
import { CameBy, IncomingStatus, type QuarantineReason } from "./incoming-mail.entity";
import { holdMail, storedAs } from "./incoming-row";
import { formAsText } from "./request-form";
import { senderOf } from "./sender";
import { withStoredFiles } from "./stored-files";
import { type Stored, understood } from "./understand";

/** A mail that waits for an agent. */
export interface QuarantinedMail {
  id: number;
  reason: QuarantineReason;
  cameBy: CameBy;
  sender: string | null;
  fromLine: string | null;
  subject: string | null;
  size: number;
  /** Database time, UTC. */
  receivedAt: string;
}

interface PageOfMails {
  first: number;
  /** The last id of the page before. */
  before?: number;
}

/** What waits for an agent, newest first. */
export const listQuarantine = (ctx: Ctx, page: PageOfMails) => mailsThatAre(ctx, IncomingStatus.QUARANTINED, page);

/** What somebody has called spam, newest first. */
export const listSpam = (ctx: Ctx, page: PageOfMails) => mailsThatAre(ctx, IncomingStatus.SPAM, page);

async function mailsThatAre(
  ctx: Ctx,
  status: IncomingStatus,
  input: PageOfMails,
): Promise<{ rows: QuarantinedMail[]; hasMore: boolean }> {
  allow(ctx.actor, "ticket.view");
  const rows: QuarantinedMail[] = await ctx.db.query(
    `SELECT id, reason, came_by AS cameBy, sender, from_line AS fromLine, subject, size, received_at AS receivedAt FROM incoming_mails
      WHERE status = ? ${input.before === undefined ? "" : "AND id < ?"} ORDER BY id DESC LIMIT ?`,
    [status, ...(input.before === undefined ? [] : [input.before]), input.first + 1],
  );
  return {
    rows: rows.slice(0, input.first).map((row) => ({ ...row, size: Number(row.size) })),
    hasMore: rows.length > input.first,
  };
}

const MAX_COUNTED = 100;

/** How many wait, counted up to 100. */
export async function countQuarantine(ctx: Ctx): Promise<number> {
  allow(ctx.actor, "ticket.view");
  const [row]: { waiting: number | string }[] = await ctx.db.query(
    "SELECT COUNT(*) AS waiting FROM (SELECT id FROM incoming_mails WHERE status = ? LIMIT ?) some",
    [IncomingStatus.QUARANTINED, MAX_COUNTED],
  );
  return Number(row?.waiting ?? 0);
}

/**
 * Makes a ticket of a mail that waits, whatever it waits for. `email` is whom it is from; the mail's own sender when not given.
 * Returns the number of the ticket.
 */
export async function makeTicketOfMail(ctx: Ctx, input: { id: number; email?: string | null }): Promise<number> {
  allow(ctx.actor, "ticket.create");
  const mail = await understood(ctx, await rowOf(ctx, input.id));
  if (!mail) throw new UserError("id", "This mail cannot be read. Download it, and write the ticket down.");
  const typed = input.email?.trim() ? parseEmail(input.email) : undefined;
  if (typed && !typed.ok) throw new UserError("email", typed.message);
  const from = typed ? { name: mail.form?.name ?? "", address: typed.value } : senderOf(ctx, mail);
  if (!from && !mail.form) throw new UserError("email", "This mail names no sender. Give their e-mail address.");
  // An automatic mail stays one: it gets no receipt, whoever makes a ticket of it.
  let ticketId = 0;
  await withStoredFiles(ctx, [{ id: input.id, mail }], async ([atHand]) => {
    if (!atHand) throw new Error("A mail lost its files.");
    ticketId = await againAfterDuplicate(ctx, () =>
      inTransaction(ctx, async (tx) => {
        await stillWaiting(tx, input.id);
        return makeTicket(tx, atHand, { from });
      }),
    );
    return new Set([input.id]);
  });
  return ticketId;
}

/** Has a mail understood once more: its sender is unblocked meanwhile, or the desk understands more. */
export async function processMailAgain(ctx: Ctx, id: number): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  await inTransaction(ctx, async (tx) => {
    await stillWaiting(tx, id);
    await tx.db.query("UPDATE incoming_mails SET status = ?, tries = 0, retry_at = NULL WHERE id = ?", [
      IncomingStatus.RECEIVED,
      id,
    ]);
  });
}

/** Takes a mail off the list. It is kept, with its original. */
export async function dismissMail(ctx: Ctx, id: number): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  await inTransaction(ctx, async (tx) => {
    await stillWaiting(tx, id);
    await tx.db.query("UPDATE incoming_mails SET status = ? WHERE id = ?", [IncomingStatus.DISMISSED, id]);
  });
}

/** A mail as it came, for reading; what came by the form as a text. */
export async function openOriginal(ctx: Ctx, id: number): Promise<{ size: number; contents: Readable }> {
  allow(ctx.actor, "ticket.view");
  const { storageName, size, cameBy } = await rowOf(ctx, id);
  if (cameBy === CameBy.MAIL) return { size, contents: await ctx.files.read(storageName) };
  const text = Buffer.from(await formAsText(ctx, storageName));
  return { size: text.length, contents: Readable.from([text]) };
}

async function rowOf(ctx: Ctx, id: number): Promise<Stored> {
  const row = await storedAs(ctx, id);
  if (!row) throw notFound("mail");
  return row;
}

async function stillWaiting(tx: Ctx, id: number): Promise<void> {
  const status = await holdMail(tx, id);
  if (status === undefined) throw notFound("mail");
  if (status !== IncomingStatus.QUARANTINED) {
    throw new UserError("id", "Somebody else has dealt with this mail.", { code: "CHANGED_MEANWHILE" });
  }
}

/** What a comment that came by mail was as a mail, or one that came by the form as it was written there. */
export interface CommentMailRow {
  id: number;
  cameBy: CameBy;
  commentId: number;
  fromLine: string | null;
  toLine: string | null;
  sentAt: string | null;
  quoted: string | null;
  hasPage: boolean;
  filesLeftOut: number;
}

/** The mails that comments were; comments that came otherwise have none. */
export async function mailsOfComments(ctx: Ctx, commentIds: readonly number[]): Promise<Map<number, CommentMailRow>> {
  allow(ctx.actor, "ticket.view");
  if (commentIds.length === 0) return new Map();
  const rows: (Omit<CommentMailRow, "hasPage"> & { pageName: string | null; status: IncomingStatus })[] =
    await ctx.db.query(
      `SELECT id, came_by AS cameBy, comment_id AS commentId, from_line AS fromLine, to_line AS toLine, sent_at AS sentAt, quoted,
        page_name AS pageName, files_left_out AS filesLeftOut, status
      FROM incoming_mails WHERE comment_id IN ${placeholders(commentIds.length)}`,
      [...commentIds],
    );
  return new Map(
    // A note says more than the mail that it was: what it is a note of.
    rows.map(({ pageName, status, ...row }) => [
      row.commentId,
      { ...row, hasPage: pageName !== null && status !== IncomingStatus.NOTE },
    ]),
  );
}
