import { anActorWith, anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { aMail, come, countOf } from "@/server/testing/mails";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, aTicket } from "@/server/testing/tickets";
import { markAsNoSpam, markAsSpam } from "@/server/tickets/spam";
import { tagsOf } from "@/server/tickets/ticket-parts";
import { updateTicket } from "@/server/tickets/update-ticket";
import { countQuarantine, listSpam } from "./quarantine";
import { markMailAsNoSpam, markMailAsSpam } from "./spam-mails";

jest.setTimeout(120_000);

const customersOf = (ctx: TestCtx) => ctx.db.query("SELECT is_blocked FROM customers ORDER BY id");

forEachDatabase("spam", (open) => {
  test("on a ticket blocks its sender and closes it with a tag, and both are taken back", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail({ from: "spam@example.com" }));
    await updateTicket(ctx, { id: 1, tags: ["VIP"] });
    await markAsSpam(ctx, 1);
    expect(await ctx.db.query("SELECT status FROM tickets")).toEqual([{ status: "closed" }]);
    expect((await tagsOf(ctx, [1])).get(1)).toEqual(["spam", "VIP"]);
    expect(await customersOf(ctx)).toMatchObject([{ is_blocked: 1 }]);
    const mails = await come(ctx, aMail({ from: "spam@example.com" }));
    expect(mails[1]).toMatchObject({ status: "quarantined", reason: "blocked" });

    await markAsNoSpam(ctx, 1);
    expect(await ctx.db.query("SELECT status FROM tickets")).toEqual([{ status: "open" }]);
    expect((await tagsOf(ctx, [1])).get(1)).toEqual(["VIP"]);
    expect(await customersOf(ctx)).toMatchObject([{ is_blocked: 0 }]);
  });

  test("in quarantine blocks its sender, leaves the list, and becomes a ticket when that was wrong", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail({ from: "robot@example.com", head: ["Precedence: bulk"] }));
    await markMailAsSpam(ctx, 1);
    expect([await countQuarantine(ctx), await countOf(ctx, "mails")]).toEqual([0, 0]);
    expect((await listSpam(ctx, { first: 10 })).rows).toMatchObject([{ sender: "robot@example.com" }]);
    expect(await customersOf(ctx)).toMatchObject([{ is_blocked: 1 }]);
    const mails = await come(ctx, aMail({ from: "robot@example.com" }));
    expect(mails[1]).toMatchObject({ status: "quarantined", reason: "blocked" });
    await expect(markMailAsSpam(ctx, 1)).rejects.toMatchObject({ problems: [{ code: "CHANGED_MEANWHILE" }] });

    await markMailAsNoSpam(ctx, 1);
    expect(await customersOf(ctx)).toMatchObject([{ is_blocked: 0 }]);
    expect((await listSpam(ctx, { first: 10 })).rows).toEqual([]);
    expect((await come(ctx))[0]).toMatchObject({ status: "quarantined", reason: "automatic" });
  });

  test("is not what came otherwise, from nobody, from the desk or from an agent", async () => {
    const ctx = testCtx(await open());
    const ticket = await aTicket(ctx);
    await expect(markAsSpam(ctx, ticket.id)).rejects.toMatchObject({ problems: [{ path: "ticketId" }] });
    await aHiredAgent(ctx, "Gus");
    const [agent] = await ctx.db.query<{ email: string }[]>("SELECT email FROM agents");
    await come(ctx, aMail({ from: "nobody" }), aMail({ from: "support@desk.example" }), aMail({ from: agent?.email }));
    for (const id of [1, 2, 3])
      await expect(markMailAsSpam(ctx, id)).rejects.toMatchObject({ problems: [{ path: "id" }] });
    expect(await countQuarantine(ctx)).toBe(3);
  });

  test("is nobody's to call so without the permission to block", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    for (const actor of [anAgent("viewer"), anActorWith("ticket.edit", "ticket.view")]) {
      for (const act of [markAsSpam, markAsNoSpam, markMailAsSpam, markMailAsNoSpam])
        await expect(act(ctx.as(actor), 1)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect(await customersOf(ctx)).toMatchObject([{ is_blocked: 0 }]);
  });
});
