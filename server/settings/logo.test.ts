import { Readable } from "node:stream";
import { saveUpload } from "@/server/files/save-upload";
import { NOBODY } from "@/server/permissions";
import { anAgent } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { logoUrl, openLogo, removeLogo, setLogo } from "./logo";

/** A picture's head: what is looked at. */
function aPng(width = 40, height = 20): Buffer {
  const png = Buffer.alloc(64);
  png.set(Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"));
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

const sent = (ctx: TestCtx, contents: Buffer) =>
  saveUpload(ctx, { fileName: "logo.png", contents: Readable.from([contents]), purpose: "logo" });
const versionOf = (url: string | null) => url?.split("/").at(-1) ?? "";

forEachDatabase("the desk's logo", (open) => {
  test("is what was uploaded, at an address of its own, for everybody, until it is replaced or taken away", async () => {
    const ctx = testCtx(await open());
    const visitor = ctx.as(NOBODY);
    expect(await logoUrl(visitor)).toBeNull();
    await setLogo(ctx, { uploadId: await sent(ctx, aPng()) });
    const first = versionOf(await logoUrl(visitor));
    expect(await openLogo(visitor, first)).toEqual({ type: "image/png", contents: aPng() });
    await setLogo(ctx, { uploadId: await sent(ctx, aPng(10, 10)) });
    const second = versionOf(await logoUrl(visitor));
    expect((await openLogo(visitor, second)).contents).toEqual(aPng(10, 10));
    for (const gone of [first, "", "../uploads", second.toUpperCase()])
      await expect(openLogo(visitor, gone)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await removeLogo(ctx);
    await removeLogo(ctx);
    expect(await logoUrl(visitor)).toBeNull();
    await expect(openLogo(visitor, second)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const audit: { details: string }[] = await ctx.db.query("SELECT details FROM audit_entries ORDER BY id");
    expect(audit.map(({ details }) => JSON.parse(details).logo)).toEqual([
      "none → a picture",
      "a picture → a picture",
      "a picture → none",
    ]);
  });

  test("is no document, no file that only says that it is a picture, none that unpacks into too much, and nobody else's upload", async () => {
    const ctx = testCtx(await open());
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
    for (const contents of [Buffer.from(svg), Buffer.from("<html>"), Buffer.from("GIF89a\0\0\0\0"), aPng(4001, 1)]) {
      const problems = await problemsOf(setLogo(ctx, { uploadId: await sent(ctx, contents) }));
      expect(problems).toMatchObject([{ path: "uploadId" }]);
    }
    await expect(sent(ctx, Buffer.alloc(1024 ** 2 + 1))).rejects.toThrow("at most 1 MB");
    const other = ctx.as({ ...anAgent(), id: 99 } as ReturnType<typeof anAgent>);
    const uploadId = await sent(other, aPng());
    expect(await problemsOf(setLogo(ctx, { uploadId }))).toMatchObject([{ path: "uploadId" }]);
    expect(await logoUrl(ctx)).toBeNull();
  });

  test("is changed only by who may change the settings", async () => {
    const ctx = testCtx(await open());
    const agent = ctx.as(anAgent("agent"));
    for (const act of [() => sent(agent, aPng()), () => setLogo(agent, { uploadId: "x" }), () => removeLogo(agent)])
      await expect(act()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
