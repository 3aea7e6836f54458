import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type FormattedExecutionResult, parse } from "graphql";
import type { Caller } from "@/graphql/caller";
import { serveNode } from "@/graphql/node-http";
import { createHelpdesk, type Helpdesk } from "@/graphql/server";
import type { SessionClaims } from "@/server/accounts/agent-sessions";
import { createAgent } from "@/server/accounts/agents";
import { createToken } from "@/server/accounts/create-token";
import type { CustomerClaims } from "@/server/accounts/customer-sessions";
import { type Database, openDatabase } from "@/server/db";
import type { Permission, Role } from "@/server/permissions";
import { copyMigrated } from "@/server/testing/databases";
import { aHubCustomer, HUB_PASSWORD } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { testFolder } from "@/server/testing/test-folder";

/** What a GraphQL answer holds, as a test reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a test that reads a field that is not there fails by itself
export type Answer = FormattedExecutionResult<any>;

type AnyDocument = TypedDocumentNode<unknown, Record<string, unknown>>;

/** The whole product below the pages, over a database of the test's own. */
export interface TestDesk {
  readonly helpdesk: Helpdesk;
  /** For arranging and looking: may do everything. */
  readonly ctx: TestCtx;
  ask(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Signs a new agent in. */
  anAgent(role: Role): Promise<{ kind: "session"; claims: SessionClaims }>;
  /** Signs a new customer in to the Hub. */
  aCustomer(): Promise<{ kind: "hubSession"; claims: CustomerClaims; id: number; email: string }>;
  aToken(...permissions: Permission[]): Promise<{ kind: "bearer"; token: string }>;
  /** Serves the endpoint as the front door does, until the test ends. */
  listen(): Promise<string>;
}

export const NOBODY: Caller = { kind: "nobody" };
const PASSWORD = "correct horse battery";
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Over an embedded database unless another one is given: for what has nothing to do with the kind of database. */
export async function testDesk(database?: Database): Promise<TestDesk> {
  return deskOver(database ?? (await embedded()));
}

async function embedded(): Promise<Database> {
  const file = path.join(testFolder(), "desk.sqlite");
  await copyMigrated(file);
  const database = await openDatabase({ database: { kind: "sqlite", file } });
  cleanUps.push(() => database.close());
  return database;
}

async function deskOver(database: Database): Promise<TestDesk> {
  const ctx = testCtx(database, { actor: { kind: "system", name: "Tests" } });
  const helpdesk = await createHelpdesk(ctx);
  const documents = new Map<string, AnyDocument>();
  let agents = 0;
  return {
    helpdesk,
    ctx,
    ask: (caller, query, variables = {}) => {
      // Parsed once, as a page's document is.
      const document = documents.get(query) ?? (parse(query) as AnyDocument);
      documents.set(query, document);
      return helpdesk.execute(document, variables, caller, "request-of-test");
    },
    async anAgent(role) {
      agents += 1;
      const email = `agent${agents}@desk.example`;
      await createAgent(ctx, { email, name: `Agent ${agents}`, role, password: PASSWORD });
      const signedIn = await helpdesk.signInAgent({ email, password: PASSWORD, address: "192.0.2.1" });
      if (!signedIn) throw new Error("A new agent could not sign in.");
      return { kind: "session", claims: signedIn };
    },
    async aCustomer() {
      const { id, email } = await aHubCustomer(ctx);
      const outcome = await helpdesk.hub.signIn({ email, password: HUB_PASSWORD, address: "192.0.2.1" });
      if (outcome?.kind !== "signedIn") throw new Error("A new customer could not sign in.");
      return { kind: "hubSession", claims: outcome.claims, id, email };
    },
    async aToken(...permissions) {
      const { token } = await createToken(ctx, { name: "Token of the tests", permissions });
      return { kind: "bearer", token };
    },
    listen: () => listen(helpdesk),
  };
}

async function listen(helpdesk: Helpdesk): Promise<string> {
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    serveNode(helpdesk.answerGraphQL, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/graphql`;
}
