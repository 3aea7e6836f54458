import { Organisation } from "@/server/organisations/organisation.entity";
import type { Ctx } from "./ctx";
import { type Database, inShortTransaction, inTransaction, openDatabase } from "./db";
import { takeIds } from "./take-ids";
import { forEachDatabase } from "./testing/databases";
import { testConfig, testCtx } from "./testing/test-ctx";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const add = (tx: Ctx, name: string) => tx.db.save(Organisation, { name, nameKey: name, createdAt: tx.now() });

forEachDatabase("a transaction", (open, kind) => {
  const names = async (ctx: Ctx) =>
    (await ctx.db.find(Organisation, { order: { name: "ASC" } })).map((one) => one.name);

  test("that fails takes nothing of another one with it", async () => {
    const ctx = testCtx(await open());
    const failing = inTransaction(ctx, async (tx) => {
      await add(tx, "lost");
      await pause(50);
      throw new Error("no");
    });
    const passing = inTransaction(ctx, async (tx) => {
      await add(tx, "kept");
      await pause(20);
      await add(tx, "kept too");
    });
    await expect(failing).rejects.toThrow("no");
    await passing;
    expect(await names(ctx)).toEqual(["kept", "kept too"]);
  });

  test("shows nothing to others before it is committed", async () => {
    const ctx = testCtx(await open());
    await inTransaction(ctx, async (tx) => {
      await add(tx, "soon");
      expect(await names(ctx)).toEqual([]);
      expect(await names(tx)).toEqual(["soon"]);
    });
    expect(await names(ctx)).toEqual(["soon"]);
  });

  test("inside another one is part of it", async () => {
    const ctx = testCtx(await open());
    const outer = inTransaction(ctx, async (tx) => {
      await inTransaction(tx, (inner) => add(inner, "inner"));
      throw new Error("no");
    });
    await expect(outer).rejects.toThrow("no");
    expect(await names(ctx)).toEqual([]);
  });

  test("waits for one in another process without stopping this one", async () => {
    const database = await open();
    const ctx = testCtx(database);
    const other = await openDatabase({ database: testConfig(database).database });
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 5);
    try {
      const theirs = inTransaction(testCtx(other), async (tx) => {
        await tx.db.query("UPDATE id_ranges SET next_id = next_id + 1");
        await pause(200);
      });
      await pause(20);
      await inTransaction(ctx, (tx) => tx.db.query("UPDATE id_ranges SET next_id = next_id + 1"));
      await theirs;
    } finally {
      clearInterval(ticking);
      await other.close();
    }
    expect(ticks).toBeGreaterThan(5);
    const [row]: { next_id: number }[] = await ctx.db.query("SELECT next_id FROM id_ranges");
    expect(row?.next_id).toBe(3);
  });

  test("that is short and fails takes nothing of those that go in with it", async () => {
    const ctx = testCtx(await open());
    const short = (name: string, fails = false) =>
      inShortTransaction(ctx, async (tx) => {
        await add(tx, name);
        if (fails) throw new Error(`not ${name}`);
        return name;
      });
    const wanted = [short("a"), short("b", true), short("c"), short("a"), short("d")];
    const [a, b, c, again, d] = await Promise.allSettled(wanted);
    expect(b).toMatchObject({ reason: { message: "not b" } });
    expect([c?.status, d?.status]).toEqual(["fulfilled", "fulfilled"]);
    // Which of the two is first is the database's to say.
    expect([a?.status, again?.status].sort()).toEqual(["fulfilled", "rejected"]);
    expect(await names(ctx)).toEqual(["a", "c", "d"]);
  });

  test("that is short is there when its promise says so, and not before", async () => {
    const ctx = testCtx(await open());
    let during: string[] = [];
    const first = inShortTransaction(ctx, (tx) => add(tx, "a")).then(async () =>
      expect(await names(ctx)).toContain("a"),
    );
    const second = inShortTransaction(ctx, async (tx) => {
      await add(tx, "b");
      during = await names(ctx);
    }).then(async () => expect(await names(ctx)).toContain("b"));
    await Promise.all([first, second]);
    expect(during).not.toContain("b");
  });

  test("does not hold up others who take ids", async () => {
    const ctx = testCtx(await open());
    const taken = await Promise.all(
      Array.from({ length: 12 }, () =>
        inTransaction(ctx, async (tx) => {
          const first = await takeIds(tx, "customers", 2);
          await pause(5);
          return [first, first + 1];
        }),
      ),
    );
    expect(new Set(taken.flat()).size).toBe(24);
  });

  const onMysql = kind === "mysql" ? test : test.skip;
  const onSqlite = kind === "sqlite" ? test : test.skip;

  onMysql("that loses a deadlock runs again from its beginning", async () => {
    const ctx = testCtx(await open());
    const [a, b] = await inTransaction(ctx, async (tx) => [await add(tx, "a"), await add(tx, "b")]);
    const lock = (tx: Ctx, id: number) =>
      tx.db.query("UPDATE organisations SET name = CONCAT(name, '!') WHERE id = ?", [id]);
    const crossing = (first: number, second: number) =>
      inTransaction(ctx, async (tx) => {
        await lock(tx, first);
        await pause(100);
        await lock(tx, second);
      });
    await Promise.all([crossing(a.id, b.id), crossing(b.id, a.id)]);
    expect(await names(ctx)).toEqual(["a!!", "b!!"]);
  });

  onSqlite("is the only way to write on SQLite", async () => {
    const ctx = testCtx(await open());
    await expect(ctx.db.query("DELETE FROM organisations")).rejects.toThrow(/readonly/);
  });
});

forEachDatabase("times", (open) => {
  test("come back as they were stored, whatever the server's zone", async () => {
    const database: Database = await open();
    const ctx = testCtx(database, { now: "2026-07-01T23:59:59.987Z" });
    await inTransaction(ctx, (tx) => add(tx, "summer"));
    const [raw]: { created_at: string }[] = await ctx.db.query("SELECT created_at FROM organisations");
    expect(raw?.created_at).toBe("2026-07-01 23:59:59.987");
    expect((await ctx.db.findOneByOrFail(Organisation, { name: "summer" })).createdAt.toISOString()).toBe(
      "2026-07-01T23:59:59.987Z",
    );
  });
});
