import { inTransaction } from "@/server/db";
import { updateSettings } from "@/server/settings/settings";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { takeAutomaticAnswers } from "./answer-limit";
import { Mail } from "./mail.entity";
import { queueReceipts } from "./queue-receipt";
import { tidyOutbox } from "./tidy-outbox";

async function aReceipt(ctx: TestCtx, address = "ann@example.com"): Promise<boolean> {
  const ticket = await aTicket(ctx, { email: address, subject: "Printer" });
  const [goesOut = false] = await inTransaction(ctx, (tx) => queueReceipts(tx, [{ ticket, address }]));
  return goesOut;
}

const receipts = (ctx: TestCtx) => ctx.db.countBy(Mail, { kind: "ticketReceipt" as Mail["kind"] });

forEachDatabase("a receipt for a ticket that came by mail", (open) => {
  test("goes to whoever wrote, at most so many within an hour, counted for all spellings of the address", async () => {
    const ctx = testCtx(await open());
    const taken: boolean[] = [];
    for (const address of [
      "ann@example.com",
      "Ann@Example.com",
      "ANN@EXAMPLE.COM",
      "ann@example.com",
      "ann@example.com",
    ]) {
      ctx.clock.advance(60_000);
      taken.push(await aReceipt(ctx, address));
    }
    expect(taken).toEqual([true, true, true, true, true]);
    expect(await aReceipt(ctx)).toBe(false);
    expect(await aReceipt(ctx, "bob@example.com")).toBe(true);
    expect(await receipts(ctx)).toBe(6);
    // An hour after the first there is room for one, not for five.
    ctx.clock.advance(56 * 60_000 + 1);
    expect([await aReceipt(ctx), await aReceipt(ctx)]).toEqual([true, false]);
    // What nobody counts any more is forgotten.
    ctx.clock.advance(25 * 3_600_000);
    await tidyOutbox(ctx);
    expect(await ctx.db.query("SELECT * FROM automatic_answers")).toEqual([]);
  });

  test("is counted by all processes together, also when they answer at the same moment", async () => {
    const database = await open();
    const [one, other] = [testCtx(database), testCtx(database)];
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        inTransaction(index % 2 ? one : other, (tx) => takeAutomaticAnswers(tx, ["ann@example.com"], 3)),
      ),
    );
    expect(taken.flat().filter(Boolean)).toHaveLength(3);
  });

  test("stops two desks that answer each other, although nothing tells that their mails are automatic", async () => {
    const [left, right] = [testCtx(await open()), testCtx(await open())];
    // Each receipt that goes out comes in at the other as a new mail, its headers stripped.
    let desk = left;
    let mails = 0;
    while (await aReceipt(desk, "other@desk.example")) {
      mails += 1;
      desk = desk === left ? right : left;
      if (mails > 100) break;
    }
    expect(mails).toBe(10);
  });

  test("is not sent when the desk wants none, nor to the desk itself", async () => {
    const ctx = testCtx(await open());
    expect(await aReceipt(ctx, "support@desk.example")).toBe(false);
    await updateSettings(ctx, { automaticAnswersPerHour: 1 });
    expect([await aReceipt(ctx), await aReceipt(ctx)]).toEqual([true, false]);
    await updateSettings(ctx, { sendsReceipts: false });
    expect(await aReceipt(ctx, "bob@example.com")).toBe(false);
    expect(await receipts(ctx)).toBe(1);
  });
});
