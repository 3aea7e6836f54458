import type { Ctx } from "@/server/ctx";
import { notFound } from "@/server/errors";
import { allow } from "@/server/permissions";
import { type ImapState, imapState } from "./imap/mailbox-lease";
import { type MailPage, type MailRow, mailsWithIds } from "./list-mails";
import { MailStatus } from "./mail.entity";
import { Unreadable, unseal } from "./sealed-text";
import type { HeldBatch, OutgoingMail } from "./transport";

/** How mail is sent, as far as an admin may know: no keys. */
export interface MailSetup {
  transport: "mailbox" | "resend" | "smtp";
  from: string;
  supportAddress: string | null;
  /** The mailbox on an IMAP server that is read; null for none. */
  imapMailbox: ImapState | null;
}

export async function mailSetup(ctx: Ctx): Promise<MailSetup> {
  allow(ctx.actor, "settings.manage");
  const { transport, from, supportAddress, imap } = ctx.config.mail;
  const imapMailbox = imap ? await imapState(ctx, imap) : null;
  return { transport: transport.kind, from: from.address, supportAddress, imapMailbox };
}

/** What is in the built-in mailbox, newest first. `before` is the last id of the page before. */
export async function listMailbox(ctx: Ctx, input: { first: number; before?: number }): Promise<MailPage> {
  allow(ctx.actor, "settings.manage");
  // By the primary key alone: where there is a mailbox, nearly every mail is in it.
  const kept: { id: number }[] = await ctx.db.query(
    `SELECT id FROM mails WHERE status = ? ${input.before ? "AND id < ?" : ""} ORDER BY id DESC LIMIT ?`,
    [MailStatus.KEPT, ...(input.before ? [input.before] : []), input.first + 1],
  );
  const ids = kept.slice(0, input.first).map((row) => row.id);
  const rows = await mailsWithIds(ctx, ids);
  rows.sort((a, b) => b.id - a.id);
  return { rows, hasMore: kept.length > input.first };
}

export interface MailboxMail {
  mail: MailRow;
  /** Undefined when it was sealed with another AUTH_SECRET, or is so old that it was cleared away. */
  content: OutgoingMail | undefined;
}

/** One mail of the mailbox as it would have been sent. */
export async function readMailboxMail(ctx: Ctx, id: number): Promise<MailboxMail> {
  allow(ctx.actor, "settings.manage");
  const [mail] = await mailsWithIds(ctx, [id]);
  if (mail?.status !== MailStatus.KEPT) throw notFound("mail");
  const parts: { sealed: string }[] = await ctx.db.query(
    "SELECT p.sealed FROM mail_batch_parts p JOIN mails m ON m.batch_id = p.batch_id WHERE m.id = ? ORDER BY p.part",
    [id],
  );
  if (parts.length === 0) return { mail, content: undefined };
  try {
    const frozen = await unseal(
      ctx.config,
      parts.map((part) => part.sealed),
    );
    const { mailIds, body } = JSON.parse(frozen) as Pick<HeldBatch, "mailIds" | "body">; // freezeBatch wrote it.
    return { mail, content: (JSON.parse(body) as OutgoingMail[])[mailIds.indexOf(id)] };
  } catch (error) {
    if (error instanceof Unreadable) return { mail, content: undefined };
    throw error;
  }
}
