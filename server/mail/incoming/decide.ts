import type { Ctx } from "@/server/ctx";
import { ownersOf } from "@/server/customers/customer-row";
import { parseEmail } from "@/server/customers/identity/email-key";
import { type Actor, isAllowed, ROLE_PERMISSIONS, type Role } from "@/server/permissions";
import { addComment, addReply } from "@/server/tickets/add-comment";
import { findTicket, type TicketRow } from "@/server/tickets/ticket-row";
import { noteBounce } from "../note-bounce";
import { isOwnAddress, type Thread, ticketOfToken } from "../reply-address";
import { rememberMails, ticketOfReferences } from "../threads";
import { IncomingStatus, QuarantineReason } from "./incoming-mail.entity";
import { becomeLastComment, holdMail, type MailAtHand, noteBounced, quarantine } from "./incoming-row";
import { makeTickets, said } from "./make-tickets";
import type { ReadMail } from "./read-mail";
import { type Sender, senderOf } from "./sender";

interface Decided {
  tookFiles: boolean;
  result: undefined;
}
const TOOK: Decided = { tookFiles: true, result: undefined };
const LEFT: Decided = { tookFiles: false, result: undefined };

/** What becomes of a mail (PRODUCT 3.5 to 3.10), in one transaction with what is made of it. */
export async function decide(tx: Ctx, atHand: MailAtHand): Promise<Decided> {
  const { id, mail } = atHand;
  if ((await holdMail(tx, id)) !== IncomingStatus.RECEIVED) return LEFT;
  const wait = async (reason: QuarantineReason) => {
    await quarantine(tx, id, reason, mail);
    return LEFT;
  };
  const thread = await threadOf(tx, mail);
  const ticket = thread && (await findTicket(tx, thread.ticketId));
  if (mail.bounce) return takeBounce(tx, atHand, wait);

  const from = senderOf(tx, mail);
  if (!from) return wait(mail.isAutomatic ? QuarantineReason.AUTOMATIC : QuarantineReason.NO_SENDER);
  const ownerId = (await ownersOf(tx.db, "email", [from.key])).get(from.key);
  const isOurs = isOwnAddress(tx.config, from.address);
  if (mail.isAutomatic || isOurs) {
    // Our address and references get passed on: whoever holds them writes nothing into a ticket that is not theirs.
    if (!ticket || !(isOurs || takesPart(ticket, from, ownerId))) return wait(QuarantineReason.AUTOMATIC);
    return note(tx, atHand, {
      ticketId: ticket.id,
      body: `An automatic answer from ${from.address}:\n\n${said(mail)}`,
    });
  }
  const agent = await agentOf(tx, from.key);
  if (agent) {
    const isTheirs = ticket && thread.isToken && thread.agentId === agent.id && isAllowed(agent, "ticket.edit");
    if (!isTheirs) return wait(QuarantineReason.AGENT);
    await addComment({ ...tx, actor: agent }, { ticketId: ticket.id, body: said(mail) });
    await became(tx, atHand, { ticketId: ticket.id, status: IncomingStatus.COMMENT, agentId: agent.id });
    return TOOK;
  }
  if (ownerId !== undefined && (await isBlocked(tx, ownerId))) return wait(QuarantineReason.BLOCKED);
  if (ticket && takesPart(ticket, from, ownerId)) {
    if (await isBlocked(tx, ticket.reporterId)) return wait(QuarantineReason.BLOCKED);
    await addReply(tx, { ticketId: ticket.id, customerId: ticket.reporterId, body: said(mail) });
    await became(tx, atHand, { ticketId: ticket.id, status: IncomingStatus.COMMENT });
    return TOOK;
  }
  await makeTicket(tx, atHand, { from, mentions: ticket });
  return TOOK;
}

async function threadOf(tx: Ctx, mail: ReadMail): Promise<(Thread & { isToken: boolean }) | undefined> {
  for (const address of mail.recipients) {
    const thread = ticketOfToken(tx.config, address);
    if (thread) return { ...thread, isToken: true };
  }
  const thread = await ticketOfReferences(tx, mail.references);
  return thread && { ...thread, isToken: false };
}

const takesPart = (ticket: TicketRow, from: Sender, ownerId: number | undefined): boolean => {
  const reply = ticket.replyEmail === null ? undefined : parseEmail(ticket.replyEmail);
  return ownerId === ticket.reporterId || (reply?.ok === true && reply.key === from.key);
};

/** Makes the ticket of a mail and tells its sender. */
export async function makeTicket(
  tx: Ctx,
  atHand: MailAtHand,
  { from, mentions }: { from: Pick<Sender, "name" | "address">; mentions?: TicketRow },
): Promise<number> {
  const [ticketId = 0] = await makeTickets(tx, [{ atHand, from }]);
  if (mentions) {
    const body = `This mail answers ticket #${mentions.id}, in which its sender takes no part.`;
    await addComment(tx, { ticketId, body, isInternal: true });
  }
  return ticketId;
}

async function became(
  tx: Ctx,
  atHand: MailAtHand,
  {
    agentId = null,
    ...rest
  }: { ticketId: number; status: IncomingStatus.TICKET | IncomingStatus.COMMENT; agentId?: number | null },
): Promise<void> {
  await becomeLastComment(tx, atHand, rest);
  const { messageId } = atHand.mail;
  if (messageId) await rememberMails(tx, [{ ticketId: rest.ticketId, agentId, messageId }]);
}

async function note(
  tx: Ctx,
  atHand: MailAtHand,
  { ticketId, body }: { ticketId: number; body: string },
): Promise<Decided> {
  await addComment(tx, { ticketId, body, isInternal: true });
  await becomeLastComment(tx, atHand, { ticketId, status: IncomingStatus.NOTE });
  return TOOK;
}

async function takeBounce(
  tx: Ctx,
  atHand: MailAtHand,
  wait: (reason: QuarantineReason) => Promise<Decided>,
): Promise<Decided> {
  const { bounce } = atHand.mail;
  const own = bounce && (await noteBounce(tx, bounce));
  if (!own) return wait(QuarantineReason.AUTOMATIC);
  if (own.ticketId !== null && own.agentId === null && (await findTicket(tx, own.ticketId))) {
    const why = [bounce?.status, bounce?.diagnostic].filter(Boolean).join(" ");
    const what = bounce?.action === "delayed" ? "is delayed" : "came back";
    return note(tx, atHand, { ticketId: own.ticketId, body: `The mail to ${own.address} ${what}. ${why}`.trim() });
  }
  await noteBounced(tx, atHand);
  return LEFT;
}

async function agentOf(tx: Ctx, key: string): Promise<Extract<Actor, { kind: "agent" }> | undefined> {
  const [row]: { id: number; name: string; role: Role }[] = await tx.db.query(
    "SELECT id, name, role FROM agents WHERE email_key = ? AND is_active = 1",
    [key],
  );
  return row && { kind: "agent", ...row, permissions: new Set(ROLE_PERMISSIONS[row.role]) };
}

async function isBlocked(tx: Ctx, customerId: number): Promise<boolean> {
  const [row]: { is_blocked: number }[] = await tx.db.query("SELECT is_blocked FROM customers WHERE id = ?", [
    customerId,
  ]);
  return row?.is_blocked === 1;
}
