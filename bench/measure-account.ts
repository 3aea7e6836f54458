import { CustomerSource } from "@/server/customers/customer.entity";
import { blankCustomer, insertCustomers } from "@/server/customers/write-customers";
import { inTransaction } from "@/server/db";
import { TicketPriority, TicketSource, TicketStatus } from "@/server/tickets/ticket.entity";
import { CommentAuthor } from "@/server/tickets/ticket-comment.entity";
import { insertTickets } from "@/server/tickets/write-tickets";
import { onDatabase, startDesk, tokenFor } from "./desk";
import type { LoadReport } from "./load";
import { ask, endProcess, runProcess } from "./processes";
import type { DatabaseServer } from "./scratch-database";
import { medians, rounded } from "./statistics";

/** What the account page asks for. */
const ACCOUNT = `query Account($id: ID!) {
  customer(id: $id) {
    id displayName initials email mobile firstName lastName organisation { id name } attributes { name type value }
    isActive hubAccess isBlocked source createdAt updatedAt deletedAt tags notes(first: 5) { nodes { id body } }
    ticketCounts { new open pending onHold closed }
    tickets(first: 10) { nodes { id number subject status createdAt } pageInfo { hasNextPage endCursor } }
    activity(first: 20) { nodes { id action changes { field from to } } pageInfo { hasNextPage endCursor } }
  }
}`;
const FEW = 100;
const SLICE = 1000;

/** How long the account page's document takes for a customer with many tickets, against one with a hundred, in turn. */
export async function measureAccount(
  server: DatabaseServer,
  tickets: number,
  { rounds, seconds, say }: { rounds: number; seconds: number; say: (text: string) => void },
) {
  const database = await server.create();
  const generator = runProcess("bench/load.ts");
  try {
    say(`${server.kind}: making ${tickets} tickets of one customer`);
    const { token, ids } = await onDatabase(database, async (ctx) => {
      const ids = await inTransaction(ctx, (tx) =>
        insertCustomers(
          tx,
          ["many", "few"].map((name) => ({
            ...blankCustomer(CustomerSource.AGENT, { newCustomersHaveHubAccess: true }),
            firstName: name,
            lastName: name,
          })),
        ),
      );
      for (const [index, count] of [tickets, FEW].entries()) {
        for (let done = 0; done < count; done += SLICE) {
          const made = Array.from({ length: Math.min(SLICE, count - done) }, (_, at) =>
            aTicket(ids[index] ?? 0, done + at),
          );
          await inTransaction(ctx, (tx) => insertTickets(tx, made));
        }
      }
      return { token: await tokenFor(ctx), ids };
    });
    const desk = await startDesk(database);
    try {
      const report = (id: number | undefined, length: number) =>
        ask<LoadReport>(generator, {
          url: `${desk.url}/api/graphql`,
          token,
          bodies: [JSON.stringify({ query: ACCOUNT, variables: { id: String(id) } })],
          lengths: [],
          concurrency: 1,
          seconds: length,
          maxRequests: 100_000,
        });
      await checkAnswer(`${desk.url}/api/graphql`, token, String(ids[0]));
      for (const id of ids) await report(id, 3);
      const all: { manyP50Ms: number; fewP50Ms: number; manyP95Ms: number; fewP95Ms: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const [many, few] = [await report(ids[0], seconds), await report(ids[1], seconds)];
        all.push({ manyP50Ms: many.p50, fewP50Ms: few.p50, manyP95Ms: many.p95, fewP95Ms: few.p95 });
      }
      const summary = medians(all);
      const ratio = rounded((summary.manyP50Ms ?? 0) / (summary.fewP50Ms ?? 1));
      return { database: server.kind, version: server.version, tickets, few: FEW, ...summary, ratio };
    } finally {
      await desk.stop();
    }
  } finally {
    await endProcess(generator);
    await database.drop();
  }
}

/** An error would be quick too. */
async function checkAnswer(url: string, token: string, id: string): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query: ACCOUNT, variables: { id } });
  const text = await (await fetch(url, { method: "POST", headers, body })).text();
  if (text.includes('"errors"') || !text.includes("The printer prints blank pages"))
    throw new Error(text.slice(0, 1000));
}

const STATUSES = Object.values(TicketStatus);

function aTicket(reporterId: number, index: number) {
  return {
    subject: `The printer prints blank pages ${index}`,
    status: STATUSES[index % STATUSES.length] ?? TicketStatus.OPEN,
    priority: TicketPriority.NORMAL,
    reporterId,
    assigneeId: null,
    organisationId: null,
    source: TicketSource.EMAIL,
    replyEmail: null,
    tags: [],
    comments: [{ author: { kind: CommentAuthor.CUSTOMER, id: reporterId, name: "Nora" }, body: "Please help." }],
  };
}
