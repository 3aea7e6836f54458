import { setTimeout as pause } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { type PrivateMysql, startPrivateMysql } from "@/checks/private-mysql";
import { migrate, openDatabase } from "@/server/db";
import { aMail, countOf } from "@/server/testing/mails";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { takeInAll } from "./mail-line";
import { receiveMail } from "./receive-mail";

/** `OUTAGES=10 MAILS=500 npx jest server/mail/incoming/outage` is the longer way. */
const OUTAGES = Number(process.env.OUTAGES ?? 1);
const MAILS = Number(process.env.MAILS ?? 80);
const AT_ONCE = 8;

jest.setTimeout(300_000 + OUTAGES * 60_000);

describe("a database server that is killed while mails come", () => {
  let server: PrivateMysql | undefined;

  beforeAll(async () => {
    server = await startPrivateMysql({ isDurable: true });
    if (!server && process.env.CI === "true") throw new Error("CI runs this on MySQL/MariaDB; no server was found.");
  });
  afterAll(() => server?.stop());

  test("loses none and doubles none, when what was not answered is sent again", async () => {
    if (!server) return;
    const ctx = testCtx(await databaseOn(server), { now: new Date() });
    const desk = ctx.as({ kind: "system", name: "Mail" });
    const mails = Array.from({ length: MAILS }, (_, at) => aMail({ from: `sender${at}@example.com` }));
    let accepted = 0;
    const senders = Array.from({ length: AT_ONCE }, async () => {
      for (let mail = mails.pop(); mail; mail = mails.pop()) {
        await insistently(() => receiveMail(desk, mail));
        accepted += 1;
      }
    });
    for (let outage = 1; outage <= OUTAGES; outage += 1) {
      await until(() => accepted >= (outage * MAILS) / (OUTAGES + 1));
      await server.crash();
      await server.restart();
    }
    await Promise.all(senders);
    await insistently(() => takeInAll(desk));

    const rows = await ctx.db.query<{ status: string; storage_name: string }[]>(
      "SELECT status, storage_name FROM incoming_mails",
    );
    expect(rows.filter(({ status }) => status !== "ticket")).toEqual([]);
    for (const { storage_name } of rows) expect((await bytesOf(ctx, storage_name)).length).toBeGreaterThan(0);
    expect([rows.length, await countOf(ctx, "tickets"), await countOf(ctx, "customers")]).toEqual([
      MAILS,
      MAILS,
      MAILS,
    ]);
    await ctx.database.close();
  });
});

async function databaseOn(server: PrivateMysql) {
  const connection = await createConnection(server.url);
  await connection.query("CREATE DATABASE mails");
  await connection.end();
  const url = Object.assign(new URL(server.url), { pathname: "/mails" }).toString();
  const database = await openDatabase({ database: { kind: "mysql", url } });
  await migrate(database);
  return database;
}

/** As a mail server does that got no answer. */
async function insistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(50);
    }
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

async function bytesOf(ctx: TestCtx, storageName: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await ctx.files.read(storageName)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
