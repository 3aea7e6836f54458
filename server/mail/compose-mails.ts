import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { readSettings } from "@/server/settings/settings";
import type { MailEnd } from "./end-mails";
import { type MailKind, type MailPriority, MailStatus } from "./mail.entity";
import { findRecipients, keyOf } from "./recipients";
import { renewLinks } from "./renew-links";
import { replyAddress } from "./reply-address";
import { Unreadable, unseal } from "./sealed-text";
import { type MailOfThread, type ThreadHeaders, threadHeaders } from "./thread-headers";
import { messageIdOf, rememberMails } from "./threads";
import type { OutgoingMail } from "./transport";
import { mailbox, missingValues, oneLine, writeMail } from "./write-mail";

export interface QueuedMail {
  id: number;
  kind: MailKind;
  customerId: number | null;
  agentId: number | null;
  ticketId: number | null;
  /** Where it was to go when it was asked for. */
  address: string | null;
  fixedAddress: string | null;
  priority: MailPriority;
  /** It was in the outbox before and failed. */
  isAgain: boolean;
}

export interface ReadyMail {
  mail: QueuedMail;
  outgoing: OutgoingMail;
}

type Values = Record<string, string>;

/** Writes the mails as they are to be sent. Those that cannot or must not be sent come back as ended. */
export async function composeMails(
  tx: Ctx,
  waiting: readonly QueuedMail[],
): Promise<{ ready: ReadyMail[]; ended: MailEnd[] }> {
  const recipients = await findRecipients(tx, waiting);
  const ended: MailEnd[] = [];
  const going: QueuedMail[] = [];
  const stale: QueuedMail[] = [];
  waiting.forEach((mail, index) => {
    const { address = null, skipped } = recipients[index] ?? {};
    if (skipped || address === null) {
      ended.push({ mailId: mail.id, status: MailStatus.SKIPPED, reason: skipped ?? "has no e-mail" });
      return;
    }
    const now = { ...mail, address };
    going.push(now);
    const isMoved = mail.address !== null && keyOf(mail.address) !== keyOf(address);
    if (isMoved || mail.isAgain) stale.push(now);
  });
  const values = await valuesOf(tx, going);
  // A link proves the address that it was made for and runs out; these have another address now, or are late.
  const renewed = await renewLinks(tx, stale);

  const headers = await threadHeaders(tx, going.flatMap(threadOf));
  const { deskName } = await readSettings(tx);
  const ready: ReadyMail[] = [];
  for (const mail of going) {
    // Of a mail that was sent once and failed afterwards nothing is kept but what a new link needs.
    const own = values.has(mail.id) ? (values.get(mail.id) ?? null) : {};
    const filled = own && { ...own, ...renewed.get(mail.id), ...ourValues(tx, deskName, mail) };
    const missing = filled ? missingValues(mail.kind, filled) : [];
    if (!filled) ended.push({ mailId: mail.id, status: MailStatus.FAILED, reason: UNREADABLE });
    else if (missing.length > 0) {
      const reason = `There is nothing to say in it: ${missing.join(", ")}.`;
      ended.push({ mailId: mail.id, status: MailStatus.FAILED, reason });
    } else {
      try {
        ready.push({
          mail,
          outgoing: await outgoing(tx, deskName, mail, { values: filled, thread: headers.get(mail.id) }),
        });
      } catch (error) {
        // One mail that cannot be written must not stop all that wait behind it.
        tx.log.error({ err: error, mailId: mail.id }, "a mail could not be written");
        ended.push({ mailId: mail.id, status: MailStatus.FAILED, reason: "It could not be written." });
      }
    }
  }
  await rememberMails(
    tx,
    ready.flatMap(({ mail }) => threadOf(mail).map((one) => ({ ...one, messageId: messageIdOf(tx.config, mail.id) }))),
  );
  return { ready, ended };
}

/** Mails about a ticket are a conversation; whatever else we write stands alone. */
const threadOf = ({ id: mailId, ticketId, agentId }: QueuedMail): MailOfThread[] =>
  ticketId === null ? [] : [{ mailId, ticketId, agentId }];

const UNREADABLE = "Its text was sealed with another AUTH_SECRET.";

const ourValues = (ctx: Ctx, deskName: string, mail: QueuedMail): Values => ({
  deskName,
  address: mail.address ?? "",
  hubUrl: `${ctx.config.appUrl}/hub`,
  supportAddress: ctx.config.mail.supportAddress ?? "",
});

/** Mail id → values; null for what cannot be read. */
async function valuesOf(tx: Ctx, mails: readonly QueuedMail[]): Promise<Map<number, Values | null>> {
  const ids = mails.map((mail) => mail.id);
  if (ids.length === 0) return new Map();
  const rows: { mail_id: number; sealed: string }[] = await tx.db.query(
    `SELECT mail_id, sealed FROM mail_values WHERE mail_id IN ${placeholders(ids.length)} ORDER BY mail_id, part`,
    ids,
  );
  const parts = new Map<number, string[]>();
  for (const { mail_id, sealed } of rows) parts.set(mail_id, [...(parts.get(mail_id) ?? []), sealed]);
  const values = new Map<number, Values | null>();
  for (const [id, sealed] of parts) values.set(id, await read(tx, sealed));
  return values;
}

async function read(tx: Ctx, sealed: readonly string[]): Promise<Values | null> {
  try {
    return JSON.parse(await unseal(tx.config, sealed)) as Values; // queueMails wrote it.
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

async function outgoing(
  ctx: Ctx,
  deskName: string,
  mail: QueuedMail,
  { values, thread = {} }: { values: Values; thread?: ThreadHeaders },
): Promise<OutgoingMail> {
  const { from, supportAddress } = ctx.config.mail;
  const name = from.name ?? deskName;
  const written = await writeMail(mail.kind, { ...values, subject: oneLine(values.subject ?? "") });
  const { ticketId, agentId } = mail;
  const answersTo = ticketId === null ? null : replyAddress(ctx.config, { ticketId, agentId });
  return {
    from: mailbox({ name, address: from.address }),
    to: [mail.address ?? ""],
    ...(supportAddress === null
      ? {}
      : { reply_to: answersTo === null ? supportAddress : mailbox({ name, address: answersTo }) }),
    ...written,
    headers: {
      ...AUTOMATIC[mail.kind],
      "Message-ID": messageIdOf(ctx.config, mail.id),
      ...thread,
      "X-Deskfolk-Mail": String(mail.id),
    },
  };
}

/** RFC 3834: keeps the out-of-office answers of others away; Exchange knows a header of its own. */
const GENERATED = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/** An agent's own words are no automatic mail. */
const AUTOMATIC: Record<MailKind, Record<string, string>> = {
  accountCreated: GENERATED,
  confirmEmail: GENERATED,
  changeEmail: GENERATED,
  confirmAddress: GENERATED,
  forcedReset: GENERATED,
  resetLink: GENERATED,
  addressChanged: GENERATED,
  ticketNotice: GENERATED,
  agentInvitation: GENERATED,
  agentReset: GENERATED,
  webhookDisabled: GENERATED,
  ticketReceipt: { ...GENERATED, "Auto-Submitted": "auto-replied" },
  ticketReply: {},
};
