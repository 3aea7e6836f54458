import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come, countOf } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import { takeInAll } from "./mail-line";
import { tidied } from "./raw-mail";
import { receiveMail } from "./receive-mail";

const MAIL = { kind: "system", name: "Mail" } as const;
const WITH_FILE = {
  head: ['Content-Type: multipart/mixed; boundary="b"'],
  body: "--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nHello\r\n--b--",
};

forEachDatabase("mails that wait together", (open) => {
  test("become their senders' tickets in their order, one customer for each sender, also when the first is long", async () => {
    const ctx = testCtx(await open());
    const mails = await come(
      ctx,
      aMail({ from: "ann@example.com", subject: "one", body: "x ".repeat(100_000) }),
      aMail({ from: "bob@example.com", subject: "other" }),
      aMail({ from: "Ann <Ann@example.com>", subject: "two" }),
      aMail({ from: "ann@example.com", subject: "three" }),
    );
    expect(mails.map(({ status }) => status)).toEqual(Array(4).fill("ticket"));
    const rows = await ctx.db.query<{ subject: string }[]>(
      `SELECT t.subject FROM tickets t JOIN customer_identifiers i ON i.customer_id = t.reporter_id
        WHERE i.identifier_key = 'ann@example.com' ORDER BY t.id`,
    );
    expect(rows.map(({ subject }) => subject)).toEqual(["one", "two", "three"]);
    expect(await countOf(ctx, "customers")).toBe(2);
  });

  test("are taken in without the one that cannot be, which is tried again later", async () => {
    const plain = testCtx(await open());
    const storeWhole: typeof plain.files.storeWhole = (folder, contents) =>
      folder === "attachments" ? Promise.reject(new Error("ENOSPC")) : plain.files.storeWhole(folder, contents);
    const desk = { ...plain, actor: MAIL, files: { ...plain.files, storeWhole } };
    for (const mail of [aMail({ from: "ann@example.com" }), aMail(WITH_FILE), aMail({ from: "bob@example.com" })]) {
      await receiveMail(desk, mail);
    }
    await takeInAll(desk);
    expect([await countOf(plain, "tickets"), await countOf(plain, "customers")]).toEqual([2, 2]);
    await takeInAll({ ...plain, actor: MAIL });
    expect(await countOf(plain, "tickets")).toBe(2);
    plain.clock.advance(6_000);
    await takeInAll({ ...plain, actor: MAIL });
    expect([await countOf(plain, "tickets"), await countOf(plain, "comment_attachments")]).toEqual([3, 1]);
  });
});

test("A mail of 50 MB of line ends is tidied in moments, and others are answered meanwhile", async () => {
  let turns = 0;
  const turn = setInterval(() => {
    turns += 1;
  }, 0);
  const mail = await tidied(Buffer.alloc(50 * 1024 * 1024, "\n"));
  clearInterval(turn);
  expect(mail.length).toBe(100 * 1024 * 1024);
  expect(turns).toBeGreaterThan(5);
});
