import { type Happening, recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { CustomerSource } from "@/server/customers/customer.entity";
import { loadCustomers } from "@/server/customers/customer-row";
import { duplicatesJob } from "@/server/customers/find-duplicates";
import { displayName, splitName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { mergedMeanwhile } from "@/server/customers/merging/signposts";
import { inShortTransaction, isDuplicateKey } from "@/server/db";
import { type Problem, UserError } from "@/server/errors";
import { enqueueJobs, type NewJob } from "@/server/jobs/enqueue-job";
import { organisationNames } from "@/server/organisations/organisations";
import { allow } from "@/server/permissions";
import { checkTags } from "@/server/tags/check-tags";
import { announceTickets } from "@/server/webhooks/announce-tickets";
import { attachToLastComment, checkUploads } from "./attachments";
import { checkAssignee, checkBody, checkSubject } from "./check-ticket";
import { checkSender, type FoundReporter, findOrMakeReporters, type Sender, type SenderText } from "./find-reporter";
import { NoticeKind } from "./notice.entity";
import { newTicketsJob, tellAgent } from "./tell-agents";
import { TicketPriority, TicketSource, TicketStatus } from "./ticket.entity";
import { type BodyFormat, CommentAuthor } from "./ticket-comment.entity";
import { ticketInWords } from "./ticket-row";
import { type Author, insertTickets, type NewTicket, nameOf, recordChanges } from "./write-tickets";

export interface CreateTicket extends SenderText {
  /** A customer of the list; otherwise whoever the e-mail or the mobile belongs to, new customers included. */
  reporterId?: number;
  /** A whole name, as mail headers have one; `firstName` and `lastName` go before it. */
  name?: string | null;
  subject: string;
  body: string;
  /** Plain text when not given. HTML is cut down to what is allowed. */
  bodyFormat?: BodyFormat | null;
  /** Files that the actor has uploaded for the first comment. */
  uploadIds?: readonly string[] | null;
  priority?: TicketPriority | null;
  assigneeId?: number | null;
  tags?: readonly string[] | null;
  /** Left out, the organisation that the reporter belongs to now; null for none. It never changes afterwards. */
  organisationId?: number | null;
  /** Which way it came; by the actor when not given. */
  source?: TicketSource;
}

/** Makes a ticket, and its customer where they are new, in one transaction. Returns its number. */
export async function createTicket(ctx: Ctx, input: CreateTicket): Promise<number> {
  allow(ctx.actor, "ticket.create");
  return againAfterDuplicate(ctx, () => inShortTransaction(ctx, (tx) => createTicketIn(tx, input)));
}

const ATTEMPTS = 5;

/**
 * Two first tickets from one sender at the same moment both find nobody and both make the customer; the database refuses
 * the second (PRODUCT 3.7). By then the first is committed, so the whole runs again and finds the customer there.
 */
export async function againAfterDuplicate<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      // A transaction that somebody else began must be run again by them, from its beginning.
      if (!isDuplicateKey(error) || ctx.isInTransaction || attempt === ATTEMPTS) throw error;
      ctx.log.debug({ attempt }, "somebody else wrote the same key meanwhile, running it again");
    }
  }
}

/** The same in the transaction of another verb, which has checked the actor and runs it within `againAfterDuplicate`. */
export async function createTicketIn(tx: Ctx, input: CreateTicket): Promise<number> {
  const [id = 0] = await createTicketsIn(tx, [input]);
  return id;
}

/** The same for several at once, a handful of statements however many. Their numbers are in the order given. */
export async function createTicketsIn(tx: Ctx, inputs: readonly CreateTicket[]): Promise<number[]> {
  const drafts: Draft[] = [];
  for (const input of inputs) drafts.push(await checkTicket(tx, input));
  const reporters = await reportersOf(tx, drafts);
  const ids = await insertTickets(
    tx,
    drafts.map((draft, at) => newTicket(tx, draft, reporters[at] as FoundReporter)), // There is one for each.
  );
  const written = drafts.map((draft, at) => ({ draft, id: ids[at] ?? 0, found: reporters[at] as FoundReporter }));
  for (const { draft, id } of written) {
    await attachToLastComment(tx, id, draft.uploads);
    if (!draft.assignee) continue;
    const ticket = { id, subject: draft.subject };
    await tellAgent(tx, draft.assignee.id, { kind: NoticeKind.ASSIGNED, ticket, cause: "created" });
  }
  await enqueueJobs(tx, jobsFor(written));
  const beginnings = ids.map((ticketId) => ({ ticketId, changes: [] }));
  await recordChanges(tx, beginnings);
  await announceTickets(tx, "ticket.created", beginnings);
  await recordActivity(tx, written.flatMap(happeningsOf));
  return ids;
}

