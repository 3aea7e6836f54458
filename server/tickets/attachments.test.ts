import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { saveUpload } from "@/server/files/save-upload";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { NOBODY } from "@/server/permissions";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { addComment } from "./add-comment";
import { attachmentsOf, MAX_ATTACHMENTS, openAttachment } from "./attachments";
import { BodyFormat } from "./ticket-comment.entity";
import { listComments } from "./ticket-parts";

const upload = (ctx: TestCtx, contents: string, fileName = "notes.txt") =>
  saveUpload(ctx, { fileName, contents: Readable.from([Buffer.from(contents)]), purpose: "attachment" });

const commentsOf = async (ctx: TestCtx, id: number) =>
  (await listComments(ctx, { ticketIds: [id], first: 50 })).get(id)?.rows ?? [];

async function lastAttachments(ctx: TestCtx, ticketId: number) {
  const last = (await commentsOf(ctx, ticketId)).at(-1);
  return (await attachmentsOf(ctx, [last?.id ?? 0])).get(last?.id ?? 0) ?? [];
}

async function work(ctx: TestCtx): Promise<void> {
  while (await runNextJob(ctx, jobHandlers));
}

forEachDatabase("files on a comment", (open) => {
  test("are there with the comment, once, and come out as they went in", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const uploadId = await upload(ctx, "<script>alert(1)</script>", "../../Größe <x>.html");
    await addComment(ctx, { ticketId: id, body: "See the file.", uploadIds: [uploadId, uploadId] });
    const [file, ...others] = await lastAttachments(ctx, id);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ fileName: "Größe <x>.html", size: 25 });
    const { contents } = await openAttachment(ctx, file?.id ?? 0);
    expect(await text(contents)).toBe("<script>alert(1)</script>");

    const again = await problemsOf(addComment(ctx, { ticketId: id, body: "Again.", uploadIds: [uploadId] }));
    expect(again).toMatchObject([{ path: "uploadIds.0", code: "INVALID" }]);
    expect(await commentsOf(ctx, id)).toHaveLength(2);
  });

  test("come with a new ticket too", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx, { uploadIds: [await upload(ctx, "x")] });
    expect(await lastAttachments(ctx, id)).toHaveLength(1);
  });

  test("are nobody's but the sender's, and one upload serves one of two comments at the same moment", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const uploadId = await upload(ctx, "mine");
    const other = ctx.as(anAgent("admin", { id: 2, name: "Otto" }));
    expect(await problemsOf(addComment(other, { ticketId: id, body: "Theirs.", uploadIds: [uploadId] }))).toHaveLength(
      1,
    );

    const both = await Promise.allSettled(
      ["One.", "Two."].map((body) => addComment(ctx, { ticketId: id, body, uploadIds: [uploadId] })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await commentsOf(ctx, id)).toHaveLength(2);
  });

  test("of more than the stated number or size are refused, and nothing is written", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const many = Array.from({ length: MAX_ATTACHMENTS + 1 }, (_, index) => String(index));
    expect(await problemsOf(addComment(ctx, { ticketId: id, body: "Many.", uploadIds: many }))).toMatchObject([
      { path: "uploadIds", message: expect.stringContaining("10 files") },
    ]);
    const large = {
      fileName: "large",
      size: 26_214_401,
      contents: Readable.from(["x"]),
      purpose: "attachment",
    } as const;
    expect(await problemsOf(saveUpload(ctx, large))).toMatchObject([{ code: "TOO_LARGE" }]);
    expect(await commentsOf(ctx, id)).toHaveLength(1);
  });

  test("need ticket.edit to send and ticket.view to read; an unknown one is not found, nor is one that the actor may not see", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx, { uploadIds: [await upload(ctx, "x")] });
    const [file] = await lastAttachments(ctx, id);
    await expect(upload(ctx.as(anActorWith("ticket.view")), "x")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await text((await openAttachment(ctx, file?.id ?? 0)).contents)).toBe("x");
    const blind = [ctx.as(anActorWith("customer.view")), ctx.as({ ...anAgent(), permissions: new Set() })];
    for (const who of [...blind, ctx]) {
      const wanted = who === ctx ? 4711 : (file?.id ?? 0);
      await expect(openAttachment(who, wanted)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(openAttachment(ctx.as(NOBODY), file?.id ?? 0)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("that nobody sent are gone after a day, those of a comment stay", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const [kept, orphan] = [await upload(ctx, "kept"), await upload(ctx, "orphan")];
    await addComment(ctx, { ticketId: id, body: "Kept.", uploadIds: [kept] });
    const [row]: { storage_name: string }[] = await ctx.db.query("SELECT storage_name FROM uploads WHERE id = ?", [
      orphan,
    ]);
    await work(ctx);
    expect(await ctx.files.size(row?.storage_name ?? "")).toBe(6);
    ctx.clock.advance(25 * 60 * 60 * 1000);
    await work(ctx);
    expect(await ctx.db.query("SELECT id FROM uploads")).toEqual([]);
    await expect(ctx.files.size(row?.storage_name ?? "")).rejects.toThrow();
    const [file] = await lastAttachments(ctx, id);
    expect(await text((await openAttachment(ctx, file?.id ?? 0)).contents)).toBe("kept");
  });
});

forEachDatabase("a comment in HTML", (open) => {
  test("is stored without what is not allowed", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const body = '<p onclick="x">Hi <a href="javascript:x">you</a></p><script>alert(1)</script>';
    await addComment(ctx, { ticketId: id, body, bodyFormat: BodyFormat.HTML });
    expect((await commentsOf(ctx, id)).at(-1)).toMatchObject({ body: "<p>Hi <a>you</a></p>", bodyFormat: "html" });
  });

  test("without a word, or longer than what fits, is refused with a sentence", async () => {
    const ctx = testCtx(await open());
    const { id } = await aTicket(ctx);
    const write = (body: string) => addComment(ctx, { ticketId: id, body, bodyFormat: BodyFormat.HTML });
    expect(await problemsOf(write("<p></p><p><br></p>"))).toMatchObject([{ path: "body", code: "REQUIRED" }]);
    expect(await problemsOf(write(`<p>${"x".repeat(1_000_000)}</p>`))).toMatchObject([{ code: "TOO_LARGE" }]);
    // What grows while it is made safe counts as it will be stored.
    expect(await problemsOf(write("&".repeat(60_000)))).toMatchObject([{ code: "TOO_LARGE" }]);
    expect(await commentsOf(ctx, id)).toHaveLength(1);
  });
});
