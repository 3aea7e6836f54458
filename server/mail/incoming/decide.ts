import type { Ctx } from "@/server/ctx";
import { ownersOf } from "@/server/customers/customer-row";
import { parseEmail } from "@/server/customers/identity/email-key";
import { parseMobile } from "@/server/customers/identity/mobile-key";
import { type Actor, isAllowed, ROLE_PERMISSIONS, type Role } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { addComment, addReply } from "@/server/tickets/add-comment";
import { takesPart } from "@/server/tickets/takes-part";
import { findTicket, type TicketRow } from "@/server/tickets/ticket-row";
import { noteBounce } from "../note-bounce";
import { isOwnAddress, type Thread, ticketOfToken } from "../reply-address";
import { rememberMails, ticketOfReferences } from "../threads";
import { IncomingStatus, QuarantineReason } from "./incoming-mail.entity";
import { becomeLastComment, holdMail, type MailAtHand, noteBounced, quarantine } from "./incoming-row";
import { makeTickets, said } from "./make-tickets";
import type { ReadMail } from "./read-mail";
import type { RequestForm } from "./request-form";
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
  if (mail.form) return takeForm({ ...tx, actor: mail.form.isByProgram ? API : HUB }, atHand, mail.form, wait);
  const thread = await threadOf(tx, mail);
  const ticket = thread && (await findTicket(tx, thread.ticketId));
  if (mail.bounce) return takeBounce(tx, atHand, wait);

  const from = senderOf(tx, mail);
  if (!from) return wait(mail.isAutomatic ? QuarantineReason.AUTOMATIC : QuarantineReason.NO_SENDER);
  const ownerId = (await ownersOf(tx.db, "email", [from.key])).get(from.key);
  // Our own address proves nothing: anybody can write it into From.
  if (isOwnAddress(tx.config, from.address)) return wait(QuarantineReason.AUTOMATIC);
  const writerId = ticket && (await writerOf(tx, ticket, from, ownerId));
  if (mail.isAutomatic) {
    // Our reply address and references get passed on: whoever holds them writes nothing into a ticket that is not theirs.
    if (!ticket || writerId === undefined) return wait(QuarantineReason.AUTOMATIC);
    return note(tx, atHand, {
      ticketId: ticket.id,
      body: `An automatic answer from ${from.address}:\n\n${said(mail)}`,
    });
  }
  const agent = await agentOf(tx, from.key);
  // Who was an agent and is a customer meanwhile writes as one.
  if (agent && (agent.isActive || ownerId === undefined)) {
    const isTheirs =
      agent.isActive && ticket && thread.isToken && thread.agentId === agent.id && isAllowed(agent, "ticket.edit");
    if (!isTheirs) return wait(QuarantineReason.AGENT);
    await addComment({ ...tx, actor: agent }, { ticketId: ticket.id, body: said(mail) });
    await became(tx, atHand, { ticketId: ticket.id, status: IncomingStatus.COMMENT, agentId: agent.id });
    return TOOK;
  }
  if (ownerId !== undefined && (await isBlocked(tx, ownerId))) return wait(QuarantineReason.BLOCKED);
  if (ticket && writerId !== undefined) {
    if (await isBlocked(tx, writerId)) return wait(QuarantineReason.BLOCKED);
    await addReply(tx, { ticketId: ticket.id, customerId: writerId, body: said(mail) });
    await became(tx, atHand, { ticketId: ticket.id, status: IncomingStatus.COMMENT });
    return TOOK;
  }
  await makeTicket(tx, atHand, { from, mentions: ticket });
  return TOOK;
}

type Wait = (reason: QuarantineReason) => Promise<Decided>;

const HUB: Actor = { kind: "system", name: "customer hub" };
const API: Actor = { kind: "system", name: "API" };

/** What was written in the public form has no thread to answer; whose ticket it becomes is as with a mail. */
async function takeForm(tx: Ctx, atHand: MailAtHand, form: RequestForm, wait: Wait): Promise<Decided> {
  const from = senderOf(tx, atHand.mail);
  if (form.isAutomatic || (from && isOwnAddress(tx.config, from.address))) return wait(QuarantineReason.AUTOMATIC);
  const { defaultCountry } = await readSettings(tx);
  const mobile = form.mobile ? parseMobile(form.mobile, defaultCountry) : undefined;
  const byEmail = from && (await ownersOf(tx.db, "email", [from.key])).get(from.key);
  const byMobile = mobile?.ok ? (await ownersOf(tx.db, "mobile", [mobile.key])).get(mobile.key) : undefined;
  const agent = from && (await agentOf(tx, from.key));
  if (agent && (agent.isActive || byEmail === undefined)) return wait(QuarantineReason.AGENT);
  const ownerId = byEmail ?? byMobile;
  if (ownerId !== undefined && (await isBlocked(tx, ownerId))) return wait(QuarantineReason.BLOCKED);
  await makeTicket(tx, atHand, { from });
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

/** The customer as whom the sender writes to the ticket; undefined when they take no part in it. */
async function writerOf(
  tx: Ctx,
  ticket: TicketRow,
  from: Sender,
  ownerId: number | undefined,
): Promise<number | undefined> {
  const reply = ticket.replyEmail === null ? undefined : parseEmail(ticket.replyEmail);
  if (reply?.ok && reply.key === from.key) return ticket.reporterId;
  return ownerId !== undefined && (await takesPart(tx, ticket, ownerId)) ? ownerId : undefined;
}

/** Makes the ticket of a mail or of a form, and tells its sender. */
export async function makeTicket(
  tx: Ctx,
  atHand: MailAtHand,
  { from, mentions }: { from?: Pick<Sender, "name" | "address">; mentions?: TicketRow },
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

/** RFC 3464, 2.3.3; everything else came back. */
const REPORTED: Record<string, string> = {
  delayed: "is delayed",
  delivered: "was delivered",
  relayed: "was passed on to a mail server that does not report what becomes of it",
  expanded: "was delivered to a list",
};

async function takeBounce(tx: Ctx, atHand: MailAtHand, wait: Wait): Promise<Decided> {
  const { bounce } = atHand.mail;
  const own = bounce && (await noteBounce(tx, bounce));
  if (!own) return wait(QuarantineReason.AUTOMATIC);
  if (own.ticketId !== null && own.agentId === null && (await findTicket(tx, own.ticketId))) {
    const why = [bounce?.status, bounce?.diagnostic].filter(Boolean).join(" ");
    const what = REPORTED[bounce?.action ?? ""] ?? "came back";
    return note(tx, atHand, { ticketId: own.ticketId, body: `The mail to ${own.address} ${what}. ${why}`.trim() });
  }
  await noteBounced(tx, atHand);
  return LEFT;
}

type AgentActor = Extract<Actor, { kind: "agent" }>;

/** Also one who has no access any more: their address is still no customer's (PRODUCT 3.10). */
async function agentOf(tx: Ctx, key: string): Promise<(AgentActor & { isActive: boolean }) | undefined> {
  const [row]: { id: number; name: string; role: Role; is_active: number }[] = await tx.db.query(
    "SELECT id, name, role, is_active FROM agents WHERE email_key = ?",
    [key],
  );
  if (!row) return undefined;
  const { id, name, role } = row;
  return { kind: "agent", id, name, role, permissions: new Set(ROLE_PERMISSIONS[role]), isActive: row.is_active === 1 };
}

async function isBlocked(tx: Ctx, customerId: number): Promise<boolean> {
  const [row]: { is_blocked: number }[] = await tx.db.query("SELECT is_blocked FROM customers WHERE id = ?", [
    customerId,
  ]);
  return row?.is_blocked === 1;
}
