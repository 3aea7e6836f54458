import { type TestDesk, testDesk } from "@/graphql/testing/desk";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { createTicket } from "@/server/tickets/create-ticket";

const CREATE = `mutation Create($input: CreateTicketInput!) {
  createTicket(input: $input) { number ticket { number status reporter { email } } userErrors { code path message } }
}`;
const TICKET = `query Ticket($number: Int!) {
  ticket(number: $number) {
    number subject status priority source replyEmail version tags reporterName reporterIsDeleted
    reporter { id openTicketCount ticketCount ticketCounts { new open closed } tickets(first: 5) { nodes { number } } }
    assignee { id name } organisation { name }
    comments(first: 10) { nodes { body bodyFormat isInternal authorKind authorName authorIsDeleted customer { id } } }
    history { nodes { actorName changes { field from to } } }
  }
}`;
const COMMENT = `mutation Comment($input: AddCommentInput!) {
  addComment(input: $input) { ticket { status } userErrors { code path } }
}`;
const QUEUE = `query Queue($first: Int!, $filter: TicketFilterInput) {
  tickets(first: $first, filter: $filter) {
    totalCount totalCountIsExact
    edges { cursor }
    pageInfo { hasNextPage endCursor }
    nodes {
      id number subject status priority tags reporterName reporterIsDeleted updatedAt
      reporter { id displayName openTicketCount }
      assignee { name }
      organisation { name }
      comments(first: 1) { nodes { body authorIsDeleted } }
      history(first: 1) { nodes { actorName } }
    }
  }
}`;

forEachDatabase("tickets over GraphQL", (open) => {
  test("are made, read, answered and listed", async () => {
    const desk = await testDesk(await open());
    const agent = await desk.anAgent("agent");
    const input = { email: "ann@example.com", name: "Ann Smith", subject: "Printer", body: "<b>fire</b>" };

    const made = await desk.ask(agent, CREATE, { input });
    expect(made.errors).toBeUndefined();
    expect(made.data.createTicket).toMatchObject({
      number: 1,
      ticket: { number: 1, status: "NEW", reporter: { email: "ann@example.com" } },
      userErrors: [],
    });
    const reply = { ticketId: "1", body: "Use water.", internal: false };
    const answered = await desk.ask(agent, COMMENT, { input: reply });
    expect(answered.data.addComment).toEqual({ ticket: { status: "OPEN" }, userErrors: [] });
    await desk.ask(agent, COMMENT, { input: { ticketId: "1", body: "Not water!", internal: true } });

    const { data, errors } = await desk.ask(agent, TICKET, { number: 1 });
    expect(errors).toBeUndefined();
    expect(data.ticket).toMatchObject({
      reporterName: "Ann Smith",
      source: "AGENT",
      priority: "NORMAL",
      reporter: { openTicketCount: 1, ticketCount: 1, ticketCounts: { new: 0, open: 1, closed: 0 } },
      history: { nodes: [{ changes: [{ field: "status", from: "new", to: "open" }] }, { changes: [] }] },
    });
    expect(data.ticket.comments.nodes).toMatchObject([
      { body: "<b>fire</b>", bodyFormat: "TEXT", isInternal: false, authorKind: "AGENT", customer: null },
      { body: "Use water.", isInternal: false },
      { body: "Not water!", isInternal: true },
    ]);
    const queue = await desk.ask(agent, QUEUE, { first: 5, filter: { statuses: ["OPEN"], isUnassigned: true } });
    expect(queue.errors).toBeUndefined();
    expect(queue.data.tickets).toMatchObject({ totalCount: 1, nodes: [{ number: 1, reporterName: "Ann Smith" }] });
  });

  test("a page of fifty takes as many statements as one of five", async () => {
    const desk = await testDesk(await open());
    await tickets(desk, 50);
    const token = await desk.aToken("ticket.view", "customer.view");
    await desk.ask(token, "{ viewer { name } }");
    const statements = (first: number) =>
      countStatements(desk.ctx.database, async () => {
        const { data, errors } = await desk.ask(token, QUEUE, { first });
        expect(errors).toBeUndefined();
        expect(data.tickets.nodes).toHaveLength(first);
        expect(data.tickets.nodes[0].comments.nodes).toHaveLength(1);
      });
    const few = await statements(5);
    expect(await statements(50)).toBe(few);
    expect(few).toBeLessThanOrEqual(11);
  });
});

async function tickets({ ctx }: TestDesk, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { id } = await aCustomer(ctx);
    await createTicket(ctx, { reporterId: id, subject: `Ticket ${index}`, body: "Help", tags: ["a", `b${index}`] });
  }
}
