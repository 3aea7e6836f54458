import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type SmtpStandIn, startSmtpStandIn } from "@/server/testing/smtp-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { Mail, MailStatus } from "./mail.entity";
import { queueMails } from "./queue-mail";
import { sendNext } from "./send-mails";
import { smtpTransport } from "./smtp-transport";
import type { Transport } from "./transport";

let server: SmtpStandIn;
let transport: Transport;
beforeEach(async () => {
  server = await startSmtpStandIn();
  transport = smtpTransport({ url: server.url, timeoutMs: 2000 });
});
afterEach(async () => {
  await transport.close();
  await server.close();
});

async function sendAll(ctx: TestCtx): Promise<void> {
  while (await sendNext(ctx, transport));
}

const states = async (ctx: TestCtx) =>
  (await ctx.db.find(Mail, { order: { id: "ASC" } })).map(({ status, reason }) => [status, reason]);

async function queueTo(ctx: TestCtx, ...emails: string[]): Promise<void> {
  const mails = [];
  for (const email of emails) {
    const { id } = await aCustomer(ctx, { email });
    const values = {
      subject: "Printer — “hot”\r\nBcc: all@example.com",
      ticketNumber: "7",
      body: "Hello.\n.\nBye.",
      agentName: "Gus",
    };
    mails.push({ kind: "ticketReply" as const, to: { customerId: id }, values });
  }
  await queueMails(ctx, mails);
}

forEachDatabase("over SMTP a mail", (open) => {
  test("is sent with text and HTML, in any script, and nothing of a value becomes a header", async () => {
    const ctx = testCtx(await open());
    await queueTo(ctx, "ann@example.com");
    await sendAll(ctx);
    expect(await states(ctx)).toEqual([[MailStatus.SENT, null]]);
    const [mail] = server.mails;
    const head = mail?.content.split("\r\n\r\n")[0] ?? "";
    expect(head).toMatch(/^From: Deskfolk <desk@desk\.example>$/m);
    expect(head).toMatch(/^To: ann@example\.com$/m);
    expect(head).toMatch(/^Reply-To: support@desk\.example$/m);
    expect(head).not.toMatch(/^Bcc:/im);
    expect(mail?.content).toMatch(/text\/plain/);
    expect(mail?.content).toMatch(/text\/html/);
  });

  test("to somebody who is not there bounces, a refused one fails, and the others go", async () => {
    const ctx = testCtx(await open());
    await queueTo(ctx, "nobody@example.com", "spam@example.com", "ann@example.com");
    server.refuses.set("nobody@example.com", "550 5.1.1 no such user");
    server.refuses.set("spam@example.com", "554 5.7.1 not wanted");
    await sendAll(ctx);
    expect(await states(ctx)).toEqual([
      [MailStatus.BOUNCED, "The mail server answered: 550 5.1.1 no such user"],
      [MailStatus.FAILED, "The mail server answered: 554 5.7.1 not wanted"],
      [MailStatus.SENT, null],
    ]);
    await queueTo(ctx, "ann2@example.com");
    expect(await ctx.db.query("SELECT address_key FROM undeliverable_addresses")).toEqual([
      { address_key: "nobody@example.com" },
    ]);
  });

  test("that the server cannot take now is tried again, and what it took is not", async () => {
    const ctx = testCtx(await open());
    await queueTo(ctx, "ann@example.com", "busy@example.com");
    server.refuses.set("busy@example.com", "451 4.3.0 try later");
    await sendAll(ctx);
    expect((await states(ctx)).map(([status]) => status)).toEqual([MailStatus.SENT, MailStatus.SENDING]);
    server.refuses.clear();
    ctx.clock.advance(5000);
    await sendAll(ctx);
    expect(await states(ctx)).toEqual([
      [MailStatus.SENT, null],
      [MailStatus.SENT, null],
    ]);
    expect(server.mails.map((mail) => mail.to).sort()).toEqual(["ann@example.com", "busy@example.com"]);
  });

  test("whose connection breaks is tried again", async () => {
    const ctx = testCtx(await open());
    await queueTo(ctx, "ann@example.com");
    server.failNext("drop");
    await sendAll(ctx);
    ctx.clock.advance(5000);
    await sendAll(ctx);
    expect(await states(ctx)).toEqual([[MailStatus.SENT, null]]);
  });
});
