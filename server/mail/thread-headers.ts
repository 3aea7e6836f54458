import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import type { Thread } from "./reply-address";

/** The first and the last of a conversation: mail programs want no more, and a line has an end (RFC 5322, 2.1.1). */
const KEPT_FIRST = 1;
const KEPT_LAST = 9;
const MAX_LENGTH = 900;

interface Known {
  ticket_id: number;
  agent_id: number | null;
  message_id: string;
  mail_id: number | null;
}

export type ThreadHeaders = Partial<Record<"In-Reply-To" | "References", string>>;

/** A mail of ours that is to go into a conversation. */
export interface MailOfThread extends Thread {
  mailId: number;
}

/** By mail id: what it names, so that mail programs show it with the others. */
export async function threadHeaders(ctx: Ctx, mails: readonly MailOfThread[]): Promise<Map<number, ThreadHeaders>> {
  const ticketIds = [...new Set(mails.map((mail) => mail.ticketId))];
  if (ticketIds.length === 0) return new Map();
  // Agents' notices are a conversation with each of them; 0 is the one with the customer.
  const rows: Known[] = await ctx.db.query(
    `SELECT ticket_id, agent_id, message_id, mail_id FROM (
        SELECT id, ticket_id, agent_id, message_id, mail_id,
          ROW_NUMBER() OVER (PARTITION BY ticket_id, COALESCE(agent_id, 0) ORDER BY id) AS from_start,
          ROW_NUMBER() OVER (PARTITION BY ticket_id, COALESCE(agent_id, 0) ORDER BY id DESC) AS from_end
        FROM thread_messages WHERE ticket_id IN ${placeholders(ticketIds.length)}
      ) numbered WHERE from_start <= ? OR from_end <= ? ORDER BY id`,
    [...ticketIds, KEPT_FIRST, KEPT_LAST],
  );
  const conversations = new Map<string, Known[]>();
  for (const row of rows) {
    const key = keyOf({ ticketId: row.ticket_id, agentId: row.agent_id });
    conversations.set(key, [...(conversations.get(key) ?? []), row]);
  }
  // A mail that is sent again is there already, and answers itself no more than any other does.
  const earlier = (mail: MailOfThread) =>
    (conversations.get(keyOf(mail)) ?? []).filter((message) => message.mail_id !== mail.mailId);
  return new Map(mails.map((mail) => [mail.mailId, headersOf(earlier(mail))]));
}

const keyOf = ({ ticketId, agentId }: Thread): string => `${ticketId} ${agentId ?? 0}`;

function headersOf(messages: readonly Known[]): ThreadHeaders {
  // Where the provider gave a mail of ours another Message-ID, that is the one which people have.
  const named = messages.filter(
    ({ mail_id }, index) => mail_id === null || !messages.slice(index + 1).some((later) => later.mail_id === mail_id),
  );
  const answered = named.findLast((message) => message.mail_id === null) ?? named.at(-1);
  if (!answered) return {};
  const ids = named.map((message) => message.message_id);
  while (ids.join(" ").length > MAX_LENGTH) ids.splice(1, 1);
  return { "In-Reply-To": answered.message_id, References: ids.join(" ") };
}
