import { inTransaction } from "@/server/db";
import { Mail } from "@/server/mail/mail.entity";
import { resendTransport } from "@/server/mail/resend-transport";
import { sendNext } from "@/server/mail/send-mails";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { addComment, addReply } from "./add-comment";
import { BodyFormat } from "./ticket-comment.entity";

let resend: ResendStandIn;
beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

async function sendAll(ctx: TestCtx): Promise<void> {
  const transport = resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: 2000 });
  while (await sendNext(ctx, transport));
}

forEachDatabase("an agent's public answer", (open) => {
  test("is mailed to the reporter, a note and what the customer writes are not", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    const ticket = await aTicket(ctx, { reporterId: ann.id, subject: "Printer\r\nBcc: all@example.com" });
    await addComment(ctx, { ticketId: ticket.id, body: "Between us", isInternal: true });
    await addReply(ctx, { ticketId: ticket.id, customerId: ann.id, body: "Hello?" });
    await addComment(ctx, {
      ticketId: ticket.id,
      body: "<p>Turn it <strong>off</strong></p><script>x</script>",
      bodyFormat: BodyFormat.HTML,
    });
    await sendAll(ctx);
    expect(resend.mails).toHaveLength(1);
    expect(resend.mails[0]).toMatchObject({
      to: ["ann@example.com"],
      subject: `Re: Printer Bcc: all@example.com [#${ticket.id}]`,
    });
    expect(resend.mails[0]?.html).toContain("<p>Turn it <strong>off</strong></p>");
    expect(resend.mails[0]?.html).not.toContain("script");
    expect(resend.mails[0]?.text).toContain("Turn it off");
  });

  test("goes to the address that came with the ticket, and never to a blocked customer", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com", mobile: "+44 7700 900123" });
    const ticket = await aTicket(ctx, { email: "elsewhere@example.com", mobile: "+44 7700 900123" });
    expect(ticket.reporterId).toBe(ann.id);
    await addComment(ctx, { ticketId: ticket.id, body: "Hello" });
    await inTransaction(ctx, (tx) => tx.db.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [ann.id]));
    await addComment(ctx, { ticketId: ticket.id, body: "Hello again" });
    const mails = await ctx.db.find(Mail, { order: { id: "ASC" } });
    expect(mails.map(({ address, reason, ticketId }) => [address, reason, ticketId])).toEqual([
      ["elsewhere@example.com", null, ticket.id],
      ["elsewhere@example.com", "is blocked", ticket.id],
    ]);
  });
});
