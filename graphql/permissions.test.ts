import type { Database } from "@/server/db";
import { createOrganisation } from "@/server/organisations/organisations";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type Answer, NOBODY, type TestDesk, testDesk } from "./testing/desk";
import { type Operation, operationsOf } from "./testing/walk-schema";

/** What everybody who is signed in may ask, whatever their role. Whoever adds a query here says so. */
const FOR_ALL_SIGNED_IN = ["importChoices", "job", "settings", "viewer"];

/** What every agent may do for themselves, a Viewer too, and programs only where they manage agents. */
const FOR_ALL_AGENTS = ["createToken", "revokeToken"];

/** What people ask who are not signed in: about the Hub, and to get into it. */
const FOR_EVERYBODY = [
  "accountLink",
  "agentLink",
  "confirmEmail",
  "confirmEmailChange",
  "hub",
  "registerCustomer",
  "renewLink",
  "requestAgentPasswordReset",
  "requestConfirmation",
  "requestPasswordReset",
  "sendRequest",
  "setAgentPassword",
  "setPassword",
];

/** What a customer may ask who is signed in to the Hub. Nothing else of the schema is theirs. */
const FOR_CUSTOMERS = [
  "changeHubPassword",
  "closeHubTicket",
  "createHubTicket",
  "hubOrganisations",
  "hubProfile",
  "hubTicket",
  "hubTickets",
  "reopenHubTicket",
  "replyToHubTicket",
  "requestHubEmailChange",
  "updateHubProfile",
  "viewer",
];

const codesOf = ({ errors }: Answer) => errors?.map((error) => error.extensions?.code);

const isForSome = ({ name }: Operation) => !FOR_EVERYBODY.includes(name);

const nothingIn = ({ data }: Answer): boolean => Object.values(data ?? {}).every((value) => value === null);

/** The least input, and input in which every text is unusable: who may not must not learn what is wrong with it. */
const inputsOf = ({ variables, texts }: Operation) => [variables, ...texts.map((text) => text.with("\0"))];

async function furnished(database: Database): Promise<TestDesk> {
  const desk = await testDesk(database);
  await createOrganisation(desk.ctx, { name: "Acme" });
  await aCustomer(desk.ctx, { firstName: "Ann" });
  return desk;
}

/** All rows of all tables, but for the notes on when tokens were used. */
async function everythingIn({ kind, reader }: Database): Promise<Record<string, unknown>> {
  const tables: { name: string }[] = await reader.query(
    kind === "sqlite"
      ? "SELECT name FROM sqlite_master WHERE type = 'table'"
      : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    const found: Record<string, unknown>[] = await reader.query(`SELECT * FROM ${name}`);
    rows[name] = name === "access_tokens" ? found.length : found;
  }
  expect(Object.keys(rows).length).toBeGreaterThan(12);
  return rows;
}

forEachDatabase("every mutation of the schema", (open) => {
  test("is refused to a Viewer, to a token that may only look, and to nobody, and changes nothing", async () => {
    const database = await open();
    const desk = await furnished(database);
    const refused = [
      { caller: await desk.anAgent("viewer"), code: "FORBIDDEN" },
      { caller: await desk.aToken("customer.view"), code: "FORBIDDEN" },
      { caller: NOBODY, code: "UNAUTHENTICATED" },
      { caller: { kind: "bearer", token: "deskfolk_unknown" } as const, code: "UNAUTHENTICATED" },
    ];
    const mutations = operationsOf(desk.helpdesk.schema, "mutation").filter(isForSome);
    expect(mutations.length).toBeGreaterThan(9);
    const before = await everythingIn(database);
    for (const mutation of mutations) {
      for (const { caller, code } of refused) {
        if (FOR_ALL_AGENTS.includes(mutation.name) && caller.kind === "session") continue;
        for (const variables of inputsOf(mutation)) {
          const answer = await desk.ask(caller, mutation.document, variables);
          expect([mutation.name, codesOf(answer), answer.data]).toEqual([mutation.name, [code], null]);
        }
      }
    }
    expect(await everythingIn(database)).toEqual(before);
  });
});

