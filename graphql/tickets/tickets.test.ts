import { type TestDesk, testDesk } from "@/graphql/testing/desk";
import { deleteCustomers } from "@/server/customers/delete-customers";
import type { Permission } from "@/server/permissions";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { createTicket } from "@/server/tickets/create-ticket";
import { TicketSource } from "@/server/tickets/ticket.entity";

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

  test("tell a colleague's change and show it, and refuse what is too long", async () => {
    const desk = await testDesk(await open());
    const agent = await desk.anAgent("agent");
    await createTicket(desk.ctx, { email: "ann@example.com", subject: "Printer", body: "Help" });
    const update = `mutation U($input: UpdateTicketInput!) {
      updateTicket(input: $input) { ticket { version status priority } userErrors { code path } }
    }`;
    const first = await desk.ask(agent, update, { input: { id: "1", version: 1, priority: "URGENT" } });
    expect(first.data.updateTicket).toEqual({
      ticket: { version: 2, status: "NEW", priority: "URGENT" },
      userErrors: [],
    });
    const late = await desk.ask(agent, update, { input: { id: "1", version: 1, status: "CLOSED" } });
    expect(late.data.updateTicket).toEqual({
      ticket: { version: 2, status: "NEW", priority: "URGENT" },
      userErrors: [{ code: "CHANGED_MEANWHILE", path: [] }],
    });
    const long = await desk.ask(agent, COMMENT, { input: { ticketId: "1", body: "x".repeat(1_000_000) } });
    expect(long.data.addComment).toEqual({ ticket: null, userErrors: [{ code: "TOO_LARGE", path: ["body"] }] });
  });

  test("show nothing to whoever may not see tickets, nor customers to whoever may not see customers", async () => {
    const desk = await testDesk(await open());
    const { id } = await aCustomer(desk.ctx, { firstName: "Ann" });
    await createTicket(desk.ctx, { reporterId: id, subject: "Printer", body: "Help" });
    const codes = async (permission: Permission, query: string) =>
      (await desk.ask(await desk.aToken(permission), query)).errors?.map((error) => error.extensions?.code);
    for (const field of ["tickets { nodes { id } }", "ticketCounts { open }", "openTicketCount", "ticketCount"]) {
      expect(await codes("customer.view", `{ customer(id: "${id}") { ${field} } }`)).toEqual(["FORBIDDEN"]);
    }
    expect(await codes("customer.view", "{ agents { id } }")).toEqual(["FORBIDDEN"]);
    expect(await codes("ticket.view", "{ ticket(number: 1) { reporter { email } } }")).toEqual(["FORBIDDEN"]);
    expect(await codes("ticket.view", "{ possibleDuplicates { nodes { id } } }")).toEqual(["FORBIDDEN"]);
    expect(await codes("ticket.view", "{ ticket(number: 1) { subject reporterName } }")).toBeUndefined();
    expect(await codes("ticket.view", "{ ticket(number: 4711) { subject } }")).toEqual(["NOT_FOUND"]);
  });

  test("can be made by a token that sees none: it gets the number", async () => {
    const desk = await testDesk(await open());
    const token = await desk.aToken("ticket.create");
    const input = { mobile: "+44 7700 900001", subject: "Printer", body: "Help" };
    const query = "mutation C($input: CreateTicketInput!) { createTicket(input: $input) { number ticket { id } } }";
    const { data, errors } = await desk.ask(token, query, { input });
    expect(errors).toBeUndefined();
    expect(data.createTicket).toEqual({ number: 1, ticket: null });
  });

  test("show the pair who may be one while both are there, and strike through a deleted reporter and author", async () => {
    const desk = await testDesk(await open());
    const agent = await desk.anAgent("admin");
    const [ann, bob] = [
      await aCustomer(desk.ctx, { email: "ann@example.com" }),
      await aCustomer(desk.ctx, { mobile: "+44 7700 900001" }),
    ];
    const sender = { email: "ann@example.com", mobile: "+44 7700 900001", source: TicketSource.EMAIL };
    await createTicket(desk.ctx, { ...sender, subject: "Printer", body: "Help" });
    const pairs = "{ possibleDuplicates { nodes { reason customers { id } } } }";
    expect((await desk.ask(agent, pairs)).data.possibleDuplicates.nodes).toEqual([
      { reason: "EMAIL_AND_MOBILE", customers: [{ id: String(ann.id) }, { id: String(bob.id) }] },
    ]);
    await deleteCustomers(desk.ctx, { ids: [ann.id] });
    const { data, errors } = await desk.ask(
      agent,
      `{ ticket(number: 1) { reporterIsDeleted comments { nodes { authorIsDeleted customer { id } } } }
        possibleDuplicates { nodes { reason } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ticket: {
        reporterIsDeleted: true,
        comments: { nodes: [{ authorIsDeleted: true, customer: { id: String(ann.id) } }] },
      },
      possibleDuplicates: { nodes: [] },
    });
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
