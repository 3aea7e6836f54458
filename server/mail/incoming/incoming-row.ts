import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { oneLine } from "@/server/tags/one-line";
import { lastCommentId } from "@/server/tickets/attachments";
import { IncomingStatus, type QuarantineReason } from "./incoming-mail.entity";
import type { ReadMail } from "./read-mail";

/** A file of a mail, stored already. */
export interface StoredFile {
  storageName: string;
  fileName: string;
  size: number;
}

/** A mail that is being worked on. */
export interface MailAtHand {
  id: number;
  mail: ReadMail;
  files: readonly StoredFile[];
}

/** The status of a mail, held until the transaction ends: whoever else works on it waits. */
export async function holdMail(tx: Ctx, id: number): Promise<IncomingStatus | undefined> {
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [row]: { status: IncomingStatus }[] = await tx.db.query(
    `SELECT status FROM incoming_mails WHERE id = ? ${hold}`,
    [id],
  );
  return row?.status;
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

/** Notes which comment it has become, and hangs its files on it: the last comment of a ticket that the transaction holds. */
export async function becomeLastComment(
  tx: Ctx,
  { id, mail, files }: MailAtHand,
  became: { ticketId: number; status: IncomingStatus.TICKET | IncomingStatus.COMMENT | IncomingStatus.NOTE },
): Promise<void> {
  const commentId = await lastCommentId(tx, became.ticketId);
  await insertRows(
    tx.db,
    "comment_attachments",
    files.map(({ storageName, fileName, size }) => ({
      comment_id: commentId,
      storage_name: storageName,
      file_name: short(fileName, 255) || "attachment",
      size,
      created_at: toDbTime(tx.now()),
    })),
  );
  await write(tx, { id, mail }, { ...became, commentId });
}

interface Became {
  status: IncomingStatus;
  reason?: QuarantineReason;
  ticketId?: number;
  commentId?: number;
}

async function write(tx: Ctx, { id, mail }: { id: number; mail?: ReadMail }, became: Became): Promise<void> {
  await tx.db.query(
    `UPDATE incoming_mails SET status = ?, reason = ?, ticket_id = ?, comment_id = ?, sender = ?, subject = ?, from_line = ?,
      to_line = ?, sent_at = ?, quoted = ? WHERE id = ?`,
    [
      became.status,
      became.reason ?? null,
      became.ticketId ?? null,
      became.commentId ?? null,
      mail?.from ? short(mail.from.address, 320) : null,
      mail ? short(mail.subject, 255) : null,
      mail ? short(mail.fromLine, 500) : null,
      mail ? short(mail.toLine, 1000) : null,
      mail?.sentAt ? toDbTime(mail.sentAt) : null,
      mail?.quoted || null,
      id,
    ],
  );
}
