import { Readable } from "node:stream";
import type { Ctx } from "@/server/ctx";
import { saveUpload } from "@/server/files/save-upload";
import { runNextJob } from "@/server/jobs/run-job";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { findImport } from "./find-import";
import { importJobs } from "./import-jobs";
import { previewImport } from "./preview-import";

const MIB = 1024 ** 2;

/** Without ever being in memory. */
function* repeated(beginning: string, chunk: string, size: number): Generator<Buffer> {
  yield Buffer.from(beginning);
  for (let sent = 0; sent < size; sent += chunk.length) yield Buffer.from(chunk);
}

const letters = "x".repeat(64 * 1024);

const FILES: [string, () => Iterable<Buffer>, RegExp][] = [
  ["an unclosed quote of 8 MB", () => repeated('email\n"a@example.com\n', `${letters}\n`, 8 * MIB), /Line 2|line 2/],
  ["one line of 100 MB", () => repeated("email\na@example.com\n", letters, 100 * MIB), /line 3/],
  ["100,000 columns", () => repeated("email", ",column".repeat(8000), 700_000), /columns/],
];

forEachDatabase("a hostile file", (open) => {
  test.each(FILES)("with %s is refused within seconds and writes nothing", async (_, contents, message) => {
    const ctx = testCtx(await open());
    const uploadId = await saveUpload(ctx, { fileName: "people.csv", contents: Readable.from(contents()) });
    const id = await previewImport(ctx, { uploadId });

    const started = process.cpuUsage();
    await runNextJob(ctx, importJobs);

    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(await findImport(ctx, id)).toMatchObject({ status: "refused", message: expect.stringMatching(message) });
    expect(await customersOf(ctx)).toEqual([]);
  });
});

const customersOf = (ctx: Ctx): Promise<unknown[]> => ctx.db.query("SELECT id FROM customers");
