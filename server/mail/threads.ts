import type { Config } from "@/server/config";
import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import { keyOf } from "./recipients";
import type { Thread } from "./reply-address";
import { isSignatureOf, signText } from "./sign-text";

const PURPOSE = "message id";
/** 130 bits: there is room. */
const SIGNATURE_LENGTH = 26;
const OWN = new RegExp(`^<m([1-9]\\d{0,9})\\.([a-z2-7]{${SIGNATURE_LENGTH}})@`, "i");

/** What may stand in a header as it is (RFC 5322, 3.6.4, and what programs make of it), and fits its column. */
export const isMessageId = (text: string): boolean => /^<[\x21-\x3b\x3d\x3f-\x7e]{1,253}>$/.test(text);

/** The Message-ID of a mail of ours, the same at every try of sending it. Nobody who has not got the mail can know it. */
export function messageIdOf(config: Pick<Config, "authSecret" | "mail">, mailId: number): string {
  const domain = keyOf(config.mail.from.address).split("@")[1] ?? "localhost";
  return `<m${mailId}.${signText(config, PURPOSE, String(mailId), SIGNATURE_LENGTH)}@${domain}>`;
}

/** A mail that we sent, as somebody's References name it. */
export interface OwnMail {
  mailId: number;
  ticketId: number | null;
  agentId: number | null;
  customerId: number | null;
  address: string | null;
}

/** A header may name thousands; those nearest to the answer stand last. */
const MAX_REFERENCES = 50;

/** The mails of ours among these, in their order. A guessed Message-ID finds none. */
export async function ownMailsAmong(ctx: Ctx, messageIds: readonly string[]): Promise<OwnMail[]> {
  const named = messageIds.filter(isMessageId).slice(-MAX_REFERENCES);
  if (named.length === 0) return [];
  const renamed: { message_id: string; mail_id: number }[] = await ctx.db.query(
    `SELECT message_id, mail_id FROM thread_messages
      WHERE message_id IN ${placeholders(named.length)} AND mail_id IS NOT NULL`,
    named,
  );
  const byMessageId = new Map(renamed.map((row) => [row.message_id, row.mail_id]));
  const ids = named.flatMap((messageId) => byMessageId.get(messageId) ?? signedMailId(ctx.config, messageId) ?? []);
  if (ids.length === 0) return [];
  const rows: {
    id: number;
    ticket_id: number | null;
    agent_id: number | null;
    customer_id: number | null;
    address: string | null;
  }[] = await ctx.db.query(
    `SELECT id, ticket_id, agent_id, customer_id, address FROM mails WHERE id IN ${placeholders(ids.length)}`,
    ids,
  );
  const mails = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const mail = mails.get(id);
    return mail
      ? [
          {
            mailId: id,
            ticketId: mail.ticket_id,
            agentId: mail.agent_id,
            customerId: mail.customer_id,
            address: mail.address,
          },
        ]
      : [];
  });
}

/** Of each of these lists of Message-IDs, whether a mail of ours may be among them: one look at the database for all lists. */
export async function namesOwnMail(ctx: Ctx, lists: readonly (readonly string[])[]): Promise<boolean[]> {
  const named = lists.map((list) => list.filter(isMessageId).slice(-MAX_REFERENCES));
  const distinct = [...new Set(named.flat())];
  if (distinct.length === 0) return lists.map(() => false);
  const rows: { message_id: string }[] = await ctx.db.query(
    `SELECT message_id FROM thread_messages WHERE message_id IN ${placeholders(distinct.length)} AND mail_id IS NOT NULL`,
    distinct,
  );
  const renamed = new Set(rows.map((row) => row.message_id));
  return named.map((list) => list.some((id) => renamed.has(id) || signedMailId(ctx.config, id) !== undefined));
}

function signedMailId(config: Pick<Config, "authSecret">, messageId: string): number | undefined {
  const [, mailId, signature] = OWN.exec(messageId) ?? [];
  if (mailId === undefined || signature === undefined) return undefined;
  return isSignatureOf(config, PURPOSE, mailId, signature) ? Number(mailId) : undefined;
}

/**
 * The ticket of the last of these Message-IDs that is of a mail of ours: References in their order, then In-Reply-To. `agentId` when
 * that mail was a notice; a reference alone does not make an agent's answer their comment (PRODUCT 3.10).
 */
export async function ticketOfReferences(ctx: Ctx, messageIds: readonly string[]): Promise<Thread | undefined> {
  const own = await ownMailsAmong(ctx, messageIds);
  const last = own.findLast((mail) => mail.ticketId !== null);
  return last?.ticketId == null ? undefined : { ticketId: last.ticketId, agentId: last.agentId };
}

export interface ThreadMail extends Thread {
  messageId: string;
  /** Of a mail of ours; left out for one that came. */
  mailId?: number;
}

/**
 * Adds mails to the conversations about their tickets, so that later answers name them in References. One that is there already stays
 * as it is; a Message-ID that no header could repeat is left out.
 */
export async function rememberMails(tx: Ctx, mails: readonly ThreadMail[]): Promise<void> {
  const end = tx.database.kind === "sqlite" ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE id = id";
  await insertRows(
    tx.db,
    "thread_messages",
    mails
      .filter(({ messageId }) => isMessageId(messageId))
      .map(({ ticketId, agentId, messageId, mailId }) => ({
        ticket_id: ticketId,
        message_id: messageId,
        agent_id: agentId,
        mail_id: mailId ?? null,
        created_at: toDbTime(tx.now()),
      })),
    end,
  );
}
