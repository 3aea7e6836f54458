import { holdActingCustomer } from "@/server/accounts/hold-acting-customer";
import type { HubLimits } from "@/server/accounts/hub-limits";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { DeniedError, notFound, type Problem, UserError } from "@/server/errors";
import { signedInCustomer } from "@/server/permissions";
import { writeComment } from "./add-comment";
import { attachToLastComment, checkUploads } from "./attachments";
import { statusInWords, writeChange } from "./change-ticket";
import { checkBody } from "./check-ticket";
import { createTicketIn } from "./create-ticket";
import { findHubTicket } from "./hub-tickets";
import { NoticeKind } from "./notice.entity";
import { onceSubmitted } from "./once-submitted";
import { tellWhoeverWorks } from "./tell-agents";
import { TicketSource, TicketStatus } from "./ticket.entity";
import { CommentAuthor } from "./ticket-comment.entity";
import { selectTickets, type TicketRow } from "./ticket-row";
import { interactInHub, mayCreateFor } from "./visible-tickets";

/** What a customer writes: plain text, and the files that they have uploaded for it. */
interface Written {
  body: string;
  uploadIds?: readonly string[] | null;
  /** See `onceSubmitted`. */
  submissionKey?: string | null;
}

export interface CreateHubTicket extends Written {
  subject: string;
  /** The organisation that it is for; the customer themselves when not given. It never changes afterwards. */
  organisationId?: number | null;
}

/** Makes a ticket of the customer who is signed in to the Hub, and returns its number. */
export async function createHubTicket(ctx: Ctx, limits: HubLimits, input: CreateHubTicket): Promise<number> {
  const { id } = signedInCustomer(ctx.actor);
  await limits.take("request", id);
  return onceSubmitted(ctx, input.submissionKey, async (tx) => {
    await holdActingCustomer(tx);
    const organisationId = input.organisationId ?? null;
    if (organisationId !== null) await mayCreateFor(tx, organisationId);
    const { subject, body, uploadIds } = input;
    // For oneself it stands on no organisation: whoever has a grant for the reporter's own one would see it.
    const ticket = { subject, body, uploadIds, organisationId, reporterId: id, source: TicketSource.PORTAL };
    return createTicketIn(tx, ticket);
  });
}

/** Writes what the customer answers. It is the desk's turn again: whatever is not new opens. Returns the ticket's number. */
export async function replyInHub(ctx: Ctx, limits: HubLimits, input: Written & { number: number }): Promise<number> {
  const { id, name } = signedInCustomer(ctx.actor);
  await limits.take("reply", id);
  return onceSubmitted(ctx, input.submissionKey, async (tx) => {
    await holdActingCustomer(tx);
    const ticket = await holdTicket(tx, input.number);
    const problems: Problem[] = [];
    const body = checkBody(input.body, problems);
    const uploads = await checkUploads(tx, input.uploadIds ?? [], problems);
    if (problems.length > 0) throw new UserError(problems);
    const status = ticket.status === TicketStatus.NEW ? ticket.status : TicketStatus.OPEN;
    await writeComment(tx, ticket, { author: { kind: CommentAuthor.CUSTOMER, id, name }, body }, status);
    await attachToLastComment(tx, ticket.id, uploads);
    return ticket.id;
  });
}

/** The customer has what they wanted. Nothing happens to a ticket that is closed already. */
export async function closeInHub(ctx: Ctx, limits: HubLimits, number: number): Promise<number> {
  return setStatusInHub(ctx, limits, number, TicketStatus.CLOSED);
}

/** The customer has not. Nothing happens to a ticket that is not closed. */
export async function reopenInHub(ctx: Ctx, limits: HubLimits, number: number): Promise<number> {
  return setStatusInHub(ctx, limits, number, TicketStatus.OPEN);
}

async function setStatusInHub(
  ctx: Ctx,
  limits: HubLimits,
  number: number,
  status: TicketStatus.CLOSED | TicketStatus.OPEN,
): Promise<number> {
  const customer = signedInCustomer(ctx.actor);
  await limits.take("reply", customer.id);
  await inTransaction(ctx, async (tx) => {
    await holdActingCustomer(tx);
    const ticket = await holdTicket(tx, number);
    const closes = status === TicketStatus.CLOSED;
    if ((ticket.status === TicketStatus.CLOSED) === closes) return;
    const change = { field: "status", from: statusInWords(ticket.status), to: statusInWords(status) };
    await writeChange(tx, ticket, { ...ticket, status }, [change]);
    const cause = `version ${ticket.version + 1}`;
    const kind = closes ? NoticeKind.CLOSED : NoticeKind.REOPENED;
    const by = { id: customer.id, name: customer.name };
    await tellWhoeverWorks(tx, ticket, { kind, cause, by, concernsAll: !closes });
  });
  return number;
}

/**
 * A ticket that the customer may act on, held until the transaction ends.
 * @throws DeniedError NOT_FOUND for one that they do not see, whether there is one or not; FORBIDDEN for one that they only see
 */
async function holdTicket(tx: Ctx, number: number): Promise<TicketRow> {
  const may = interactInHub(tx);
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [ticket] = await selectTickets(tx.db, `WHERE t.id = ? AND ${may.sql} ${hold}`, [number, ...may.parameters]);
  if (ticket) return ticket;
  if (await findHubTicket(tx, number)) throw new DeniedError("FORBIDDEN", "You can read this request, not answer it.");
  throw notFound("request");
}
