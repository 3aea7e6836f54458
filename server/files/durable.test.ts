import { readlinkSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { receiveMail } from "@/server/mail/incoming/receive-mail";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, countOf } from "@/server/testing/mails";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { saveUpload } from "./save-upload";

interface Written {
  name: string;
  /** Rows that promise a file, committed by then. */
  rows: number;
}

/** What is written out to the disk meanwhile, file by file; Linux tells which file it is. */
async function writtenOut(ctx: TestCtx, table: string, work: () => Promise<unknown>): Promise<Written[]> {
  const handle = await open("/dev/null");
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const { sync } = prototype;
  const written: Written[] = [];
  const root = ctx.config.storageUrl.replace(/^file:/, "");
  jest.spyOn(prototype, "sync").mockImplementation(async function (this: FileHandle) {
    const name = path.relative(root, readlinkSync(`/proc/self/fd/${this.fd}`));
    await sync.call(this);
    written.push({ name, rows: await countOf(ctx, table) });
  });
  await work().finally(() => jest.restoreAllMocks());
  return written;
}

const onLinux = process.platform === "linux" ? test : test.skip;

forEachDatabase("a row that promises a file", (open) => {
  onLinux.each([
    ["a received mail", "incoming_mails", "mail", (ctx: TestCtx) => receiveMail(ctx, aMail())],
    [
      "an upload",
      "uploads",
      "uploads",
      (ctx: TestCtx) =>
        saveUpload(ctx, { fileName: "a.csv", contents: Readable.from([Buffer.from("email\n")]), purpose: "import" }),
    ],
  ])("is committed when the file and its folders are on the disk: %s", async (_, table, folder, work) => {
    const ctx = testCtx(await open());

    const written = await writtenOut(ctx, table, () => work(ctx));

    const [row]: { storage_name: string }[] = await ctx.db.query(`SELECT storage_name FROM ${table}`);
    expect(written.map(({ rows }) => rows)).toEqual([0, 0, 0, 0]);
    expect(written.map(({ name }) => name).sort()).toEqual(["", "..", folder, row?.storage_name]);
    // The folders above are new only once.
    const again = await writtenOut(ctx, table, () => work(ctx));
    expect(again.map(({ name }) => path.dirname(name)).sort()).toEqual([".", folder]);
  });

  test("is written out as it is committed", async () => {
    const { kind, writer } = await open();
    if (kind === "mysql") return; // So it is there unless somebody has told the server otherwise.
    const [setting] = await writer.query("PRAGMA synchronous");
    expect(setting).toEqual({ synchronous: 2 }); // FULL
  });
});
