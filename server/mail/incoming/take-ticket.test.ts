import type { Ctx } from "@/server/ctx";
import { setBlocked } from "@/server/customers/block-sender";
import { inTransaction } from "@/server/db";
import { Mail } from "@/server/mail/mail.entity";
import { anActorWith } from "@/server/testing/actors";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { come, countOf } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent, ticketWith } from "@/server/testing/tickets";
import { BodyFormat } from "@/server/tickets/ticket-comment.entity";
import { listQuarantine, makeTicketOfMail, openOriginal, processMailAgain } from "./quarantine";
import { takeTicket } from "./take-ticket";

const WRITTEN = { subject: " The lift ", body: "It stops.\n> between floors" };

const block = (ctx: Ctx, customerId: number, isBlocked = true) =>
  inTransaction(ctx, (tx) => setBlocked(tx, { customerId, isBlocked }));

forEachDatabase("what a program sends for a blocked customer", (open) => {
  test("waits in quarantine word for word, by whatever names them, and makes no ticket", async () => {
    const ctx = testCtx(await open());
    const program = ctx.as(anActorWith("ticket.create"));
    const { id } = await aCustomer(ctx, { email: "Ann@example.com", mobile: "+44 7700 900123", firstName: "Ann" });
    await block(ctx, id);
    for (const from of [{ email: "ann@example.com" }, { mobile: "07700 900123", name: "Ann Lee" }, { reporterId: id }])
      expect(await takeTicket(program, { ...WRITTEN, ...from, mobile: "+44 7700 900123" })).toBeUndefined();
    await come(ctx);
    const { rows } = await listQuarantine(ctx, { first: 10 });
    expect(rows.map(({ reason, cameBy, subject, fromLine }) => ({ reason, cameBy, subject, fromLine }))).toEqual(
      ["Ann@example.com, +44 7700 900123", "Ann Lee <+44 7700 900123>", "ann@example.com, +44 7700 900123"].map(
        (fromLine) => ({ reason: "blocked", cameBy: "api", subject: "The lift", fromLine }),
      ),
    );
    expect(await countOf(ctx, "tickets")).toBe(0);
    const { contents } = await openOriginal(ctx, rows[0]?.id ?? 0);
    expect(String(Buffer.concat(await contents.toArray()))).toContain(WRITTEN.body);
  });

  test("becomes a ticket of theirs as by the API once an agent makes it one or unblocks them, and sends no receipt", async () => {
    const ctx = testCtx(await open());
    const program = ctx.as(anActorWith("ticket.create"));
    const { id, email } = await aCustomer(ctx);
    await block(ctx, id);
    const html = { body: "<p>It <b>stops</b>.</p>", bodyFormat: BodyFormat.HTML };
    await takeTicket(program, { ...WRITTEN, email });
    await takeTicket(program, { ...WRITTEN, ...html, email });
    await come(ctx);
    const [later, first] = (await listQuarantine(ctx, { first: 10 })).rows;
    const agent = ctx.as(await aHiredAgent(ctx, "Bob"));
    const made = await makeTicketOfMail(agent, { id: first?.id ?? 0 });
    await block(ctx, id, false);
    await processMailAgain(agent, later?.id ?? 0);
    const again = (await come(ctx)).at(-1)?.ticketId ?? 0;
    for (const number of [made, again])
      expect(await ticketWith(ctx, number)).toMatchObject({ reporterId: id, source: "api", subject: "The lift" });
    const bodies = await ctx.db.query("SELECT body, author_kind FROM ticket_comments ORDER BY id");
    expect(bodies).toMatchObject([{ body: WRITTEN.body, author_kind: "customer" }, { body: "It stops." }]);
    expect(await ctx.db.count(Mail)).toBe(0);
  });

  test("is put right first where something else is wrong with it, and is none of it for others", async () => {
    const ctx = testCtx(await open());
    const program = ctx.as(anActorWith("ticket.create"));
    const { id } = await aCustomer(ctx);
    await block(ctx, id);
    const problems = await problemsOf(takeTicket(program, { ...WRITTEN, subject: " ", reporterId: id }));
    expect(problems).toMatchObject([{ path: "subject" }]);
    expect(await takeTicket(ctx.as(await aHiredAgent(ctx, "Bob")), { ...WRITTEN, reporterId: id })).toBe(1);
    expect(await takeTicket(program, { ...WRITTEN, email: "other@example.com" })).toBe(2);
    await expect(takeTicket(ctx.as(anActorWith("ticket.view")), WRITTEN)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await come(ctx)).toEqual([]);
  });
});