forEachDatabase("every query of the schema", (open) => {
  test("is refused to nobody, and to a token that may do something else, and gives no data", async () => {
    const desk = await furnished(await open());
    const stranger = await desk.aToken("customer.erase");
    for (const query of operationsOf(desk.helpdesk.schema, "query").filter(isForSome)) {
      const nobody = await desk.ask(NOBODY, query.document, query.variables);
      expect([query.name, codesOf(nobody), nothingIn(nobody)]).toEqual([query.name, ["UNAUTHENTICATED"], true]);
      if (FOR_ALL_SIGNED_IN.includes(query.name)) continue;
      const other = await desk.ask(stranger, query.document, query.variables);
      expect([query.name, codesOf(other), nothingIn(other)]).toEqual([query.name, ["FORBIDDEN"], true]);
      for (const { path, with: variablesWith } of query.texts) {
        expect([path, nothingIn(await desk.ask(stranger, query.document, variablesWith("1")))]).toEqual([path, true]);
      }
    }
  });

  test("answers whoever may do everything", async () => {
    const desk = await furnished(await open());
    const admin = await desk.anAgent("admin");
    for (const { name, document, variables } of operationsOf(desk.helpdesk.schema, "query")) {
      if (FOR_CUSTOMERS.includes(name) && name !== "viewer") continue;
      const codes = codesOf(await desk.ask(admin, document, variables)) ?? [];
      expect([name, codes.filter((code) => code !== "NOT_FOUND")]).toEqual([name, []]);
    }
  });
});

forEachDatabase("a customer who is signed in to the Hub", (open) => {
  test("is refused all of the schema but what the Hub shows, and changes nothing", async () => {
    const database = await open();
    const desk = await furnished(database);
    const customer = await desk.aCustomer();
    const before = await everythingIn(database);
    for (const kind of ["query", "mutation"] as const) {
      for (const operation of operationsOf(desk.helpdesk.schema, kind).filter(isForSome)) {
        if (FOR_CUSTOMERS.includes(operation.name)) continue;
        for (const [index, variables] of inputsOf(operation).entries()) {
          const answer = await desk.ask(customer, operation.document, variables);
          expect([operation.name, nothingIn(answer)]).toEqual([operation.name, true]);
          // A query may say first that a cursor is none of its own.
          if (kind === "mutation" || index === 0)
            expect([operation.name, codesOf(answer)]).toEqual([operation.name, ["FORBIDDEN"]]);
        }
      }
    }
    expect(await everythingIn(database)).toEqual(before);
  });

  test("is told so, and shown nothing, at the next request after their Hub access is switched off", async () => {
    const database = await open();
    const desk = await furnished(database);
    const customer = await desk.aCustomer();
    const ask = (query: string) => desk.ask(customer, query);
    expect((await ask("{ viewer { kind email } }")).data).toEqual({
      viewer: { kind: "customer", email: customer.email },
    });
    expect((await ask("{ hub { contact { name } } }")).data.hub.contact).toEqual({ name: "" });
    await desk.ctx.database.writer.query("UPDATE customers SET hub_access = 0 WHERE id = ?", [customer.id]);
    for (const kind of ["query", "mutation"] as const) {
      for (const { name, document, variables } of operationsOf(desk.helpdesk.schema, kind).filter(isForSome)) {
        const answer = await desk.ask(customer, document, variables);
        expect([name, codesOf(answer), nothingIn(answer)]).toEqual([name, ["HUB_ACCESS_DISABLED"], true]);
      }
    }
    expect((await ask("{ hub { contact { name } } }")).data.hub.contact).toEqual({ name: "" });
    expect((await desk.ask(NOBODY, "{ hub { contact { name } } }")).data.hub.contact).toBeNull();
  });
});
