import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come, countOf } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import { receiveMail } from "./receive-mail";

jest.setTimeout(120_000);

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
    const store: typeof plain.files.store = (folder, contents) =>
      isFull && folder === "attachments" ? Promise.reject(new Error("ENOSPC")) : plain.files.store(folder, contents);
    const desk = { ...plain, files: { ...plain.files, store } };
    const file = "--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nHello\r\n--b--";
    await receiveMail(
      { ...desk, actor: MAIL },
      aMail({ head: ['Content-Type: multipart/mixed; boundary="b"'], body: file }),
    );
    for (let hour = 0; hour < 24; hour += 1) {
      while (await runNextJob(desk, jobHandlers));
      plain.clock.advance(3_600_000);
    }
    expect([await countOf(plain, "tickets"), await countOf(plain, "incoming_mails")]).toEqual([0, 1]);
    isFull = false;
    while (await runNextJob(desk, jobHandlers));
    expect([await countOf(plain, "tickets"), await countOf(plain, "comment_attachments")]).toEqual([1, 1]);
  });

  test("fifty new senders with two mails each, all at once, are fifty customers and a hundred tickets", async () => {
    const ctx = testCtx(await open());
    const desk = ctx.as({ kind: "system", name: "Mail" });
    const all = Array.from({ length: 100 }, (_, n) => aMail({ from: `sender${n % 50}@example.com` }));
    await Promise.all(all.map((mail) => receiveMail(desk, mail)));
    const lane = async () => {
      while (await runNextJob(desk, jobHandlers));
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    expect([await countOf(ctx, "customers"), await countOf(ctx, "tickets")]).toEqual([50, 100]);
  });
});
