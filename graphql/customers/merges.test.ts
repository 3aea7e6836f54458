import { testDesk } from "@/graphql/testing/desk";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { anAgent } from "@/server/testing/actors";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aTicket } from "@/server/testing/tickets";
import { addReply } from "@/server/tickets/add-comment";

const PREVIEW = `query ($keepId: ID!, $mergeId: ID!) {
  mergePreview(keepId: $keepId, mergeId: $mergeId) {
    kept { id } merged { id } problem ticketsToMove identifiersToMove passwordOf isBlocked hubAccess
    fields { field kept merged isChoice }
  }
}`;
const MERGE = `mutation ($input: MergeCustomersInput!) {
  mergeCustomers(input: $input) {
    merge { id mergedName ticketsMoved mergedBy kept { id } merged { id displayName } }
    userErrors { code path message customerId }
  }
}`;
const UNMERGE = `mutation ($id: ID!) {
  unmergeCustomers(input: { id: $id }) { merge { id unmergedBy leftovers { field reason } } userErrors { message } }
}`;
const CUSTOMER = `query ($id: ID!) {
  customer(id: $id) {
    displayName email mergedInto { id displayName } mergedFrom { id displayName }
    identifiers { kind value isPrimary isVerified }
    activity(first: 10) { nodes { action merge { id } happenedTo { id } } }
  }
}`;

forEachDatabase("merges over GraphQL", (open) => {
  async function aDesk() {
    const desk = await testDesk(await open());
    const admin = await desk.anAgent("admin");
    const ann = await aCustomer(desk.ctx, { email: "ann@example.com", firstName: "Ann" });
    const bob = await aCustomer(desk.ctx, { email: "b@example.com", mobile: "+44 7700 900001" });
    const ask = async (query: string, variables: object) => (await desk.ask(admin, query, { ...variables })).data;
    return { desk, admin, ann, bob, ask };
  }

  test("are previewed, done, read from either record and taken apart", async () => {
    const { desk, ann, bob, ask } = await aDesk();
    await aTicket(desk.ctx, { reporterId: bob.id });
    const { mergePreview } = await ask(PREVIEW, { keepId: ann.id, mergeId: bob.id });
    expect(mergePreview).toMatchObject({
      problem: null,
      ticketsToMove: 1,
      identifiersToMove: ["b@example.com", "+44 7700 900001"],
      passwordOf: null,
      fields: [
        { field: "email", kept: "ann@example.com", merged: "b@example.com", isChoice: true },
        { field: "mobile", kept: null, merged: "+44 7700 900001", isChoice: false },
        { field: "firstName", kept: "Ann", merged: null, isChoice: false },
      ],
    });

    const input = { keepId: ann.id, mergeId: bob.id, takeFromMerged: ["email"] };
    const { merge } = (await ask(MERGE, { input })).mergeCustomers;
    expect(merge).toMatchObject({
      mergedName: "b@example.com",
      ticketsMoved: 1,
      mergedBy: "Agent 1",
      kept: { id: String(ann.id) },
      // Their addresses have moved: this is what they were called.
      merged: { id: String(bob.id), displayName: "b@example.com" },
    });
    const { customer } = await ask(CUSTOMER, { id: ann.id });
    expect(customer).toMatchObject({
      email: "b@example.com",
      mergedInto: null,
      mergedFrom: [{ id: String(bob.id), displayName: "b@example.com" }],
      identifiers: [
        { kind: "EMAIL", value: "b@example.com", isPrimary: true },
        { kind: "EMAIL", value: "ann@example.com", isPrimary: false },
        { kind: "MOBILE", value: "+44 7700 900001", isPrimary: true },
      ],
    });
    expect(customer.activity.nodes).toContainEqual({
      action: "customer.merged",
      merge: { id: merge.id },
      happenedTo: null,
    });
    expect(customer.activity.nodes).toContainEqual({
      action: "ticket.created",
      merge: null,
      happenedTo: { id: String(bob.id) },
    });
    expect((await ask(CUSTOMER, { id: bob.id })).customer).toMatchObject({
      displayName: "b@example.com",
      email: null,
      mergedInto: { id: String(ann.id), displayName: "Ann" },
      identifiers: [],
    });

    const apart = (await ask(UNMERGE, { id: merge.id })).unmergeCustomers;
    expect(apart).toEqual({ merge: { id: merge.id, unmergedBy: "Agent 1", leftovers: [] }, userErrors: [] });
    expect((await ask(CUSTOMER, { id: bob.id })).customer).toMatchObject({ email: "b@example.com", mergedInto: null });
    expect((await ask(UNMERGE, { id: merge.id })).unmergeCustomers.userErrors).toHaveLength(1);
  });

  test("say what stands in the way, and count no tickets for whoever may see none", async () => {
    const { desk, ann, bob, ask } = await aDesk();
    const token = await desk.aToken("customer.merge", "customer.view");
    const preview = { keepId: String(ann.id), mergeId: String(bob.id) };
    expect((await desk.ask(token, PREVIEW, preview)).data.mergePreview.ticketsToMove).toBeNull();
    const same = (await ask(PREVIEW, { keepId: ann.id, mergeId: ann.id })).mergePreview;
    expect(same.problem).toBe("Choose two different customers.");
    const stale = { keepId: ann.id, mergeId: bob.id, keepVersion: ann.version, mergeVersion: bob.version + 1 };
    expect((await ask(MERGE, { input: stale })).mergeCustomers).toMatchObject({
      merge: null,
      userErrors: [{ code: "CHANGED_MEANWHILE", path: ["mergeId"], customerId: String(bob.id) }],
    });
    await deleteCustomers(desk.ctx.as(anAgent()), { ids: [bob.id] });
    expect((await ask(PREVIEW, preview)).mergePreview.problem).toBe("b@example.com is deleted. Restore them first.");
    const agent = await desk.anAgent("agent");
    for (const [query, variables] of [
      [PREVIEW, preview],
      [MERGE, { input: preview }],
      [UNMERGE, { id: "1" }],
    ] as const) {
      const { errors } = await desk.ask(agent, query, variables);
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(["FORBIDDEN"]);
    }
  });

  test("leave each comment its author: in the Hub their own, at the desk the customer who is left", async () => {
    const { desk, ask } = await aDesk();
    const [kept, merged] = [await desk.aCustomer(), await desk.aCustomer()];
    const ticket = await aTicket(desk.ctx, { reporterId: merged.id });
    await addReply(desk.ctx, { ticketId: ticket.id, customerId: merged.id, body: "Still burning." });
    await ask(MERGE, { input: { keepId: kept.id, mergeId: merged.id } });
    const hub = await desk.ask(
      kept,
      "query ($n: Int!) { hubTicket(number: $n) { comments { nodes { bodyText isMine } } } }",
      {
        n: ticket.id,
      },
    );
    expect(hub.data.hubTicket.comments.nodes).toContainEqual({ bodyText: "Still burning.", isMine: true });
    const { ticket: atDesk } = await ask(
      "query ($n: Int!) { ticket(number: $n) { reporter { id } comments { nodes { bodyText authorIsDeleted customer { id } } } } }",
      { n: ticket.id },
    );
    expect(atDesk.reporter.id).toBe(String(kept.id));
    expect(atDesk.comments.nodes).toContainEqual({
      bodyText: "Still burning.",
      authorIsDeleted: false,
      customer: { id: String(kept.id) },
    });
  });
});
