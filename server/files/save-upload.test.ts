import { readdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { runNextJob } from "@/server/jobs/run-job";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { PURGE_IMPORTED, uploadJobs } from "./purge-upload";
import { type Patience, saveUpload } from "./save-upload";

const PATIENCE: Patience = { silenceMs: 300, windowMs: 400, windowBytes: 1000, totalMs: 1200 };

async function* dripping(bytes: number, everyMs: number): AsyncGenerator<Buffer> {
  yield Buffer.from("email\n");
  for (;;) {
    await sleep(everyMs, undefined, { ref: false });
    yield Buffer.alloc(bytes, "x");
  }
}

const storedFiles = (ctx: TestCtx): string[] => {
  try {
    return readdirSync(path.join(ctx.config.storageUrl.replace(/^file:/, ""), "uploads"));
  } catch {
    return [];
  }
};

forEachDatabase("an upload that never ends", (open) => {
  test.each([
    ["says nothing more", dripping(1, 60_000), "The file stopped arriving. Check the connection and upload it again."],
    ["drips", dripping(1, 50), "The file arrives too slowly. Upload it over a faster connection."],
    ["goes on for hours", dripping(5000, 50), "The file arrives too slowly. Upload it over a faster connection."],
  ])("is refused when it %s, and leaves no file", async (_, contents, message) => {
    const ctx = testCtx(await open());
    const began = Date.now();

    const upload = saveUpload(ctx, { fileName: "people.csv", contents: Readable.from(contents) }, PATIENCE);

    expect(await problemsOf(upload)).toMatchObject([{ message }]);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(storedFiles(ctx)).toEqual([]);
    expect(await ctx.db.query("SELECT id FROM uploads")).toEqual([]);
  });
});

forEachDatabase("an upload", (open) => {
  const HOURS = 60 * 60_000;
  const jobsOf = (ctx: TestCtx) => ctx.db.query("SELECT kind FROM jobs ORDER BY id");

  test("whose process dies before the last byte leaves no file for good", async () => {
    const ctx = testCtx(await open());
    // Nobody ends it, as nobody would.
    const upload = saveUpload(ctx, { fileName: "people.csv", contents: Readable.from(dripping(5000, 20)) }, PATIENCE);
    const ended = upload.catch(() => undefined);
    while (storedFiles(ctx).length === 0) await sleep(10);

    const later = { ...ctx, now: () => new Date(ctx.now().getTime() + HOURS) };
    expect(await runNextJob(later, new Map(uploadJobs))).toBe(true);

    expect(storedFiles(ctx)).toEqual([]);
    await ended;
  });

  test("of which nobody knows whether it was committed keeps its file until the job that expects it looks", async () => {
    const ctx = testCtx(await open());
    let isGone = false;
    async function* contents() {
      yield Buffer.from("email\n");
      isGone = true;
    }
    const now = () => {
      if (isGone) throw Object.assign(new Error("The connection is gone."), { code: "ECONNRESET" });
      return ctx.now();
    };

    const upload = saveUpload({ ...ctx, now }, { fileName: "people.csv", contents: Readable.from(contents()) });

    await expect(upload).rejects.toThrow("The connection is gone.");
    expect(storedFiles(ctx)).toHaveLength(1);
    ctx.clock.advance(5 * HOURS);
    expect(await runNextJob(ctx, new Map(uploadJobs))).toBe(true);
    expect(storedFiles(ctx)).toEqual([]);
  });

  test("that has come whole is only looked for when its days are over", async () => {
    const ctx = testCtx(await open());

    await saveUpload(ctx, { fileName: "people.csv", contents: Readable.from([Buffer.from("email\n")]) });

    expect(await jobsOf(ctx)).toEqual([{ kind: PURGE_IMPORTED }]);
    expect(storedFiles(ctx)).toHaveLength(1);
  });
});
