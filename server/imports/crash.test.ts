import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { seededRandom } from "@/server/customers/identity/random-text";
import { createCustomer } from "@/server/customers/save-customer";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { startImport } from "./start-import";
import { failuresOf, importWith, previewOfFile } from "./test-imports";

/** `CRASHES=10 ROWS=100000 npx jest server/imports/crash` is the longer way. */
const CRASHES = Number(process.env.CRASHES ?? 2);
const ROWS = Number(process.env.ROWS ?? 12_000);

jest.setTimeout(300_000 + CRASHES * 60_000);

forEachDatabase("a worker that is killed in the middle of an import", (open) => {
  test("is followed by another, and every row is written once", async () => {
    const ctx = testCtx(await open(), { now: new Date() });
    await createCustomer(ctx, { email: "p100@example.com", firstName: "Old" });
    const rows = Array.from({ length: ROWS }, (_, at) => rowAt(at + 1));
    const { id } = await previewOfFile(ctx, `email,first_name\n${rows.join("\n")}\n`);
    await startImport(ctx, { importId: id });

    const random = seededRandom(Date.now() % 1000);
    for (let crash = 0; crash < CRASHES; crash++) {
      const worker = startWorker(ctx);
      // Somewhere in its share of the rows, and then anywhere in a slice.
      await reached(ctx, id, Math.floor(((crash + random()) * ROWS) / (CRASHES + 1)));
      await sleep(random() * 300);
      await killed(worker);
    }
    const worker = startWorker(ctx);
    await reached(ctx, id, ROWS);
    await until(async () => (await importWith(ctx, id)).status === "done");
    await killed(worker);

    const done = await importWith(ctx, id);
    const expected = { created: ROWS - 3, updated: 1, unchanged: 0, restored: 0, failed: 2 };
    expect(done).toMatchObject({ ...expected, totalRows: ROWS, rowsDone: ROWS });
    expect(await failuresOf(ctx, id)).toHaveLength(2);
    expect(await counted(ctx, "SELECT COUNT(*) AS found FROM customers")).toBe(ROWS - 2);
    const made = "SELECT COUNT(*) AS found FROM customers WHERE source_import_id = ?";
    expect(await counted(ctx, made, id)).toBe(ROWS - 3);
    const entries = "SELECT COUNT(*) AS found FROM activity_entries WHERE import_id = ?";
    expect(await counted(ctx, entries, id)).toBe(1);
    const people =
      "SELECT COUNT(DISTINCT identifier_key) AS found FROM customer_identifiers WHERE identifier_key LIKE 'p%'";
    expect(await counted(ctx, people)).toBe(ROWS - 2);
  });
});

/** The last row but one has an error, and the last is the person of line 8. */
function rowAt(row: number): string {
  if (row === ROWS - 1) return "nobody,None";
  return `p${row === ROWS ? 7 : row}@example.com,Name${row}`;
}

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

async function reached(ctx: Ctx, importId: number, rows: number): Promise<void> {
  await until(async () => (await importWith(ctx, importId)).rowsDone >= rows);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

async function counted(ctx: Ctx, sql: string, ...parameters: unknown[]): Promise<number> {
  const [row]: { found: number | string }[] = await ctx.db.query(sql, parameters);
  return Number(row?.found);
}
