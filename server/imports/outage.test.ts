import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { type PrivateMysql, startPrivateMysql } from "@/checks/private-mysql";
import { migrate, openDatabase } from "@/server/db";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { startImport } from "./start-import";
import { countsOf, importWith, previewOfFile } from "./test-imports";

/** `OUTAGES=5 ROWS=200000 npx jest server/imports/outage` is the longer way. */
const OUTAGES = Number(process.env.OUTAGES ?? 1);
const ROWS = Number(process.env.ROWS ?? 16_000);

jest.setTimeout(300_000 + OUTAGES * 60_000);

describe("a database server that is killed in the middle of an import", () => {
  let server: PrivateMysql | undefined;

  beforeAll(async () => {
    server = await startPrivateMysql({ isDurable: true });
    if (!server && process.env.CI === "true") throw new Error("CI runs this on MySQL/MariaDB; no server was found.");
  });
  afterAll(() => server?.stop());

  test("comes back, and the import goes on by itself: every row is written once", async () => {
    if (!server) return;
    const ctx = testCtx(await databaseOn(server), { now: new Date() });
    const rows = Array.from({ length: ROWS }, (_, at) => `p${at}@example.com,Name${at}`);
    const { id } = await previewOfFile(ctx, `email,first_name\n${rows.join("\n")}\nnobody,None\n`);
    await startImport(ctx, { importId: id });
    const worker = startWorker(ctx);
    try {
      for (let outage = 0; outage < OUTAGES; outage += 1) {
        await reached(ctx, id, ((outage + Math.random()) * ROWS) / (OUTAGES + 1));
        await server.crash();
        await sleep(1500);
        await server.restart();
      }
      await reached(ctx, id, ROWS + 1);
      await until(async () => (await importWith(ctx, id)).status === "done");
    } finally {
      const gone = once(worker, "exit");
      worker.kill("SIGKILL");
      await gone;
    }
    expect(countsOf(await importWith(ctx, id))).toBe(`${ROWS} 0 0 0 1`);
    const [row]: { customers: number; people: number }[] = await ctx.db.query(
      `SELECT (SELECT COUNT(*) FROM customers) AS customers,
        (SELECT COUNT(DISTINCT identifier_key) FROM customer_identifiers) AS people`,
    );
    expect({ customers: Number(row?.customers), people: Number(row?.people) }).toEqual({
      customers: ROWS,
      people: ROWS,
    });
    await ctx.database.close();
  });
});

async function databaseOn(server: PrivateMysql) {
  const connection = await createConnection(server.url);
  await connection.query("CREATE DATABASE outage CHARACTER SET utf8mb4");
  await connection.end();
  const database = await openDatabase({ database: { kind: "mysql", url: `${server.url}/outage` } });
  await migrate(database);
  return database;
}

function startWorker({ config, database }: TestCtx): ChildProcess {
  const { host, port, url } = database.writer.options as { host?: string; port?: number; url?: string };
  return spawn(process.execPath, ["--import", "tsx", "server/worker.ts"], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      TZ: "UTC",
      NODE_ENV: "production",
      DATABASE_URL: url ?? `mysql://root@${host}:${port}/outage`,
      STORAGE_URL: config.storageUrl,
      APP_URL: config.appUrl,
      AUTH_SECRET: config.authSecret,
      LOG_LEVEL: "fatal",
    },
  });
}

async function reached(ctx: TestCtx, importId: number, rows: number): Promise<void> {
  await until(async () => (await importWith(ctx, importId)).rowsDone >= rows);
}

/** While the server is away there is no answer at all. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await sleep(50);
}
