import { setAgentActive } from "@/server/accounts/agents";
import { mergeCustomers } from "@/server/customers/merging/merge-customers";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { anAnswer } from "@/server/testing/mail-threads";
import { aMail, come, countOf } from "@/server/testing/mails";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aHiredAgent } from "@/server/testing/tickets";
import { updateTicket } from "@/server/tickets/update-ticket";

const commentsOf = (ctx: TestCtx, ticketId: number) =>
  ctx.db.query<{ author_kind: string; author_name: string; body: string; is_internal: number }[]>(
    "SELECT author_kind, author_name, body, is_internal FROM ticket_comments WHERE ticket_id = ? ORDER BY id",
    [ticketId],
  );

forEachDatabase("the sender of a mail", (open) => {
  test("still takes part in a ticket that was given to somebody else, in their own name, and so do those they were merged into", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail({ from: "Ann Smith <ann@example.com>" }));
    const bob = await aCustomer(ctx, { email: "bob@example.com", firstName: "Bob" });
    await updateTicket(ctx, { id: 1, reporterId: bob.id });
    const { replyTo } = await anAnswer(ctx, 1);
    await come(ctx, aMail({ from: "ann@example.com", to: replyTo, body: "It is me." }));
    expect((await commentsOf(ctx, 1)).at(-1)).toMatchObject({ author_name: "Ann Smith", body: "It is me." });

    const anna = await aCustomer(ctx, { email: "anna@example.com", firstName: "Anna" });
    const [{ id: annId = 0 } = {}] = await ctx.db.query<{ id: number }[]>(
      "SELECT id FROM customers WHERE first_name = 'Ann'",
    );
    await mergeCustomers(ctx, { keepId: anna.id, mergeId: annId });
    await come(ctx, aMail({ from: "anna@example.com", to: replyTo, body: "And I." }));
    expect((await commentsOf(ctx, 1)).at(-1)).toMatchObject({ author_kind: "customer", body: "And I." });
    expect(await countOf(ctx, "tickets")).toBe(1);
  });

  test("who writes our own address into From writes nothing into a ticket, whatever they hold", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    const { replyTo, messageId } = await anAnswer(ctx, 1);
    const before = await countOf(ctx, "ticket_comments");
    const mails = await come(
      ctx,
      aMail({ from: "support@desk.example", to: replyTo, body: "Pay here." }),
      aMail({ from: replyTo, head: [`In-Reply-To: ${messageId}`], body: "Pay here." }),
    );
    expect(mails.slice(1).map(({ status, reason }) => [status, reason])).toEqual([
      ["quarantined", "automatic"],
      ["quarantined", "automatic"],
    ]);
    expect(await countOf(ctx, "ticket_comments")).toBe(before);
  });

  test("who was an agent becomes no customer, and is one only where they have been one already", async () => {
    const ctx = testCtx(await open());
    for (const name of ["Gone", "Both"]) await aHiredAgent(ctx, name);
    const emails = await ctx.db.query<{ email: string }[]>("SELECT email FROM agents ORDER BY id");
    for (const { email } of emails)
      await setAgentActive(ctx.as({ kind: "system", name: "test" }), { email, isActive: false });
    await aCustomer(ctx, { email: emails[1]?.email ?? "" });
    const mails = await come(ctx, aMail({ from: emails[0]?.email }), aMail({ from: emails[1]?.email }));
    expect(mails.map(({ status, reason }) => [status, reason])).toEqual([
      ["quarantined", "agent"],
      ["ticket", null],
    ]);
    expect(await countOf(ctx, "customers")).toBe(1);
  });
});

forEachDatabase("a report", (open) => {
  const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
  const receipt = (messageId: string, from = "ann@example.com") =>
    aMail({
      from,
      head: ['Content-Type: multipart/report; report-type=disposition-notification;\r\n boundary="b"'],
      body: [
        part("text/plain", "Your message was read."),
        part(
          "message/disposition-notification",
          `Reporting-UA: mail\r\nOriginal-Message-ID: ${messageId}\r\nDisposition: manual-action/MDN-sent-manually; displayed`,
        ),
        "--b--",
      ].join(""),
    });

  test("that a mail was read makes no ticket: it is a note on the ticket that it is about, or waits", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    const { messageId } = await anAnswer(ctx, 1);
    const mails = await come(
      ctx,
      receipt(messageId),
      receipt("<other@example.com>"),
      receipt(messageId, "eve@example.com"),
    );
    expect(mails.slice(1).map(({ status, reason }) => [status, reason])).toEqual([
      ["note", null],
      ["quarantined", "automatic"],
      ["quarantined", "automatic"],
    ]);
    expect((await commentsOf(ctx, 1)).at(-1)).toMatchObject({
      is_internal: 1,
      body: "An automatic answer from ann@example.com:\n\nYour message was read.",
    });
    expect([await countOf(ctx, "tickets"), await countOf(ctx, "comment_attachments")]).toEqual([1, 0]);
  });

  test("that a mail was delivered says so, and nothing of a bounce", async () => {
    const ctx = testCtx(await open());
    await come(ctx, aMail());
    const { messageId } = await anAnswer(ctx, 1);
    const report = aMail({
      head: ['Content-Type: multipart/report; report-type=delivery-status; boundary="b"'],
      body: [
        part("message/delivery-status", "Reporting-MTA: dns; mx\r\n\r\nAction: delivered\r\nStatus: 2.0.0"),
        part("text/rfc822-headers", `Message-ID: ${messageId}`),
        "--b--",
      ].join(""),
    });
    await come(ctx, report);
    expect((await commentsOf(ctx, 1)).at(-1)?.body).toBe("The mail to ann@example.com was delivered. 2.0.0");
    expect(await countOf(ctx, "undeliverable_addresses")).toBe(0);
  });
});
