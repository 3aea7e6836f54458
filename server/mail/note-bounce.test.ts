import { listActivity } from "@/server/activity/list-activity";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type SmtpStandIn, startSmtpStandIn } from "@/server/testing/smtp-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { addComment } from "@/server/tickets/add-comment";
import { Mail } from "./mail.entity";
import { noteBounce } from "./note-bounce";
import { sendNext } from "./send-mails";
import { smtpTransport } from "./smtp-transport";

let smtp: SmtpStandIn;
beforeEach(async () => {
  smtp = await startSmtpStandIn();
});
afterEach(() => smtp.close());

/** An answer to Ann, and the Message-ID with which her mail server got it. */
async function aSentReply(ctx: TestCtx) {
  const ann = await aCustomer(ctx, { email: "Ann@Example.com" });
  const ticket = await aTicket(ctx, { reporterId: ann.id });
  const reply = async () => {
    await addComment(ctx, { ticketId: ticket.id, body: "Hello." });
    const transport = smtpTransport({ url: smtp.url, timeoutMs: 2000 });
    while (await sendNext(ctx, transport));
    await transport.close();
  };
  await reply();
  const messageId = /^Message-ID: (<[^>]+>)/im.exec(smtp.mails[0]?.content ?? "")?.[1] ?? "";
  return { ann, ticket, reply, messageId };
}

const statuses = async (ctx: TestCtx) => (await ctx.db.find(Mail, { order: { id: "ASC" } })).map((mail) => mail.status);
const GONE = { action: "failed", status: "5.1.1", diagnostic: "smtp; 550 5.1.1\r\n  no such user" };

forEachDatabase("a bounce of a mail of ours", (open) => {
  test("marks the address: nothing is sent there any more, and the timeline tells why, once", async () => {
    const ctx = testCtx(await open());
    const { ann, ticket, reply, messageId } = await aSentReply(ctx);
    const messageIds = ["<0@mta.example>", messageId];
    expect(await noteBounce(ctx, { ...GONE, messageIds })).toMatchObject({
      ticketId: ticket.id,
      address: "Ann@Example.com",
    });
    await noteBounce(ctx, { ...GONE, messageIds });
    await reply();
    expect(await statuses(ctx)).toEqual(["bounced", "skipped"]);
    expect(smtp.mails).toHaveLength(1);
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 20 });
    expect(rows.filter(({ action }) => action === "mail.bounced")).toHaveLength(1);
    expect(JSON.stringify(rows)).toContain("smtp; 550 5.1.1 no such user");
  });

  test.each([
    [{ action: "failed", status: "5.2.2", diagnostic: "mailbox full" }, ["bounced", "sent"]],
    [{ action: "failed", status: "5.7.1", diagnostic: "looks like spam" }, ["bounced", "sent"]],
    [{ action: "delayed", status: "4.4.1", diagnostic: "will be tried for 5 days" }, ["sent", "sent"]],
    [{ action: "delivered", status: "2.0.0", diagnostic: null }, ["sent", "sent"]],
    [{ action: "failed", status: null, diagnostic: null }, ["bounced", "skipped"]],
  ])("that tells %j", async (bounce, after) => {
    const ctx = testCtx(await open());
    const { reply, messageId } = await aSentReply(ctx);
    await noteBounce(ctx, { ...bounce, messageIds: [messageId] });
    await reply();
    expect(await statuses(ctx)).toEqual(after);
  });

  test("that names none of our mails, or guesses one, changes nothing", async () => {
    const ctx = testCtx(await open());
    const { reply, messageId } = await aSentReply(ctx);
    const guess = messageId.replace(/\.[a-z2-7]+@/, `.${"b".repeat(26)}@`);
    expect(guess).not.toBe(messageId);
    for (const messageIds of [[], ["<x@mta.example>"], [guess]])
      expect(await noteBounce(ctx, { ...GONE, messageIds })).toBeUndefined();
    await reply();
    expect(await statuses(ctx)).toEqual(["sent", "sent"]);
  });
});
