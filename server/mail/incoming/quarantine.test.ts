import { buffer } from "node:stream/consumers";
import { inTransaction } from "@/server/db";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come, countOf } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import {
  countQuarantine,
  dismissMail,
  listQuarantine,
  mailsOfComments,
  makeTicketOfMail,
  openOriginal,
  processMailAgain,
} from "./quarantine";

forEachDatabase("a mail in quarantine", (open) => {
  test("becomes a ticket when an agent says so, once, of its sender or of whom they name", async () => {
    const ctx = testCtx(await open());
    await come(
      ctx,
      aMail({ from: "robot@example.com", head: ["Auto-Submitted: auto-generated"] }),
      aMail({ from: "x" }),
    );
    expect(await countQuarantine(ctx)).toBe(2);
    const { rows } = await listQuarantine(ctx, { first: 10 });
    expect(rows.map(({ reason, subject }) => [reason, subject])).toEqual([
      ["noSender", "Printer"],
      ["automatic", "Printer"],
    ]);
    const [nameless, automatic] = [rows[0]?.id ?? 0, rows[1]?.id ?? 0];
    await expect(makeTicketOfMail(ctx, { id: nameless })).rejects.toMatchObject({ problems: [{ path: "email" }] });
    expect(await makeTicketOfMail(ctx, { id: nameless, email: "ann@example.com" })).toBe(1);
    const twice = await Promise.allSettled([1, 2].map(() => makeTicketOfMail(ctx, { id: automatic })));
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect([await countOf(ctx, "tickets"), await countQuarantine(ctx)]).toEqual([2, 0]);
  });

  test("of a blocked customer becomes a ticket too, and by itself once they are unblocked", async () => {
    const ctx = testCtx(await open());
    const bea = await aCustomer(ctx, { email: "bea@example.com" });
    const block = (is: 0 | 1) =>
      inTransaction(ctx, (tx) => tx.db.query("UPDATE customers SET is_blocked = ? WHERE id = ?", [is, bea.id]));
    await block(1);
    await come(ctx, aMail({ from: "bea@example.com" }), aMail({ from: "bea@example.com" }));
    const [first, second] = (await listQuarantine(ctx, { first: 10 })).rows;
    await makeTicketOfMail(ctx, { id: first?.id ?? 0 });
    await processMailAgain(ctx, second?.id ?? 0);
    expect((await come(ctx)).map(({ status }) => status).sort()).toEqual(["quarantined", "ticket"]);
    await block(0);
    await processMailAgain(ctx, second?.id ?? 0);
    expect((await come(ctx)).map(({ status }) => status)).toEqual(["ticket", "ticket"]);
  });

  test("is kept whole, also when it is dismissed or has become a comment", async () => {
    const ctx = testCtx(await open());
    const raw = aMail({ from: "x", body: "caf\xe9" });
    const [mail] = await come(ctx, raw);
    await dismissMail(ctx, mail?.id ?? 0);
    expect(await countQuarantine(ctx)).toBe(0);
    expect(await buffer((await openOriginal(ctx, mail?.id ?? 0)).contents)).toEqual(raw);
    await expect(dismissMail(ctx, mail?.id ?? 0)).rejects.toMatchObject({ problems: [{ code: "CHANGED_MEANWHILE" }] });
    const [, comment] = await come(ctx, aMail({ body: "Hello.\r\n\r\n> Before" }));
    const shown = await mailsOfComments(ctx, [comment?.commentId ?? 0]);
    expect([...shown.values()]).toMatchObject([
      { fromLine: "Ann Smith <ann@example.com>", toLine: "support@desk.example", quoted: "> Before" },
    ]);
  });

  test("is nobody's to see or to use without the permission", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail({ from: "x" }));
    const stranger = ctx.as(anActorWith("customer.view"));
    const viewer = ctx.as(anAgent("viewer"));
    for (const act of [() => listQuarantine(stranger, { first: 1 }), () => openOriginal(stranger, 1)])
      await expect(act()).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const act of [
      () => makeTicketOfMail(viewer, { id: 1, email: "ann@example.com" }),
      () => processMailAgain(viewer, 1),
      () => dismissMail(viewer, 1),
    ])
      await expect(act()).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await countQuarantine(viewer)).toBe(1);
  });
});
