import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CustomerSource } from "@/server/customers/customer.entity";
import { blankCustomer, insertCustomers } from "@/server/customers/write-customers";
import { inTransaction } from "@/server/db";
import { forEachDatabase } from "@/server/testing/databases";
import { type Fault, type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { queueMails } from "./queue-mail";

/**
 * The whole thing: a real worker, a stand-in of Resend that misbehaves, `kill -9`. Small here; the numbers of a real mass reset are
 * MAILS=10000 RATE=5 KILLS=5 npx jest server/mail/killed-worker
 */
const MAILS = Number(process.env.MAILS ?? 1500);
const PER_SECOND = Number(process.env.RATE ?? 20);
const KILLS = Number(process.env.KILLS ?? 2);
const BATCH = 100;
const TIMEOUT_S = 2;

jest.setTimeout(600_000);

/** Of every seven requests two meet something. */
const FAULTS: Fault[] = [
  { kind: "acceptAndDrop" },
  { kind: "answer", status: 500 },
  { kind: "answer", status: 429, name: "rate_limit_exceeded", retryAfter: "1" },
  { kind: "hang" },
  { kind: "acceptAndHang" },
  { kind: "drop" },
];
const faultOf = (request: number): Fault | undefined =>
  request % 7 === 3 || request % 7 === 6 ? FAULTS[Math.floor(request / 3) % FAULTS.length] : undefined;

let resend: ResendStandIn;
let worker: ChildProcess | undefined;

beforeEach(async () => {
  resend = await startResendStandIn({ perSecond: PER_SECOND, latencyMs: 50, faultOf });
});
afterEach(async () => {
  worker?.kill("SIGKILL");
  await resend.close();
});

function startWorker(ctx: TestCtx): ChildProcess {
  const { database } = ctx.config;
  const root = path.resolve(__dirname, "../..");
  return spawn(process.execPath, ["--import", "tsx", "server/worker.ts"], {
    cwd: root,
    stdio: "inherit",
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      DATABASE_URL: database.kind === "mysql" ? database.url : `file:${database.file}`,
      APP_URL: ctx.config.appUrl,
      AUTH_SECRET: ctx.config.authSecret,
      STORAGE_URL: ctx.config.storageUrl,
      LOG_LEVEL: "fatal",
      MAIL_FROM: "desk@desk.example",
      RESEND_API_KEY: "re_test",
      RESEND_BASE_URL: resend.url,
      MAIL_RATE: String(PER_SECOND),
      MAIL_TIMEOUT: String(TIMEOUT_S),
    },
  });
}

async function kill(victim: ChildProcess): Promise<void> {
  const gone = once(victim, "exit");
  victim.kill("SIGKILL");
  await gone;
}

async function queueToMany(ctx: TestCtx): Promise<void> {
  for (let start = 0; start < MAILS; start += 500) {
    const customers = Array.from({ length: Math.min(500, MAILS - start) }, (_, index) => {
      const email = `customer${start + index}@example.com`;
      return { ...blankCustomer(CustomerSource.AGENT, { newCustomersHaveHubAccess: true }), email, emailKey: email };
    });
    await inTransaction(ctx, async (tx) => {
      const ids = await insertCustomers(tx, customers);
      const values = { link: "http://localhost:3000/hub/set-password?token=of-the-test", note: "We have moved." };
      await queueMails(
        tx,
        ids.map((customerId) => ({ kind: "forcedReset", to: { customerId }, values, jobId: 1 })),
      );
    });
  }
}

async function unsent(ctx: TestCtx): Promise<number> {
  const [row]: { waiting: number | string }[] = await ctx.db.query(
    "SELECT COUNT(*) AS waiting FROM mails WHERE status IN ('queued', 'sending')",
  );
  return Number(row?.waiting);
}

forEachDatabase("a mass mail", (open) => {
  test("reaches each recipient exactly once, whatever the provider does and however often the worker is killed", async () => {
    const ctx = testCtx(await open());
    await queueToMany(ctx);
    const begun = Date.now();
    worker = startWorker(ctx);
    let downMs = 0;
    for (let killed = 1; killed <= KILLS; killed += 1) {
      const goal = (MAILS * killed) / (KILLS + 1);
      while (resend.mails.length < goal) await sleep(20);
      await kill(worker);
      const before = resend.requests.length;
      const downSince = Date.now();
      worker = startWorker(ctx);
      while (resend.requests.length === before) await sleep(20);
      downMs += Date.now() - downSince;
    }
    while ((await unsent(ctx)) > 0) await sleep(100);
    const tookMs = Date.now() - begun;

    const counts = resend.counts();
    expect(counts.size).toBe(MAILS);
    expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
    const states = await ctx.db.query("SELECT status, COUNT(*) AS mails FROM mails GROUP BY status");
    expect(states.map((row: { status: string; mails: number | string }) => [row.status, Number(row.mails)])).toEqual([
      ["sent", MAILS],
    ]);
    const [{ parts }] = await ctx.db.query("SELECT COUNT(*) AS parts FROM mail_batch_parts");
    expect(Number(parts)).toBe(0);
    report(tookMs, downMs);
  });
});

/** For whoever runs the large one: what it took, beside what the rate alone asks for and what the faults cost. */
function report(tookMs: number, downMs: number): void {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  const floorMs = (Math.ceil(MAILS / BATCH) / PER_SECOND) * 1000;
  const failed = resend.requests.filter(({ status }) => status !== 200).length;
  process.stdout.write(
    `${MAILS} mails at ${PER_SECOND}/s: ${seconds(tookMs)}; floor ${seconds(floorMs)}; ${resend.requests.length} requests, ${failed} without a good answer, which cost up to ${seconds(faultsMs())}; ${KILLS} kills, ${seconds(downMs)} until the next worker asked\n`,
  );
}

/** Each failed request is one of those that the rate allows, and its batch waits: as long as an answer may take, or as it was told to. */
function faultsMs(): number {
  return resend.requests.reduce((sum, { status }, index) => {
    if (status === 200) return sum;
    const fault = faultOf(index + 1);
    const isSilent = status === 0 && (fault?.kind === "hang" || fault?.kind === "acceptAndHang");
    return sum + 1000 / PER_SECOND + (isSilent ? TIMEOUT_S * 1000 : status === 429 ? 1000 : 0);
  }, 0);
}