/** A ticket whose own fields have been checked. */
interface Draft {
  input: CreateTicket;
  source: TicketSource;
  subject: string;
  body: string;
  uploads: Awaited<ReturnType<typeof checkUploads>>;
  tags: ReturnType<typeof checkTags>;
  assignee: Awaited<ReturnType<typeof checkAssignee>>;
  /** Whom it is from: chosen from the list, or somebody to be found or made. */
  from: { chosen: FoundReporter } | { sender: Sender };
}

/** Everything that is wrong is known before anybody is made, so that it is told at once. */
async function checkTicket(tx: Ctx, input: CreateTicket): Promise<Draft> {
  const source = input.source ?? (tx.actor.kind === "token" ? TicketSource.API : TicketSource.AGENT);
  const problems: Problem[] = [];
  const subject = checkSubject(input.subject, problems);
  const body = checkBody(input.body, problems, input.bodyFormat ?? undefined);
  const uploads = await checkUploads(tx, input.uploadIds ?? [], problems);
  const tags = checkTags(input.tags ?? [], problems);
  const assignee = input.assigneeId ? await checkAssignee(tx, input.assigneeId, problems) : undefined;
  await checkOrganisation(tx, input.organisationId, problems);
  const from = await checkFrom(tx, input, problems);
  return { input, source, subject, body, uploads, tags, assignee, from };
}

function newTicket(tx: Ctx, draft: Draft, found: FoundReporter): NewTicket {
  const { input, assignee, source } = draft;
  return {
    subject: draft.subject,
    // Somebody who was given the ticket has taken it.
    status: assignee ? TicketStatus.OPEN : TicketStatus.NEW,
    priority: input.priority ?? TicketPriority.NORMAL,
    reporterId: found.customer.id,
    assigneeId: assignee?.id ?? null,
    organisationId: input.organisationId === undefined ? found.customer.organisationId : input.organisationId,
    source,
    replyEmail: found.replyEmail,
    tags: draft.tags,
    comments: [{ author: authorOf(tx, source, found), body: draft.body, bodyFormat: input.bodyFormat ?? undefined }],
  };
}

interface Written {
  draft: Draft;
  id: number;
  found: FoundReporter;
}

/** What is to be done for them afterwards. */
function jobsFor(written: readonly Written[]): NewJob[] {
  const customerIds = written.flatMap(({ found }) => (found.isNew ? [found.customer.id] : []));
  const ticketIds = written.flatMap(({ draft, id }) => (draft.assignee ? [] : [id]));
  return [
    ...(customerIds.length > 0 ? [duplicatesJob({ customerIds })] : []),
    ...(ticketIds.length > 0 ? [newTicketsJob(ticketIds)] : []),
  ];
}

function happeningsOf({ draft: { subject }, id, found }: Written): Happening[] {
  const ticket = { field: "ticket", from: null, to: ticketInWords({ id, subject }) };
  return [
    ...found.happenings.map((happening) => ({
      ...happening,
      // A restored customer is there again because of this ticket; the timeline says so.
      changes: happening.action === "customer.restored" ? [...happening.changes, ticket] : happening.changes,
      customerId: found.customer.id,
      ticketId: id,
    })),
    { customerId: found.customer.id, action: "ticket.created", changes: [ticket], ticketId: id },
  ];
}

async function checkOrganisation(tx: Ctx, id: number | null | undefined, problems: Problem[]): Promise<void> {
  if (id == null || (await organisationNames(tx, [id])).has(id)) return;
  problems.push({ path: "organisationId", code: "INVALID", message: "Choose an organisation from the list." });
}

