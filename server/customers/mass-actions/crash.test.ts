import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { CustomerSource } from "@/server/customers/customer.entity";
import { forceResetPasswords } from "@/server/customers/force-reset";
import { blankCustomer, insertCustomers } from "@/server/customers/write-customers";
import { inTransaction } from "@/server/db";
import { countJobResults } from "@/server/jobs/find-job";
import { Job } from "@/server/jobs/job.entity";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";

/** `CRASHES=5 CUSTOMERS=10000 npx jest server/customers/mass-actions/crash` is the longer way. */
const CRASHES = Number(process.env.CRASHES ?? 2);
const CUSTOMERS = Number(process.env.CUSTOMERS ?? 3000);

jest.setTimeout(300_000 + CRASHES * 60_000);

forEachDatabase("a worker that is killed in the middle of a forced reset", (open) => {
  test("is followed by another, and each customer is reset once and gets one mail", async () => {
    const ctx = testCtx(await open(), { now: new Date(Date.now() - 1000) });
    const people = Array.from({ length: CUSTOMERS }, (_, n) => ({
      ...blankCustomer(CustomerSource.AGENT, { newCustomersHaveHubAccess: true }),
      firstName: `P${n}`,
      email: `p${n}@example.com`,
      emailKey: `p${n}@example.com`,
      isActive: true,
    }));
    for (let from = 0; from < CUSTOMERS; from += 1000) {
      await inTransaction(ctx, (tx) => insertCustomers(tx, people.slice(from, from + 1000)));
    }
    ctx.clock.set(new Date());
    const jobId = await forceResetPasswords(ctx, { matching: {}, note: "Sorry." });

    for (let crash = 1; crash <= CRASHES; crash += 1) {
      const worker = startWorker(ctx);
      await until(async () => (await countJobResults(ctx, jobId)).done >= (crash * CUSTOMERS) / (CRASHES + 2));
      await sleep(Math.random() * 100);
      await killed(worker);
    }
    const worker = startWorker(ctx);
    await until(async () => (await ctx.db.findOneByOrFail(Job, { id: jobId })).status === "done");
    await killed(worker);

    expect(await countJobResults(ctx, jobId)).toEqual({ pending: 0, done: CUSTOMERS, skipped: 0, failed: 0 });
    const rows = async (table: string) =>
      counted(ctx, `SELECT COUNT(*) AS found FROM ${table} WHERE job_id = ?`, jobId);
    // Beside what became of each mail, which the worker tells too.
    const told = await counted(
      ctx,
      "SELECT COUNT(*) AS found FROM activity_entries WHERE job_id = ? AND action = 'customer.invited'",
      jobId,
    );
    expect([await rows("mails"), told, await rows("job_results")]).toEqual(Array(3).fill(CUSTOMERS));
    expect(await counted(ctx, "SELECT COUNT(DISTINCT customer_id) AS found FROM mails WHERE job_id = ?", jobId)).toBe(
      CUSTOMERS,
    );
    expect(await counted(ctx, "SELECT COUNT(*) AS found FROM customers WHERE is_active = 1")).toBe(0);
    expect(await counted(ctx, "SELECT COUNT(*) AS found FROM customers WHERE version <> 2")).toBe(0);
  });
});

/** As `npm run worker` runs it, on the test's database and files. */
function startWorker({ config }: TestCtx): ChildProcess {
  const { database } = config;
  return spawn(process.execPath, ["--import", "tsx", "server/worker.ts"], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      TZ: "UTC",
      NODE_ENV: "production",
      DATABASE_URL: database.kind === "sqlite" ? `file:${database.file}` : database.url,
      STORAGE_URL: config.storageUrl,
      APP_URL: config.appUrl,
      AUTH_SECRET: config.authSecret,
      LOG_LEVEL: "fatal",
    },
  });
}

async function killed(worker: ChildProcess): Promise<void> {
  const gone = once(worker, "exit");
  worker.kill("SIGKILL");
  await gone;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

async function counted(ctx: Ctx, sql: string, ...parameters: unknown[]): Promise<number> {
  const [row]: { found: number | string }[] = await ctx.db.query(sql, parameters);
  return Number(row?.found);
}
