import { type DocumentNode, type ExecutionResult, Kind, type OperationDefinitionNode, parse } from "graphql";
import { createCustomer } from "@/server/customers/save-customer";
import { seed } from "@/server/seed";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import * as client from "./client/graphql";
import { type Execution, interpreted, queryExecutor } from "./executor";
import { createLoaders } from "./loaders";
import { buildHelpdeskSchema } from "./schema";

const schema = buildHelpdeskSchema();

const isQuery = (value: unknown): value is DocumentNode =>
  (value as DocumentNode | undefined)?.kind === Kind.DOCUMENT && operationOf(value as DocumentNode) === "query";

const operationOf = ({ definitions }: DocumentNode) =>
  definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)?.operation;

/** What our own pages ask, each with all that any of them needs. */
const OUR_QUERIES = Object.entries(client).filter((entry): entry is [string, DocumentNode] => isQuery(entry[1]));

const EVERYTHING = {
  id: "7",
  number: 1,
  query: "an",
  first: 10,
  last: null,
  before: null,
  filter: {},
  organisationId: "1",
  customerId: "7",
  reporterId: "7",
  withTickets: true,
  withAttributes: true,
  withOrganisation: true,
  withCustomer: true,
  withReporter: true,
};
const NOTHING = {
  ...EVERYTHING,
  withTickets: false,
  withAttributes: false,
  withOrganisation: false,
  withCustomer: false,
};
const NOBODYS = { ...EVERYTHING, id: "999999", number: 99_999, query: "", organisationId: "x", after: "not a place" };

/** Shapes that no page has. */
const OTHERS: [string, Record<string, unknown>][] = [
  ["{ customers(first: 3) { nodes { id organisation { id name createdAt } attributes { name value } } } }", {}],
  [
    "{ a: customer(id: 3) { n: displayName ...F } b: customer(id: 4) { ...F } } fragment F on Customer { id e: email deletedAt tickets { nodes { number } } }",
    {},
  ],
  [
    "query($on: Boolean!) { customers(first: 2) { nodes { id @skip(if: $on) email @include(if: $on) } totalCount } }",
    { on: true },
  ],
  [
    "query($on: Boolean = false) { customers(first: 2) { nodes { id @skip(if: $on) } pageInfo { hasNextPage endCursor } } }",
    {},
  ],
  ["query($first: Int = 2) { customers(first: $first) { edges { cursor node { id lastActivityAt } } } }", {}],
  ["query($first: Int) { customers(first: $first) { nodes { id } } }", { first: 1000 }],
  ["query($first: Int) { customers(first: $first) { nodes { id } } }", { first: "many" }],
  ["query($id: ID!) { customer(id: $id) { id } }", {}],
  ["query($id: ID!) { customer(id: $id) { id } }", { id: 12 }],
  ["query($id: ID!) { customer(id: $id) { id } }", { id: 1.5 }],
  ["query($id: ID!) { one: customer(id: $id) { id } other: customer(id: 3) { id createdAt } }", { id: "999999" }],
  [
    "query($f: CustomerFilterInput) { customers(first: 5, filter: $f) { nodes { id source isActive } } }",
    { f: { isActive: true, createdFrom: "2020-01-01", source: "AGENT" } },
  ],
  ["query($f: CustomerFilterInput) { customers(first: 5, filter: $f) { nodes { id } } }", { f: { source: "NOBODY" } }],
  [
    "query($f: CustomerFilterInput) { customers(first: 5, filter: $f) { nodes { id } } }",
    { f: { isActive: null, wrong: 1 } },
  ],
  [
    "query($l: [AttributeFilterInput!]) { customers(first: 2, filter: { attributes: $l }) { nodes { id } } }",
    { l: { name: "Role", value: "buyer" } },
  ],
  ["query A { viewer { __typename } } query B { settings { __typename } }", {}],
  ["{ __typename customers(first: 1) { __typename nodes { __typename } } }", {}],
  ["{ __schema { queryType { name } } }", {}],
  ["{ agents { id name } customers(first: 2) { nodes { activity(first: 2) { nodes { occurredAt } } } } }", {}],
];

forEachDatabase("compiled and interpreted queries", (open) => {
  test("give the same bytes, errors and all, whoever asks", async () => {
    const base = testCtx(await open(), { actor: { kind: "system", name: "Tests" } });
    await seed(base, { customers: 60 });
    const id = await createCustomer(base, { email: "only@example.com" });
    await aTicket(base, { reporterId: id });
    let compiled = 0;
    for (const actor of [anAgent("admin"), anActorWith("customer.view")]) {
      const context = () => {
        const ctx = { ...base, actor };
        return { ctx, loaders: createLoaders(ctx) };
      };
      const run = queryExecutor(schema);
      for (const [document, variables] of everyQuery()) {
        const ask = (): Execution => ({ document, variables, context: context() });
        const expected = bytesOf(await interpreted(schema, ask()));
        for (let time = 1; time <= 3; time += 1) {
          const result = await run(ask());
          expect(bytesOf(result)).toBe(expected);
          compiled += isCompiled(result) ? 1 : 0;
        }
      }
    }
    expect(compiled).toBeGreaterThan(100);
  });
});

function everyQuery(): [DocumentNode, Record<string, unknown>][] {
  const ours = OUR_QUERIES.flatMap(([, document]) =>
    [EVERYTHING, NOTHING, NOBODYS].map((variables): [DocumentNode, Record<string, unknown>] => [document, variables]),
  );
  return [
    ...ours,
    ...OTHERS.map(([text, variables]): [DocumentNode, Record<string, unknown>] => [parse(text), variables]),
  ];
}

/** Of two fields that fail, whichever the database answers first comes first, compiled or not. */
function bytesOf({ data, errors }: ExecutionResult): string {
  const texts = errors?.map((error) => JSON.stringify(error)).sort();
  return JSON.stringify({ errors: texts, data });
}

/** graphql-js makes objects without a prototype. */
const isCompiled = ({ data }: ExecutionResult): boolean => !!data && Object.getPrototypeOf(data) === Object.prototype;

describe("what is never compiled", () => {
  const MARK = "__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d";

  test.each([
    ["a text that the compiler would run", `{ customerByEmail(email: "${MARK}globalThis.wasRun=1") { id } }`],
    [
      "a text as a variable's default",
      `query($e: String! = "${MARK}globalThis.wasRun=1") { customerByEmail(email: $e) { id } }`,
    ],
    [
      "a text inside an object",
      `{ customers(filter: { attributes: [{ name: "${MARK}globalThis.wasRun=1", value: "" }] }) { nodes { id } } }`,
    ],
    ["a block of text", `{ customerByEmail(email: """${MARK}globalThis.wasRun=1""") { id } }`],
    ["a name that means something to an object", "{ __proto__: __typename constructor: __typename }"],
  ])("%s", async (_what, text) => {
    const run = queryExecutor(schema);
    const document = parse(text);
    for (let time = 1; time <= 4; time += 1) {
      const result = await run({ document, context: {} });
      expect(isCompiled(result)).toBe(false);
    }
    expect(globalThis).not.toHaveProperty("wasRun");
  });
});
