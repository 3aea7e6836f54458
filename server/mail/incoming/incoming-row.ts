import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import { oneLine } from "@/server/tags/one-line";
import { lastCommentIds } from "@/server/tickets/attachments";
import { IncomingStatus, type QuarantineReason } from "./incoming-mail.entity";
import type { ReadMail } from "./read-mail";
import type { Stored } from "./understand";

/** A file of a mail, stored already. */
export interface StoredFile {
  storageName: string;
  fileName: string;
  size: number;
  contentId?: string;
}

/** A mail that is being worked on. */
export interface MailAtHand {
  id: number;
  mail: ReadMail;
  files: readonly StoredFile[];
  /** Where its page lies in storage. */
  pageName?: string;
}

/** Where it is stored. */
export async function storedAs(ctx: Ctx, id: number): Promise<Stored | undefined> {
  const [row]: (Omit<Stored, "size"> & { size: number | string })[] = await ctx.db.query(
    "SELECT storage_name AS storageName, size, came_by AS cameBy FROM incoming_mails WHERE id = ?",
    [id],
  );
  return row && { ...row, size: Number(row.size) };
}

/** The status of a mail, held until the transaction ends: whoever else works on it waits. */
export async function holdMail(tx: Ctx, id: number): Promise<IncomingStatus | undefined> {
  return (await holdMails(tx, [id])).get(id);
}

/** The same of several. */
export async function holdMails(tx: Ctx, ids: readonly number[]): Promise<Map<number, IncomingStatus>> {
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const rows: { id: number; status: IncomingStatus }[] = await tx.db.query(
    `SELECT id, status FROM incoming_mails WHERE id IN ${placeholders(ids.length)} ORDER BY id ${hold}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, row.status]));
}

const short = (text: string, most: number): string => Array.from(oneLine(text)).slice(0, most).join("");

/** Lets it wait for an agent. */
export async function quarantine(tx: Ctx, id: number, reason: QuarantineReason, mail?: ReadMail): Promise<void> {
  await write(tx, { id, mail }, { status: IncomingStatus.QUARANTINED, reason });
}

/** Notes that nothing is to be done about it. */
export async function noteBounced(tx: Ctx, { id, mail }: MailAtHand): Promise<void> {
  await write(tx, { id, mail }, { status: IncomingStatus.BOUNCE });
}

interface BecameComment {
  ticketId: number;
  status: IncomingStatus.TICKET | IncomingStatus.COMMENT | IncomingStatus.NOTE;
}

/** Notes which comment it has become, and hangs its files on it: the last comment of a ticket that the transaction holds. */
export async function becomeLastComment(tx: Ctx, mail: MailAtHand, became: BecameComment): Promise<void> {
  await becomeLastComments(tx, [{ mail, became }]);
}

/** The same of several, each of another ticket. */
export async function becomeLastComments(
  tx: Ctx,
  pairs: readonly { mail: MailAtHand; became: BecameComment }[],
): Promise<void> {
  const tickets = pairs.map(({ became }) => became.ticketId);
  const comments = await lastCommentIds(tx, tickets);
  const commentOf = ({ ticketId }: BecameComment): number => {
    const id = comments.get(ticketId);
    if (id === undefined) throw new Error(`Ticket ${ticketId} has no comment.`);
    return id;
  };
  await insertRows(
    tx.db,
    "comment_attachments",
    pairs.flatMap(({ mail, became }) =>
      mail.files.map(({ storageName, fileName, size, contentId }) => ({
        comment_id: commentOf(became),
        storage_name: storageName,
        file_name: short(fileName, 255) || "attachment",
        size,
        content_id: contentId?.slice(0, 255) ?? null,
        created_at: toDbTime(tx.now()),
      })),
    ),
  );
  await writeAll(
    tx,
    pairs.map(({ mail, became }) => ({ ...mail, became: { ...became, commentId: commentOf(became) } })),
  );
}

interface Became {
  status: IncomingStatus;
  reason?: QuarantineReason;
  ticketId?: number;
  commentId?: number;
}

interface Written {
  id: number;
  mail?: ReadMail;
  pageName?: string;
  became: Became;
}

async function write(tx: Ctx, { id, mail }: { id: number; mail?: ReadMail }, became: Became): Promise<void> {
  await writeAll(tx, [{ id, mail, became }]);
}

/** There is no UPDATE of many rows with values of their own on both databases, but an INSERT that meets the rows that are there. */
async function writeAll(tx: Ctx, mails: readonly Written[]): Promise<void> {
  const rows = mails.map(({ id, mail, pageName, became }) => ({
    id,
    // What a row must have and what is not written: it is there, and held.
    content_key: `held ${id}`,
    storage_name: "",
    size: 0,
    received_at: toDbTime(tx.now()),
    status: became.status,
    reason: became.reason ?? null,
    ticket_id: became.ticketId ?? null,
    comment_id: became.commentId ?? null,
    sender: mail?.from ? short(mail.from.address, 320) : null,
    subject: mail ? short(mail.subject, 255) : null,
    from_line: mail ? short(mail.fromLine, 500) : null,
    to_line: mail ? short(mail.toLine, 1000) : null,
    sent_at: mail?.sentAt ? toDbTime(mail.sentAt) : null,
    quoted: mail?.quoted || null,
    page_name: pageName ?? null,
    files_left_out: mail?.filesLeftOut ?? 0,
  }));
  const kept = new Set(["id", "content_key", "storage_name", "size", "received_at"]);
  const written = Object.keys(rows[0] ?? {}).filter((column) => !kept.has(column));
  await insertRows(
    tx.db,
    "incoming_mails",
    rows,
    tx.database.kind === "sqlite"
      ? `ON CONFLICT (id) DO UPDATE SET ${written.map((column) => `${column} = excluded.${column}`).join(", ")}`
      : `ON DUPLICATE KEY UPDATE ${written.map((column) => `${column} = VALUES(${column})`).join(", ")}`,
  );
}
