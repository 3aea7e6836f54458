import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { getIntrospectionQuery, parse } from "graphql";
import pino from "pino";
import { MAX_TOKENS } from "./limits";
import { createHelpdesk } from "./server";
import { type Answer, NOBODY, type TestDesk, testDesk } from "./testing/desk";

const codesOf = ({ errors }: Answer) => errors?.map((error) => error.extensions?.code);

/** Over HTTP, because a document that is built in process has been parsed already. */
async function post(desk: TestDesk, body: Record<string, unknown>): Promise<{ status: number; body: Answer }> {
  const { token } = await desk.aToken("customer.view");
  const answer = await fetch(await desk.listen(), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

describe("a query that asks too much is refused before anything runs", () => {
  test.each([
    [
      "more than 20 aliases",
      `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: viewer { name }`).join(" ")} }`,
      /Aliases limit/,
    ],
    [
      "more than 20 aliases in fragments",
      `{ ...F } fragment F on Query { ${Array.from({ length: 21 }, (_, n) => `a${n}: viewer { name }`).join(" ")} }`,
      /Aliases limit/,
    ],
    [
      "more than 30 directives",
      `{ viewer { name ${"@include(if: true) ".repeat(31)} } }`,
      /Directives limit|can only be used once/,
    ],
    [
      "more than 30 directives on many fields",
      `{ viewer { ${Array.from({ length: 31 }, () => "name @include(if: true)").join(" ")} } }`,
      /Directives limit/,
    ],
    [
      "introspection in circles",
      "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
      /introspection depth/,
    ],
    ["more tokens than the limit", `{ viewer { ${"name ".repeat(MAX_TOKENS)} } }`, /token/i],
  ])("%s", async (_what, query, message) => {
    const { status, body } = await post(await testDesk(), { query });
    expect(body.errors?.map((error) => error.message).join()).toMatch(message);
    expect(body.data).toBeUndefined();
    expect(status).toBe(400);
  });

  test("a depth of more than ten, also when fragments hide it", async () => {
    const desk = await testDesk();
    const inner = "customers(first: 1) { nodes { organisation { name } } }";
    // No honest path of ours is that deep, so the test asks for fields that do not exist: the rule counts them all the same.
    const nested = `${"x { ".repeat(10)} y ${"} ".repeat(10)}`;
    const plain = await post(desk, { query: `{ ${inner} ${nested} }` });
    expect(plain.body.errors?.map((error) => error.message).join()).toMatch(/depth limit of 10/);
    const hidden = await post(desk, {
      query: `{ ...A } fragment A on Query { x { ...B } } fragment B on X { ${nested} }`,
    });
    expect(hidden.body.errors?.map((error) => error.message).join()).toMatch(/depth limit of 10/);
  });

  test.each([
    [
      "two connections in each other",
      "{ customers(first: 100) { nodes { activity(first: 100) { nodes { id action } } } } }",
      {},
    ],
    [
      "sizes in variables",
      "query Q($n: Int!) { customers(first: $n) { nodes { activity(first: $n) { nodes { id action } } } } }",
      { n: 100 },
    ],
    [
      "sizes that variables have by default",
      "query Q($n: Int = 100) { customers(last: $n) { nodes { activity(first: $n) { nodes { id action } } } } }",
      {},
    ],
    [
      "a fragment",
      "{ customers(first: 100) { edges { node { ...C } } } } fragment C on Customer { activity(first: 100) { edges { node { id action } } } }",
      {},
    ],
    [
      "aliases that together cost too much",
      `{ ${Array.from({ length: 10 }, (_, n) => `a${n}: customers(first: 100) { nodes { activity(first: 20) { nodes { id } } } }`).join(" ")} }`,
      {},
    ],
    [
      "page sizes left out",
      "{ customers { nodes { activity { nodes { id action actorName occurredAt changes { field from to } } } } } }",
      {},
    ],
  ])("a cost over the limit: %s", async (_what, query, variables) => {
    const { status, body } = await post(await testDesk(), { query, variables });
    expect(body.errors?.[0]?.message).toMatch(/^This query costs \d+, more than 20000\./);
    expect(codesOf(body)).toEqual(["BAD_USER_INPUT"]);
    expect(status).toBe(400);
  });

  test("a size outside of 1 to 100, for each connection there is", async () => {
    const desk = await testDesk();
    const token = await desk.aToken("customer.view", "customer.import");
    for (const size of [0, -1, 101, 2_147_483_647]) {
      for (const query of [
        `{ customers(first: ${size}) { nodes { id } } }`,
        `{ customers(last: ${size}) { nodes { id } } }`,
        `{ organisations(first: ${size}) { nodes { id } } }`,
        `{ imports(first: ${size}) { nodes { id } } }`,
      ]) {
        expect([query, codesOf(await desk.ask(token, query))]).toEqual([query, ["BAD_USER_INPUT"]]);
      }
    }
  });
});

describe("what an honest client sends is let through", () => {
  test("the introspection of GraphiQL and of code generators, for everybody", async () => {
    const { data, errors } = await (await testDesk()).ask(
      NOBODY,
      getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        oneOf: true,
      }),
    );
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(20);
  });

  test("a full page of a hundred customers with all that hangs on them", async () => {
    const desk = await testDesk();
    const { errors } = await desk.ask(
      await desk.aToken("customer.view"),
      `{ customers(first: 100) { totalCount nodes { id displayName email mobile organisation { id name } attributes { name value }
         organisationAccess { level organisation { name } } activity(first: 5) { nodes { id action occurredAt } } } } }`,
    );
    expect(errors).toBeUndefined();
  });
});

describe("errors tell what helps and nothing else", () => {
  test("names of fields, arguments and input fields are not suggested", async () => {
    const desk = await testDesk();
    const asked = [
      { query: "{ viewr { name } }" },
      { query: "{ viewer { nam } }" },
      { query: "{ customers(frist: 1) { nodes { id } } }" },
      { query: "{ customers(filter: { isActiv: true }) { nodes { id } } }" },
      { query: "query Q($f: CustomerFilterInpt) { customers(filter: $f) { nodes { id } } }" },
      {
        query: "query Q($f: CustomerFilterInput) { customers(filter: $f) { nodes { id } } }",
        variables: { f: { isActiv: true } },
      },
      { query: "{ customers(sort: { field: NAMES }) { nodes { id } } }" },
      {
        query: "query Q($s: CustomerSortInput) { customers(sort: $s) { nodes { id } } }",
        variables: { s: { field: "NAMES" } },
      },
    ];
    for (const body of asked) {
      const answer = await post(desk, body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).not.toMatch(/did you mean|isActive|"NAME"/i);
    }
  });

  test("variables of the wrong type are the caller's mistake", async () => {
    const desk = await testDesk();
    for (const n of [undefined, null, "many", 1.5, 3_000_000_000, { a: 1 }, [1, 2]]) {
      const { status, body } = await post(desk, {
        query: "query Q($n: Int!) { customers(first: $n) { nodes { id } } }",
        variables: { n },
      });
      expect([status, codesOf(body)]).toEqual([400, ["BAD_USER_INPUT"]]);
    }
  });

  test("what the user can put right in a query comes with its field", async () => {
    const desk = await testDesk();
    const { data, errors } = await desk.ask(
      await desk.aToken("customer.view"),
      "{ viewer { name } customers(first: 1, last: 1) { nodes { id } } }",
    );
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: "Give first or last, not both.",
        locations: [expect.anything()],
        path: ["customers"],
        extensions: {
          code: "BAD_USER_INPUT",
          problems: [
            { path: "last", message: "Give first or last, not both.", code: "INVALID", customerId: undefined },
          ],
        },
      },
    ]);
  });

  test("our own failure is masked, carries the request's id and is logged once", async () => {
    const desk = await testDesk();
    const token = await desk.aToken("customer.view");
    await desk.ctx.database.writer.query("DROP TABLE organisations");
    const lines: string[] = [];
    const log = pino({ level: "error" }, { write: (line) => lines.push(line) });
    const helpdesk = await createHelpdesk({ ...desk.ctx, log });
    const query = parse("{ organisations { nodes { id } } }") as TypedDocumentNode<unknown, Record<string, unknown>>;
    const { errors } = await helpdesk.execute(query, {}, token, "request-of-test");
    expect(errors).toEqual([
      {
        message: "Something went wrong on our side. Quote request-of-test to support.",
        path: ["organisations"],
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "request-of-test" },
      },
    ]);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      requestId: "request-of-test",
      err: { message: "SqliteError: no such table: organisations" },
    });
  });

  test("what is not the caller's has its code, and says no more", async () => {
    const desk = await testDesk();
    const token = await desk.aToken("ticket.view");
    expect(codesOf(await desk.ask(token, "{ customers { nodes { id } } }"))).toEqual(["FORBIDDEN"]);
    expect(codesOf(await desk.ask(await desk.aToken("customer.view"), '{ customer(id: "7") { id } }'))).toEqual([
      "NOT_FOUND",
    ]);
  });
});
