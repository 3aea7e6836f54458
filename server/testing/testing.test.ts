import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { toDbTime } from "@/server/db";
import { allow } from "@/server/permissions";
import { takeIds } from "@/server/take-ids";
import { anActorWith, anAgent } from "./actors";
import { countStatements, recordStatements } from "./count-statements";
import { forEachDatabase } from "./databases";
import { testCtx } from "./test-ctx";
import { expectLoggedError, noteError, takeErrorProblems } from "./unexpected-errors";

forEachDatabase("the tools of the tests", (open, kind) => {
  test("a context reads and writes the database it was made for", async () => {
    const ctx = testCtx(await open());
    const first = await takeIds(ctx, "customers", 10);
    expect(await takeIds(ctx, "customers", 1)).toBe(first + 10);
  });

  test("every statement of a callback is counted, and none after it", async () => {
    const database = await open();
    const { db } = testCtx(database);
    const sent = await recordStatements(database, async () => {
      await db.query("SELECT 1 AS one");
      return db.query("SELECT 2 AS two");
    });
    expect(sent.statements).toEqual(["SELECT 1 AS one", "SELECT 2 AS two"]);
    await db.query("SELECT 3 AS three");
    expect(sent.statements).toHaveLength(2);
    expect(await countStatements(database, async () => undefined)).toBe(0);
  });

  test("the clock stands still until it is moved, for every actor of the context", async () => {
    const ctx = testCtx(await open(), { now: "2026-01-01T00:00:00Z" });
    const viewer = ctx.as(anAgent("viewer"));
    ctx.clock.advance(1500);
    expect(toDbTime(viewer.now())).toBe("2026-01-01 00:00:01.500");
  });

  test("files are kept in a folder of the test's own", async () => {
    const { files } = testCtx(await open());
    const name = await files.store("error-files", Readable.from(["hello"]));
    expect(await text(await files.read(name))).toBe("hello");
  });

  if (kind === "mysql") {
    test("the server's zone is far from UTC on purpose, unless somebody named a server", async () => {
      const database = await open();
      const [row]: { zone: string }[] = await database.reader.query("SELECT @@global.time_zone AS zone");
      if (process.env.DESKFOLK_PRIVATE_MYSQL) expect(row?.zone).toBe("+05:00");
    });
  }
});

test("an actor with one permission is refused every other one", () => {
  const actor = anActorWith("customer.view");
  expect(() => allow(actor, "customer.view")).not.toThrow();
  expect(() => allow(actor, "customer.edit")).toThrow("customer.edit");
});

test("an error on the console counts as a problem of the test unless it was announced", () => {
  console.error("one %s", "surprise");
  expect(takeErrorProblems().join()).toContain("one surprise");

  expectLoggedError(/disk is full/);
  noteError("the disk is full");
  expect(takeErrorProblems()).toEqual([]);

  expectLoggedError(/never happens/);
  expect(takeErrorProblems().join()).toContain("never logged");
});

test("these tests run with the processor's clock in UTC, as the product does", () => {
  expect(new Date(2026, 0, 1).toISOString()).toBe("2026-01-01T00:00:00.000Z");
});
