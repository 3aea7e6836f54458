import { mailsOfComments } from "@/server/mail/incoming/quarantine";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come } from "@/server/testing/mails";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { attachmentsOf } from "@/server/tickets/attachments";
import { sendMailPage, sendPicture } from "./mail-page";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`;
const picture = (type: string, id: string, body = PNG) =>
  part(`Content-Type: ${type}\r\nContent-ID: <${id}>\r\nContent-Transfer-Encoding: base64`, body);

const letter = (...parts: string[]) =>
  aMail({
    head: ['Content-Type: multipart/related; boundary="b"'],
    body: [
      part(
        "Content-Type: text/html; charset=utf-8",
        '<b>Hello</b> <img src="cid:logo@x"><img src="cid:gone"><img src="https://track.example/1.png"><script>steal()</script>',
      ),
      ...parts,
      "--b--",
    ].join(""),
  });

const pageOf = async (ctx: TestCtx, search = "") =>
  sendMailPage(ctx, new Request(`http://desk.example/api/mail-pages/1${search}`), 1);

forEachDatabase("the page of a mail", (open) => {
  test("shows what came with it, nothing from elsewhere until it is wanted, and runs nothing", async () => {
    const ctx = testCtx(await open());
    const [mail] = await come(ctx, letter(picture("image/png", "logo@x"), picture("image/png", "unused@x")));
    const commentId = mail?.commentId ?? 0;
    const files = (await attachmentsOf(ctx, [commentId])).get(commentId) ?? [];
    expect(files.map(({ isInPage }) => isInPage)).toEqual([true, false]);
    expect((await mailsOfComments(ctx, [commentId])).get(commentId)).toMatchObject({ hasPage: true, filesLeftOut: 0 });

    const [plain, remote] = [await pageOf(ctx), await pageOf(ctx, "?pictures=remote")];
    const [html, withRemote] = [await plain.text(), await remote.text()];
    expect(html).toContain(
      `<b>Hello</b> <img src="/api/downloads/picture-${files[0]?.id}"><img><img data-remote="https://track.example/1.png">`,
    );
    expect(withRemote).toContain('src="https://track.example/1.png"');
    expect(html).not.toContain("steal");
    const policies = [plain, remote].map(({ headers }) => headers.get("content-security-policy") ?? "");
    expect(policies[0]).toMatch(/^sandbox allow-same-origin allow-popups .*default-src 'none'; img-src 'self' data:;/);
    expect(policies[1]).toContain("img-src 'self' data: https: http:;");
    expect(policies.join()).not.toContain("allow-scripts");

    const shown = await sendPicture(ctx, files[0]?.id ?? 0);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await shown.arrayBuffer()).toString("base64")).toBe(PNG);
  });

  test("is nobody's to see without the permission, and what is no picture is shown as none", async () => {
    const ctx = testCtx(await open());
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>').toString("base64");
    await come(ctx, letter(picture("image/png", "logo@x", drawing)));
    await expect(sendPicture(ctx, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const stranger = ctx.as(anActorWith("customer.view"));
    await expect(pageOf(stranger)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(sendPicture(stranger, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await pageOf(ctx.as(anAgent("viewer")))).status).toBe(200);
    await expect(sendMailPage(ctx, new Request("http://x/"), 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("with more files than a comment takes says how many are in the original alone", async () => {
    const ctx = testCtx(await open());
    const files = Array.from({ length: 103 }, (_, n) =>
      part(`Content-Disposition: attachment; filename=${n}.txt`, "x"),
    );
    const [mail] = await come(ctx, letter(...files));
    const commentId = mail?.commentId ?? 0;
    expect((await attachmentsOf(ctx, [commentId])).get(commentId)).toHaveLength(100);
    expect((await mailsOfComments(ctx, [commentId])).get(commentId)).toMatchObject({ filesLeftOut: 3 });
  });
});