async function checkFrom(tx: Ctx, input: CreateTicket, problems: Problem[]): Promise<Draft["from"]> {
  if (input.reporterId !== undefined) {
    const chosen = await chosenReporter(tx, input.reporterId, problems);
    if (!chosen || problems.length > 0) throw new UserError(problems);
    return { chosen };
  }
  const split = splitName(input.name);
  const sender = await checkSender(
    tx,
    { ...input, firstName: input.firstName || split.firstName, lastName: input.lastName || split.lastName },
    problems,
  );
  if (problems.length > 0) throw new UserError(problems);
  return { sender };
}

async function reportersOf(tx: Ctx, drafts: readonly Draft[]): Promise<FoundReporter[]> {
  const writers = drafts.flatMap(({ from, source }) =>
    "sender" in from ? [{ sender: from.sender, source: CUSTOMER_SOURCES[source] }] : [],
  );
  const found = await findOrMakeReporters(tx, writers);
  return drafts.map(({ from, source }) => {
    const reporter = "chosen" in from ? from.chosen : (found.shift() as FoundReporter); // One for each writer.
    if (reporter.customer.isBlocked) refuseBlocked(tx, reporter, source);
    return reporter;
  });
}

const CUSTOMER_SOURCES: Record<TicketSource, CustomerSource> = {
  [TicketSource.AGENT]: CustomerSource.AGENT,
  [TicketSource.PORTAL]: CustomerSource.PORTAL,
  [TicketSource.EMAIL]: CustomerSource.EMAIL,
  [TicketSource.API]: CustomerSource.API,
};

async function chosenReporter(tx: Ctx, id: number, problems: Problem[]): Promise<FoundReporter | undefined> {
  const customer = await pickableCustomer(tx, id, problems);
  if (!customer) return undefined;
  return { customer, replyEmail: null, happenings: [] };
}

/** A customer who can be chosen as reporter, locked. Deleted ones cannot (PRODUCT S12). */
export async function pickableCustomer(tx: Ctx, id: number, problems: Problem[]) {
  await lockCustomers(tx, [id]);
  const [customer] = await loadCustomers(tx.db, [id]);
  if (customer && !customer.isDeleted) return customer;
  if (customer?.mergedIntoId) throw await mergedMeanwhile(tx, customer.mergedIntoId, "reporterId");
  problems.push({
    path: "reporterId",
    code: "INVALID",
    message: customer
      ? `${displayName(customer)} is deleted. Restore them first, or choose another customer.`
      : "Choose a customer from the list.",
    customerId: customer?.id,
  });
  return undefined;
}

/** Nothing was wrong with the ticket but who it is from. */
export class BlockedReporter extends UserError {
  constructor(readonly customer: FoundReporter["customer"]) {
    const message = "This customer is blocked. An agent can unblock them, or write the ticket down.";
    super("reporterId", message, { customerId: customer.id });
  }
}

/**
 * An agent who writes a ticket down for a blocked customer, or makes one of their mail, has decided to hear them. What comes by
 * itself is not taken: mail and the public form wait in quarantine before they get here, what a program sends after it.
 */
function refuseBlocked({ actor }: Ctx, { customer }: FoundReporter, source: TicketSource): void {
  if (source === TicketSource.AGENT || actor.kind === "agent") return;
  throw new BlockedReporter(customer);
}

/** What an agent writes down is the agent's; what comes by portal, mail or API is what the reporter wrote. */
function authorOf(tx: Ctx, source: TicketSource, { customer }: FoundReporter): Author {
  if (source !== TicketSource.AGENT) {
    return { kind: CommentAuthor.CUSTOMER, id: customer.id, name: displayName(customer) };
  }
  return actingAuthor(tx);
}

/** Whoever acts, as the author of a comment. */
export function actingAuthor({ actor }: Pick<Ctx, "actor">): Author {
  return actor.kind === "agent"
    ? { kind: CommentAuthor.AGENT, id: actor.id, name: actor.name }
    : { kind: CommentAuthor.SYSTEM, id: null, name: nameOf(actor) };
}
