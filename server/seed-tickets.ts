import { fakerEN_GB } from "@faker-js/faker";
import { recordActivity } from "./activity/record-activity";
import type { Ctx } from "./ctx";
import { type CustomerRow, selectCustomers } from "./customers/customer-row";
import { displayName } from "./customers/identity/person-name";
import { lockCustomers } from "./customers/lock-customers";
import { inTransaction, toDbTime } from "./db";
import { TicketPriority, TicketSource, TicketStatus } from "./tickets/ticket.entity";
import { CommentAuthor } from "./tickets/ticket-comment.entity";
import { type AssignableAgent, listAssignableAgents } from "./tickets/ticket-parts";
import { ticketInWords } from "./tickets/ticket-row";
import { insertTickets, type NewComment, type NewTicket } from "./tickets/write-tickets";

const BATCH = 500;
const HOUR = 3_600_000;
/** From the newest ticket to the oldest. */
const DAYS = 60;

const SUBJECTS = [
  "Cannot sign in since this morning",
  "Invoice shows the wrong address",
  "Printer on the second floor prints blank pages",
  "How do I export my orders?",
  "Delivery arrived damaged",
  "Please cancel my subscription",
  "Password reset mail does not arrive",
  "Question about the new price list",
  "App closes when I open a photo",
  "Two of our colleagues need access",
  "Refund for last month",
  "Slow loading on the reports page",
];
const ANSWERS = [
  "Thank you for writing. I am looking into it and will come back to you today.",
  "Could you send us a screenshot of what you see?",
  "This is mended now. Please try again, and tell us if it is not.",
];
const REPLIES = [
  "Thank you, that helped!",
  "It still happens, I am afraid.",
  "Here is what I see: the page stays empty.",
];
const NOTES = ["Same as last week's; the fix goes out tomorrow.", "Called them, nobody answered."];
const TAGS = ["billing", "delivery", "sign-in", "vip", "how-to"].map((tag) => ({ tag, key: tag }));

/** Makes plausible tickets of the customers that are there, spread over the last weeks. Returns how many. */
export async function seedTickets(ctx: Ctx, input: { tickets: number }): Promise<number> {
  const agents = await listAssignableAgents(ctx);
  let made = 0;
  while (made < input.tickets) {
    const size = Math.min(BATCH, input.tickets - made);
    const reporters = await nextReporters(ctx, made, size);
    if (reporters.length === 0) break;
    const numbers = Array.from({ length: size }, (_, index) => made + index);
    const batch = numbers.map((number) => ticketOf(ctx, number, input.tickets, reporters, agents));
    await inTransaction(ctx, (tx) => writeBatch(tx, batch));
    made += size;
  }
  return made;
}

/** Other customers for each batch, so that many customers have some tickets; from the beginning again when they run out. */
async function nextReporters(ctx: Ctx, made: number, size: number): Promise<CustomerRow[]> {
  const [row]: { customers: number | string }[] = await ctx.db.query(
    "SELECT COUNT(*) AS customers FROM customers WHERE is_deleted = 0",
  );
  const from = made % Math.max(1, Number(row?.customers));
  return selectCustomers(ctx.db, "WHERE c.is_deleted = 0 ORDER BY c.id LIMIT ? OFFSET ?", [size, from]);
}

async function writeBatch(tx: Ctx, batch: readonly NewTicket[]): Promise<void> {
  await lockCustomers(tx, [...new Set(batch.map((ticket) => ticket.reporterId))]);
  const ids = await insertTickets(tx, batch);
  await recordActivity(
    tx,
    batch.map(({ reporterId, subject }, index) => {
      const id = ids[index] ?? 0;
      const changes = [{ field: "ticket", from: null, to: ticketInWords({ id, subject }) }];
      return { customerId: reporterId, action: "ticket.created", changes, ticketId: id };
    }),
  );
}

function ticketOf(
  ctx: Ctx,
  number: number,
  total: number,
  reporters: readonly CustomerRow[],
  agents: readonly AssignableAgent[],
): NewTicket {
  const faker = fakerEN_GB;
  faker.seed(number);
  const reporter = reporters[number % reporters.length] ?? reporters[0];
  if (!reporter) throw new Error("There is no customer to report a ticket.");
  const status = faker.helpers.weightedArrayElement([
    { value: TicketStatus.NEW, weight: 3 },
    { value: TicketStatus.OPEN, weight: 4 },
    { value: TicketStatus.PENDING, weight: 2 },
    { value: TicketStatus.ON_HOLD, weight: 1 },
    { value: TicketStatus.CLOSED, weight: 6 },
  ]);
  const agent = status === TicketStatus.NEW || agents.length === 0 ? undefined : faker.helpers.arrayElement(agents);
  // The last number is the newest, so that numbers rise with time.
  const createdAt = new Date(ctx.now().getTime() - ((total - number) / total) * DAYS * 24 * HOUR);
  return {
    subject: faker.helpers.arrayElement(SUBJECTS),
    status,
    priority: faker.helpers.weightedArrayElement([
      { value: TicketPriority.LOW, weight: 2 },
      { value: TicketPriority.NORMAL, weight: 6 },
      { value: TicketPriority.HIGH, weight: 2 },
      { value: TicketPriority.URGENT, weight: 1 },
    ]),
    reporterId: reporter.id,
    assigneeId: agent?.id ?? null,
    organisationId: reporter.organisationId,
    source: faker.helpers.arrayElement([TicketSource.EMAIL, TicketSource.PORTAL]),
    replyEmail: null,
    tags: faker.helpers.arrayElements(TAGS, { min: 0, max: 2 }),
    comments: conversation(ctx, createdAt, reporter, agent),
    createdAt: toDbTime(createdAt),
  };
}

/** The first message, and for a ticket that somebody works on an answer or a few. */
function conversation(ctx: Ctx, begun: Date, reporter: CustomerRow, agent: AssignableAgent | undefined): NewComment[] {
  const faker = fakerEN_GB;
  const customer = { kind: CommentAuthor.CUSTOMER, id: reporter.id, name: displayName(reporter) };
  const first: NewComment = { author: customer, body: faker.lorem.paragraphs({ min: 1, max: 3 }, "\n\n") };
  const later: NewComment[] = [];
  if (agent) {
    const author = { kind: CommentAuthor.AGENT, id: agent.id, name: agent.name };
    later.push({ author, body: faker.helpers.arrayElement(ANSWERS) });
    if (faker.datatype.boolean(0.5)) later.push({ author: customer, body: faker.helpers.arrayElement(REPLIES) });
    if (faker.datatype.boolean(0.3)) later.push({ author, body: faker.helpers.arrayElement(NOTES), isInternal: true });
  }
  return [first, ...later].map((comment, index) => ({
    ...comment,
    createdAt: toDbTime(new Date(Math.min(begun.getTime() + index * 2.5 * HOUR, ctx.now().getTime()))),
  }));
}
