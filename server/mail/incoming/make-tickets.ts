import type { Ctx } from "@/server/ctx";
import { ownersOf } from "@/server/customers/customer-row";
import { placeholders } from "@/server/db";
import { createTicketsIn } from "@/server/tickets/create-ticket";
import { TicketSource } from "@/server/tickets/ticket.entity";
import { selectTickets, type TicketRow } from "@/server/tickets/ticket-row";
import { queueReceipts } from "../queue-receipt";
import { isOwnAddress, ticketOfToken } from "../reply-address";
import { namesOwnMail, rememberMails } from "../threads";
import { IncomingStatus } from "./incoming-mail.entity";
import { becomeLastComments, type MailAtHand } from "./incoming-row";
import type { ReadMail } from "./read-mail";
import { type Sender, senderOf } from "./sender";

/** What a comment says of a mail. */
export const said = (mail: ReadMail): string =>
  mail.said || (mail.files.length > 0 ? "[This mail has no text, only files.]" : "[This mail has no text.]");

/**
 * Those of these mails of which nothing can become but a new ticket, with their senders: from a person, who is neither an agent nor
 * blocked, and without anything of ours that it could answer. Looked up together; the others are decided one by one.
 */
export async function surelyTickets(tx: Ctx, mails: readonly MailAtHand[]): Promise<Map<number, Sender>> {
  const candidates = mails.flatMap(({ id, mail }) => {
    const from = senderOf(tx, mail);
    if (mail.form || !from || mail.isAutomatic || mail.bounce || isOwnAddress(tx.config, from.address)) return [];
    return mail.recipients.some((address) => ticketOfToken(tx.config, address)) ? [] : [{ id, mail, from }];
  });
  const keys = [...new Set(candidates.map(({ from }) => from.key))];
  const others = await othersThanNewcomers(tx, keys);
  const answers = await namesOwnMail(
    tx,
    candidates.map(({ mail }) => mail.references),
  );
  return new Map(candidates.flatMap(({ id, from }, at) => (others.has(from.key) || answers[at] ? [] : [[id, from]])));
}

/** Of these addresses those of agents and of blocked customers. */
async function othersThanNewcomers(tx: Ctx, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const agents: { email_key: string }[] = await tx.db.query(
    `SELECT email_key FROM agents WHERE email_key IN ${placeholders(keys.length)}`,
    [...keys],
  );
  const others = new Set(agents.map(({ email_key }) => email_key));
  const owners = await ownersOf(tx.db, "email", keys);
  if (owners.size === 0) return others;
  const ids = [...new Set(owners.values())];
  const blocked: { id: number }[] = await tx.db.query(
    `SELECT id FROM customers WHERE is_blocked = 1 AND id IN ${placeholders(ids.length)}`,
    ids,
  );
  const blockedIds = new Set(blocked.map(({ id }) => id));
  for (const [key, id] of owners) if (blockedIds.has(id)) others.add(key);
  return others;
}

interface TicketOrder {
  atHand: MailAtHand;
  /** Left out for a form that gives a mobile only. */
  from?: Pick<Sender, "name" | "address">;
}

/** Makes the tickets of mails and tells their senders: a handful of statements however many. Their numbers are in the order given. */
export async function makeTickets(tx: Ctx, orders: readonly TicketOrder[]): Promise<number[]> {
  if (orders.length === 0) return [];
  const ids = await createTicketsIn(tx, orders.map(draftOf));
  const made = orders.map((order, at) => ({ ...order, ticketId: ids[at] ?? 0 }));
  await becomeLastComments(
    tx,
    made.map(({ atHand, ticketId }) => ({ mail: atHand, became: { ticketId, status: IncomingStatus.TICKET } })),
  );
  await rememberMails(
    tx,
    made.flatMap(({ atHand, ticketId }) =>
      atHand.mail.messageId ? [{ ticketId, agentId: null, messageId: atHand.mail.messageId }] : [],
    ),
  );
  await tellSenders(tx, made);
  return ids;
}

function draftOf({ atHand: { mail }, from }: TicketOrder) {
  const subject = Array.from(mail.subject.replace(/[\p{Cc}\s]+/gu, " ").trim())
    .slice(0, 250)
    .join("");
  return {
    email: from?.address,
    mobile: mail.form?.mobile,
    name: Array.from(from?.name ?? mail.form?.name ?? "")
      .slice(0, 100)
      .join(""),
    subject: subject || "(no subject)",
    body: said(mail),
    source: sourceOf(mail),
  };
}

function sourceOf({ form }: ReadMail): TicketSource {
  if (!form) return TicketSource.EMAIL;
  return form.isByProgram ? TicketSource.API : TicketSource.PORTAL;
}

async function tellSenders(tx: Ctx, made: readonly (TicketOrder & { ticketId: number })[]): Promise<void> {
  // Nobody who writes by a program gets a receipt.
  const told = made.filter(({ atHand: { mail } }) => !mail.isAutomatic && !mail.form?.isByProgram);
  if (told.length === 0) return;
  const ids = told.map(({ ticketId }) => ticketId);
  const tickets = await selectTickets(tx.db, `WHERE t.id IN ${placeholders(ids.length)}`, ids);
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  await queueReceipts(
    tx,
    told.flatMap(({ ticketId, from, atHand }) => {
      const ticket = byId.get(ticketId);
      return ticket && from ? [{ ticket: atHand.mail.form ? unsaid(ticket) : ticket, address: from.address }] : [];
    }),
  );
}

/** Anybody can type anybody's address into the form: the receipt must not carry a word of theirs there. */
const unsaid = (ticket: TicketRow): TicketRow => ({ ...ticket, subject: "Your request" });
