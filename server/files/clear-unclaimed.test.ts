import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { CameBy, IncomingStatus } from "@/server/mail/incoming/incoming-mail.entity";
import { contentKey, tidied } from "@/server/mail/incoming/raw-mail";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come } from "@/server/testing/mails";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { clearUnclaimed } from "./clear-unclaimed";

const HOURS = 60 * 60_000;
const FOLDERS = ["attachments", "error-files", "mail", "mail-pages"] as const;

const rootOf = (ctx: TestCtx): string => ctx.config.storageUrl.replace(/^file:/, "");
const inFolder = (ctx: TestCtx, folder: string): string[] =>
  existsSync(path.join(rootOf(ctx), folder)) ? readdirSync(path.join(rootOf(ctx), folder)) : [];
const stored = (ctx: TestCtx): string[] =>
  FOLDERS.flatMap((folder) => inFolder(ctx, folder).map((name) => `${folder}/${name}`));
const leave = (ctx: TestCtx): Promise<string[]> =>
  Promise.all(FOLDERS.map((folder) => ctx.files.storeWhole(folder, Buffer.from("left"))));

const WITH_FILES = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
const PARTS = [
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<table bgcolor="#ff0000"><tr><td>Red</td></tr></table>',
  "--b",
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Disposition: attachment; filename="a.pdf"',
  "",
  "a file",
  "--b--",
].join("\r\n");

forEachDatabase("a file whose row was never committed", (open) => {
  test("is removed after a day, and not before", async () => {
    const ctx = testCtx(await open(), { now: new Date() });
    const names = await leave(ctx);

    ctx.clock.advance(23 * HOURS);
    await clearUnclaimed(ctx);
    expect(stored(ctx)).toEqual(names);

    ctx.clock.advance(2 * HOURS);
    await clearUnclaimed(ctx);
    expect(stored(ctx)).toEqual([]);
    expect(inFolder(ctx, "unclaimed")).toEqual([]);
  });

  test("is told from those that rows name, also where the process died before it could claim them", async () => {
    const ctx = testCtx(await open(), { now: new Date() });
    const claims: string[] = [];
    const dying: TestCtx = {
      ...ctx,
      files: { ...ctx.files, claim: async (names) => void claims.push(...names) },
      as: () => dying,
    };
    await come(dying, aMail({ head: WITH_FILES, body: PARTS }));
    const named = stored(ctx);
    expect(named.map((name) => path.dirname(name))).toEqual(["attachments", "mail", "mail-pages"]);
    expect(inFolder(ctx, "unclaimed")).toHaveLength(3);
    await leave(ctx);

    ctx.clock.advance(25 * HOURS);
    await clearUnclaimed(ctx);

    expect(stored(ctx)).toEqual(named);
    expect(inFolder(ctx, "unclaimed")).toEqual([]);
    expect(claims.sort()).toEqual([...named].sort());
  });

  test("is none once it is claimed, whatever has become of its row", async () => {
    const ctx = testCtx(await open(), { now: new Date() });
    await come(ctx, aMail({ head: WITH_FILES, body: PARTS }));
    expect(inFolder(ctx, "unclaimed")).toEqual([]);
    const kept = stored(ctx);
    const other = testCtx(await open(), { now: ctx.now(), settings: { storageUrl: ctx.config.storageUrl } });

    other.clock.advance(25 * HOURS);
    await clearUnclaimed(other);

    expect(stored(ctx)).toEqual(kept);
  });

  test("is cleared a slice at a time", async () => {
    const ctx = testCtx(await open(), { now: new Date() });
    await Promise.all(Array.from({ length: 60 }, () => leave(ctx)));
    ctx.clock.advance(25 * HOURS);

    await clearUnclaimed(ctx);
    expect(stored(ctx)).toHaveLength(40);
    await clearUnclaimed(ctx);
    expect(stored(ctx)).toEqual([]);
  });

  test("is one when the process that has stored it is killed before it commits", async () => {
    const ctx = testCtx(await open(), { now: new Date() });
    const raw = aMail();
    // Whoever else commits the same mail keeps the other from it: the row's key is taken.
    await inTransaction(ctx, async (tx) => {
      await insertRows(tx.db, "incoming_mails", [
        {
          content_key: await contentKey(await tidied(raw)),
          storage_name: "mail/another",
          size: 1,
          came_by: CameBy.MAIL,
          status: IncomingStatus.DISMISSED,
          received_at: toDbTime(tx.now()),
        },
      ]);
      const receiving = startReceiving(ctx, raw);
      while (inFolder(ctx, "mail").length === 0) await sleep(20);
      await sleep(200);
      receiving.kill("SIGKILL");
      await once(receiving, "exit");
    });
    expect(stored(ctx)).toHaveLength(1);

    ctx.clock.advance(25 * HOURS);
    await clearUnclaimed(ctx);

    expect(stored(ctx)).toEqual([]);
  });
});

/** `npm run desk -- receive-mail`, on the test's database and files. */
function startReceiving({ config }: TestCtx, raw: Buffer): ChildProcess {
  const { database } = config;
  const receiving = spawn(process.execPath, ["--import", "tsx", "server/cli.ts", "receive-mail"], {
    stdio: ["pipe", "ignore", "ignore"],
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
  receiving.stdin?.end(raw);
  return receiving;
}
