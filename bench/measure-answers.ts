import { randomBytes } from "node:crypto";
import { issueLinks } from "@/server/accounts/customer-links";
import { signInCustomer } from "@/server/accounts/customer-sessions";
import { registerCustomer } from "@/server/accounts/register-customer";
import { requestConfirmation, requestPasswordReset } from "@/server/accounts/request-link";
import { setPassword } from "@/server/accounts/set-password";
import { linkLimits, requestLimits, signInLimits } from "@/server/accounts/sign-in-limits";
import { readConfig } from "@/server/config";
import { type Ctx, ctxFor } from "@/server/ctx";
import { createCustomer } from "@/server/customers/save-customer";
import { inTransaction, migrate, openDatabase } from "@/server/db";
import { openFiles } from "@/server/files/files";
import { createLog } from "@/server/log";
import { sendRequest } from "@/server/mail/incoming/send-request";
import { NOBODY } from "@/server/permissions";
import type { DatabaseServer } from "./scratch-database";
import { median, rounded } from "./statistics";

const PASSWORD = "seven quiet lanterns";
/** Asked for often enough, an account is closed for a while: each state has several. */
const ACCOUNTS = 100;

const STATES = {
  existing: "",
  missing: undefined,
  blocked: "is_blocked = 1",
  deleted: "is_deleted = 1",
  hubOff: "hub_access = 0",
  inactive: "is_active = 0",
} as const;
type State = keyof typeof STATES;

/** How long the answers take that must not tell who is a customer here. */
export async function measureAnswers(server: DatabaseServer, tries: number, say: (text: string) => void) {
  const scratch = await server.create();
  const env = {
    DATABASE_URL: scratch.url,
    APP_URL: "http://localhost:3000",
    AUTH_SECRET: randomBytes(32).toString("hex"),
  };
  const config = { ...readConfig(env, scratch.folder), storageUrl: `file:${scratch.folder}` };
  const database = await openDatabase(config);
  try {
    await migrate(database);
    const services = { config, database, files: openFiles(config), log: createLog("warn"), now: () => new Date() };
    const ctx = ctxFor(services, { kind: "system", name: "bench" }, "bench");
    await populate(ctx);
    const stranger: Ctx = { ...ctx, actor: NOBODY };
    const signIn = signInLimits(database, "hub-sign-in");
    const [resets, confirmations, registrations] = [linkLimits(database), linkLimits(database), linkLimits(database)];
    const requests = requestLimits(database);
    const from = () => ({ address: randomBytes(8).toString("hex") });
    const ways: Record<string, (email: string) => Promise<unknown>> = {
      signIn: (email) => signInCustomer(stranger, signIn, { email, password: "not the password", ...from() }),
      requestPasswordReset: (email) => requestPasswordReset(stranger, resets, { email, ...from() }),
      requestConfirmation: (email) => requestConfirmation(stranger, confirmations, { email, ...from() }),
      sendRequest: (email) => sendRequest(stranger, requests, { email, subject: "Printer", body: "Help.", ...from() }),
      registerCustomer: (email) =>
        registerCustomer(stranger, registrations, {
          email,
          firstName: "A",
          lastName: "B",
          password: PASSWORD,
          ...from(),
        }),
    };
    const results: Record<string, object> = {};
    for (const [way, ask] of Object.entries(ways)) {
      say(`${server.kind}: ${tries} × ${Object.keys(STATES).length} answers of ${way}`);
      results[way] = compared(await timed(ask, tries, database.writer));
    }
    return { database: server.kind, version: server.version, tries, results };
  } finally {
    await database.close();
    await scratch.drop();
  }
}

const addressOf = (state: State, account: number) => `${state}${account % ACCOUNTS}@example.com`.toLowerCase();

async function populate(ctx: Ctx): Promise<void> {
  for (const [state, change] of Object.entries(STATES)) {
    for (let account = 0; change !== undefined && account < ACCOUNTS; account += 1) {
      const id = await createCustomer(ctx, { email: addressOf(state as State, account) });
      const link = await inTransaction(ctx, (tx) => issueLinks(tx, "invitation", [id]));
      const token = new URL(link.get(id) ?? "").searchParams.get("token") ?? "";
      await setPassword({ ...ctx, actor: NOBODY }, { token, password: PASSWORD });
      if (change) await ctx.database.writer.query(`UPDATE customers SET ${change} WHERE id = ?`, [id]);
    }
  }
}

/** In turns, each round in another order, so that whatever else the machine does falls on all alike. */
async function timed(
  ask: (email: string) => Promise<unknown>,
  tries: number,
  writer: { query(sql: string): Promise<unknown> },
): Promise<Record<State, number[]>> {
  const states = Object.keys(STATES) as State[];
  const times = Object.fromEntries(states.map((state) => [state, [] as number[]])) as Record<State, number[]>;
  for (let round = -3; round < tries; round += 1) {
    // The limits are measured elsewhere; here they would only end the measurement.
    if (round % 40 === 0) await writer.query("DELETE FROM rate_limits");
    for (const state of states.toSorted(() => Math.random() - 0.5)) {
      const started = performance.now();
      const answer = await ask(addressOf(state, round + 3)).catch((error: Error) => error);
      const took = performance.now() - started;
      if (answer !== undefined) throw new Error(`${state} was answered with ${answer}`);
      if (round >= 0) times[state].push(took);
    }
  }
  return times;
}

/** Medians in ms, and how often a guess by time alone would tell a state from a missing address: 0.5 is no better than a coin. */
function compared(times: Record<State, number[]>) {
  return Object.fromEntries(
    Object.entries(times).map(([state, values]) => [
      state,
      { medianMs: rounded(median(values)), toldFromMissing: rounded(separation(values, times.missing)) },
    ]),
  );
}

/** The part of all pairs in which the first is the slower one. */
function separation(some: readonly number[], others: readonly number[]): number {
  let slower = 0;
  for (const one of some) for (const other of others) slower += one > other ? 1 : one === other ? 0.5 : 0;
  return slower / (some.length * others.length);
}
