import type { FieldChange } from "@/server/activity/field-change";
import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { selectCustomers } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { inTransaction } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { checkTags, type Tag } from "@/server/tags/check-tags";
import { priorityInWords, statusInWords, type TicketFields, writeChange } from "./change-ticket";
import { checkAssignee, checkSubject } from "./check-ticket";
import { pickableCustomer } from "./create-ticket";
import { NoticeKind } from "./notice.entity";
import { tellAgent } from "./tell-agents";
import { type TicketPriority, TicketStatus } from "./ticket.entity";
import { agentNames, lastChangeOf, tagsOf } from "./ticket-parts";
import { lockTicket, type TicketRow, ticketInWords } from "./ticket-row";
import { replaceTags } from "./write-tickets";

/** What is left out stays as it is. */
export interface UpdateTicket {
  id: number;
  /** The version that the caller saw; without it the last save wins. */
  version?: number;
  subject?: string | null;
  status?: TicketStatus | null;
  priority?: TicketPriority | null;
  /** Null for nobody. */
  assigneeId?: number | null;
  reporterId?: number | null;
  /** The whole list. */
  tags?: readonly string[] | null;
}

/** Changes a ticket. Whoever saves over a colleague's change is told, and nothing is overwritten. */
export async function updateTicket(ctx: Ctx, input: UpdateTicket): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  await inTransaction(ctx, async (tx) => {
    const before = await lockTicket(tx, input.id);
    if (!before) throw notFound("ticket");
    if (input.version !== undefined && input.version !== before.version) throw await changedMeanwhile(tx, before);

    const problems: Problem[] = [];
    const after = await fieldsAfter(tx, before, input, problems);
    const tags = input.tags ? checkTags(input.tags, problems) : undefined;
    const changes = await differences(tx, before, after, tags);
    if (problems.length > 0) throw new UserError(problems);

    if (tags && changes.some((change) => change.field === "tags")) await replaceTags(tx.db, before.id, tags);
    await writeChange(tx, before, after, changes);
    await tellReporters(tx, before, after, changes);
    await tellAssignee(tx, before, after);
  });
}

async function fieldsAfter(
  tx: Ctx,
  before: TicketRow,
  input: UpdateTicket,
  problems: Problem[],
): Promise<TicketFields> {
  const subject = input.subject == null ? before.subject : checkSubject(input.subject, problems);
  const assigneeId = input.assigneeId === undefined ? before.assigneeId : input.assigneeId;
  const isTaken = assigneeId !== null && assigneeId !== before.assigneeId;
  if (isTaken) await checkAssignee(tx, assigneeId, problems);
  const reporterId = input.reporterId ?? before.reporterId;
  if (reporterId !== before.reporterId) {
    // Both in one go, in the order of ids: their counts change.
    await lockCustomers(tx, [before.reporterId, reporterId]);
    await pickableCustomer(tx, reporterId, problems);
  }
  // Somebody who was given a new ticket has taken it.
  const usual = isTaken && before.status === TicketStatus.NEW ? TicketStatus.OPEN : before.status;
  return {
    subject,
    assigneeId,
    reporterId,
    status: input.status ?? usual,
    priority: input.priority ?? before.priority,
  };
}

/** What changes, in words that stay readable when the agent or the customer is gone. */
async function differences(
  tx: Ctx,
  before: TicketRow,
  after: TicketFields,
  tags: readonly Tag[] | undefined,
): Promise<FieldChange[]> {
  const agents = await agentNames(tx, [before.assigneeId, after.assigneeId]);
  const agent = (id: number | null) => (id === null ? null : (agents.get(id) ?? `agent ${id}`));
  const customers =
    before.reporterId === after.reporterId
      ? []
      : await selectCustomers(tx.db, "WHERE c.id IN (?, ?)", [before.reporterId, after.reporterId]);
  const customer = (id: number) => {
    const row = customers.find((one) => one.id === id);
    return row ? displayName(row) : `customer ${id}`;
  };
  const changes: FieldChange[] = [];
  const compare = <T>(field: string, from: T, to: T, inWords: (value: T) => string | null) => {
    if (from !== to) changes.push({ field, from: inWords(from), to: inWords(to) });
  };
  compare("subject", before.subject, after.subject, (subject) => subject);
  compare("status", before.status, after.status, statusInWords);
  compare("priority", before.priority, after.priority, priorityInWords);
  compare("assignee", before.assigneeId, after.assigneeId, agent);
  compare("reporter", before.reporterId, after.reporterId, customer);
  if (tags) {
    const had = (await tagsOf(tx, [before.id])).get(before.id) ?? [];
    compare("tags", listed(had), listed(tags.map(({ tag }) => tag)), (list) => list || null);
  }
  return changes;
}

const listed = (tags: readonly string[]): string => [...tags].sort().join(", ");

async function tellAssignee(tx: Ctx, before: TicketRow, after: TicketFields): Promise<void> {
  if (after.assigneeId === null || after.assigneeId === before.assigneeId) return;
  const ticket = { id: before.id, subject: after.subject };
  await tellAgent(tx, after.assigneeId, { kind: NoticeKind.ASSIGNED, ticket, cause: `version ${before.version + 1}` });
}

/** Both timelines tell where the ticket went. */
async function tellReporters(
  tx: Ctx,
  before: TicketRow,
  after: TicketFields,
  changes: readonly FieldChange[],
): Promise<void> {
  const change = changes.find(({ field }) => field === "reporter");
  if (!change) return;
  const ticket = { field: "ticket", from: null, to: ticketInWords({ id: before.id, subject: after.subject }) };
  await recordActivity(
    tx,
    [before.reporterId, after.reporterId].map((customerId) => ({
      customerId,
      action: "ticket.reporterChanged" as const,
      changes: [ticket, change],
      ticketId: before.id,
    })),
  );
}

async function changedMeanwhile(tx: Ctx, current: TicketRow): Promise<UserError> {
  const last = await lastChangeOf(tx, current.id);
  const fields = last?.changes.map((change) => change.field).join(", ");
  const what = fields ? ` (${fields})` : "";
  return new UserError(
    "",
    `${last?.actorName || "Somebody"} changed this ticket while you were editing${what}. Look at their changes, then save again.`,
    { code: "CHANGED_MEANWHILE" },
  );
}
