import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come, countOf } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import { takeInAll } from "./mail-line";
import { receiveMail } from "./receive-mail";

const MAIL = { kind: "system", name: "Mail" } as const;

forEachDatabase("mail that comes", (open) => {
  test("made to hurt ends soon, in a state that tells of it", async () => {
    const ctx = testCtx(await open());
    const nested = Array.from(
      { length: 10_000 },
      (_, n) => `Content-Type: multipart/mixed; boundary="${n}"\r\n\r\n--${n}\r\n`,
    );
    const begin = Date.now();
    const mails = await come(
      ctx,
      aMail({ head: [nested.join("")] }),
      aMail({ head: Array.from({ length: 20_000 }, (_, n) => `X-${n}: ${"x".repeat(50)}`) }),
      aMail({ to: Array.from({ length: 50_000 }, (_, n) => `a${n}@example.com`).join(", ") }),
      aMail({ head: ["Content-Type: text/html"], body: "<div>".repeat(100_000) }),
      aMail({ head: [], body: "> ".repeat(200_000) }),
      aMail({ head: [], body: "y\r\n".repeat(10_000_000) }),
      aMail({ subject: "x".repeat(5000), from: `${"n".repeat(5000)} <long@example.com>`, body: "y".repeat(200_000) }),
    );
    expect(Date.now() - begin).toBeLessThan(60_000);
    expect(mails.map(({ status }) => status)).not.toContain("received");
    expect(mails.at(-1)?.status).toBe("ticket");
  });

  test("while the disk is full is taken in when there is room again, however long that lasts", async () => {
    const plain = testCtx(await open());
    let isFull = true;
    const storeWhole: typeof plain.files.storeWhole = (folder, contents) =>
      isFull && folder === "attachments"
        ? Promise.reject(new Error("ENOSPC"))
        : plain.files.storeWhole(folder, contents);
    const taker = { ...plain, actor: MAIL, files: { ...plain.files, storeWhole } };
    const file = "--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nHello\r\n--b--";
    await receiveMail(taker, aMail({ head: ['Content-Type: multipart/mixed; boundary="b"'], body: file }));
    for (let hour = 0; hour < 24; hour += 1) {
      await takeInAll(taker);
      plain.clock.advance(3_600_000);
    }
    expect([await countOf(plain, "tickets"), await countOf(plain, "incoming_mails")]).toEqual([0, 1]);
    isFull = false;
    await takeInAll(taker);
    expect([await countOf(plain, "tickets"), await countOf(plain, "comment_attachments")]).toEqual([1, 1]);
  });

  test("fifty new senders with two mails each, all at once, are fifty customers and a hundred tickets", async () => {
    const ctx = testCtx(await open());
    const desk = ctx.as({ kind: "system", name: "Mail" });
    const all = Array.from({ length: 100 }, (_, n) => aMail({ from: `sender${n % 50}@example.com` }));
    await Promise.all(all.map((mail) => receiveMail(desk, mail)));
    await Promise.all([takeInAll(desk), takeInAll(desk)]);
    expect([await countOf(ctx, "customers"), await countOf(ctx, "tickets")]).toEqual([50, 100]);
  });
});
