import { testDesk } from "@/graphql/testing/desk";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer } from "@/server/testing/hub-customers";
import { aTicket } from "@/server/testing/tickets";
import { addComment } from "@/server/tickets/add-comment";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { updateTicket } from "@/server/tickets/update-ticket";

const LIST = `query ($first: Int, $after: String, $status: TicketStatus) {
  hubTickets(first: $first, after: $after, status: $status) {
    nodes { number subject status }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;
const ONE = `query ($number: Int!) {
  hubTicket(number: $number) { number subject comments { nodes { authorKind authorName isMine bodyText bodyHtml } } }
}`;

forEachDatabase("the Hub's tickets", (open) => {
  test("are the customer's own, newest first, in pages that neither repeat nor leave out", async () => {
    const desk = await testDesk(await open());
    const [ann, bob] = [await desk.aCustomer(), await desk.aCustomer()];
    const numbers: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      numbers.unshift((await aTicket(desk.ctx, { reporterId: ann.id, subject: `Ticket ${count}` })).id);
      await aTicket(desk.ctx, { reporterId: bob.id });
    }
    const seen: number[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 3; pages += 1) {
      const { data } = await desk.ask(ann, LIST, { first: 2, after });
      seen.push(...data.hubTickets.nodes.map((node: { number: number }) => node.number));
      expect(data.hubTickets.pageInfo.hasNextPage).toBe(pages < 2);
      after = data.hubTickets.pageInfo.endCursor;
    }
    expect(seen).toEqual(numbers);
    const closed = numbers[3] ?? 0;
    await updateTicket(desk.ctx, { id: closed, status: TicketStatus.CLOSED });
    const { data } = await desk.ask(ann, LIST, { status: "CLOSED" });
    expect(data.hubTickets.nodes).toMatchObject([{ number: closed, status: "CLOSED" }]);
  });

  test("show the public conversation and nothing else; any other number is not found", async () => {
    const desk = await testDesk(await open());
    const [ann, bob] = [await desk.aCustomer(), await desk.aCustomer()];
    const ticket = await aTicket(desk.ctx, { reporterId: ann.id, body: "My printer burns.", subject: "Fire" });
    await addComment(desk.ctx, { ticketId: ticket.id, body: "Pull the plug.", isInternal: false });
    await addComment(desk.ctx, { ticketId: ticket.id, body: "She called twice.", isInternal: true });
    const answer = await desk.ask(ann, ONE, { number: ticket.id });
    expect(answer.data.hubTicket.comments.nodes.map((node: { bodyText: string }) => node.bodyText)).toEqual([
      "My printer burns.",
      "Pull the plug.",
    ]);
    expect(JSON.stringify(answer)).not.toContain("She called twice.");
    for (const number of [ticket.id + 1, 0, -1, 2_147_483_647])
      expect((await desk.ask(ann, ONE, { number })).data).toEqual({ hubTicket: null });
    expect((await desk.ask(bob, ONE, { number: ticket.id })).data).toEqual({ hubTicket: null });
  });

  test("give nobody's address or number away", async () => {
    const desk = await testDesk(await open());
    const ann = await desk.aCustomer();
    const other = await aHubCustomer(desk.ctx, { email: "secret@example.com" });
    const ticket = await aTicket(desk.ctx, { reporterId: other.id, source: undefined });
    await desk.ctx.database.writer.query(
      "UPDATE ticket_comments SET author_kind = 'customer', author_id = ?, author_name = 'secret@example.com' WHERE ticket_id = ?",
      [other.id, ticket.id],
    );
    await updateTicket(desk.ctx, { id: ticket.id, reporterId: ann.id });
    const answer = await desk.ask(ann, ONE, { number: ticket.id });
    expect(answer.data.hubTicket.comments.nodes).toMatchObject([{ authorName: "Another customer", isMine: false }]);
    expect(JSON.stringify(answer)).not.toContain("secret@example.com");
  });
});
