import { type TestDesk, testDesk } from "@/graphql/testing/desk";
import { updateCustomer } from "@/server/customers/save-customer";
import { createOrganisation } from "@/server/organisations/organisations";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";

const PAGE = `query Page($first: Int!) {
  customers(first: $first) {
    totalCount
    totalCountIsExact
    edges { cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id email mobile firstName lastName displayName initials isActive hubAccess source sourceImportId version
      createdAt updatedAt lastActivityAt deletedAt
      organisation { id name }
      attributes { name type value }
      organisationAccess { level organisation { id name } }
      activity(first: 3) { nodes { id occurredAt action actorName changes { field from to } } pageInfo { hasNextPage } }
      again: activity(first: 1) { nodes { id } }
    }
  }
}`;

/** Each with an organisation, a grant, attributes and a timeline of several entries. */
async function customers({ ctx }: TestDesk, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const organisation = await createOrganisation(ctx, { name: `Organisation ${index}` });
    const attributes = [{ name: "role", value: `Role ${index}` }];
    const { id } = await aCustomer(ctx, { firstName: `Ann${index}`, organisationId: organisation.id, attributes });
    for (const lastName of ["A", "B", "C", "D"]) {
      ctx.clock.advance(lastName === "C" ? 0 : 1000);
      await updateCustomer(ctx, { id, lastName });
    }
    await ctx.database.writer.query(
      "INSERT INTO organisation_grants (customer_id, organisation_id, level) VALUES (?, ?, 'view')",
      [id, organisation.id],
    );
    ids.push(id);
  }
  return ids;
}

forEachDatabase("the customer list over GraphQL", (open) => {
  test("a page of fifty customers takes as many statements as one of five", async () => {
    const desk = await testDesk(await open());
    await customers(desk, 50);
    const token = await desk.aToken("customer.view");
    await desk.ask(token, "{ viewer { name } }");

    const statements = async (first: number) => {
      let found = 0;
      const count = await countStatements(desk.ctx.database, async () => {
        const { data, errors } = await desk.ask(token, PAGE, { first });
        expect(errors).toBeUndefined();
        found = data.customers.nodes.length;
        expect(data.customers.nodes[found - 1].activity.nodes).toHaveLength(3);
        expect(data.customers.nodes[found - 1].organisationAccess).toHaveLength(1);
      });
      expect(found).toBe(first);
      return count;
    };
    const few = await statements(5);
    expect(await statements(50)).toBe(few);
    // One of them asks whose merged records the timelines go on in.
    expect(few).toBeLessThanOrEqual(10);
  });

  test("the timelines of a list page on from a cursor, each its own, newest first", async () => {
    const desk = await testDesk(await open());
    const [ann, bob] = await customers(desk, 2);
    const token = await desk.aToken("customer.view");
    const timeline = `query Timeline($id: ID!, $after: String) {
      customer(id: $id) { activity(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
    }`;
    for (const id of [ann, bob]) {
      const seen: number[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await desk.ask(token, timeline, { id: String(id), after });
        expect(errors).toBeUndefined();
        const { nodes, pageInfo } = data.customer.activity;
        seen.push(...nodes.map((node: { id: string }) => Number(node.id)));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      const all: { id: number }[] = await desk.ctx.db.query(
        "SELECT id FROM activity_entries WHERE customer_id = ? ORDER BY occurred_at DESC, id DESC",
        [id],
      );
      expect(seen).toEqual(all.map((row) => row.id));
      expect(seen).toHaveLength(5);
    }
  });

  test("a cursor from elsewhere is refused instead of beginning anew", async () => {
    const desk = await testDesk(await open());
    await customers(desk, 1);
    const token = await desk.aToken("customer.view", "customer.import");
    const cursor = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString("base64url");
    const queries = [
      "query Q($after: String) { customers(first: 1, after: $after) { nodes { id } } }",
      "query Q($after: String) { customers(first: 1, after: $after, sort: { field: CREATED_AT }) { nodes { id } } }",
      "query Q($after: String) { customers(first: 1, after: $after, sort: { field: IS_ACTIVE }) { nodes { id } } }",
      "query Q($after: String) { customers(first: 1) { nodes { activity(after: $after) { nodes { id } } } } }",
    ];
    const strange = [
      "nonsense",
      cursor({}),
      cursor("createdAt", "not a time", 1),
      cursor("isActive", "x", 1),
      cursor("x", 1),
    ];
    for (const query of queries) {
      for (const after of strange) {
        const { errors } = await desk.ask(token, query, { after });
        expect(errors?.map((error) => error.extensions?.code)).toEqual(["BAD_USER_INPUT"]);
      }
    }
  });
});
