import { issueLinks } from "@/server/accounts/customer-links";
import { listActivity } from "@/server/activity/list-activity";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { updateCustomer } from "@/server/customers/save-customer";
import { type Database, inTransaction } from "@/server/db";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { Mail, MailStatus } from "./mail.entity";
import { MailBatchPart } from "./mail-batch-part.entity";
import { MailValue } from "./mail-value.entity";
import { mailboxTransport } from "./mailbox-transport";
import { type NewMail, queueMails } from "./queue-mail";
import { resendTransport } from "./resend-transport";
import { sendNext } from "./send-mails";
import type { Transport } from "./transport";

const TIMEOUT_MS = 1000;
let resend: ResendStandIn;

beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

function aDesk(database: Database): { ctx: TestCtx; transport: Transport } {
  const ctx = testCtx(database);
  return { ctx, transport: resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: TIMEOUT_MS }) };
}

const reply = (customerId: number, more: Partial<NewMail> = {}): NewMail => ({
  kind: "ticketReply",
  to: { customerId },
  values: { subject: "Printer", ticketNumber: "7", body: "Turn it off and on.", agentName: "Gus" },
  ...more,
});

const mailsIn = (ctx: TestCtx) => ctx.db.find(Mail, { order: { id: "ASC" } });

/** Sends all that is due. */
async function sendAll(ctx: TestCtx, transport: Transport): Promise<void> {
  while (await sendNext(ctx, transport));
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 20_000) throw new Error("It did not come true.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function customers(ctx: TestCtx, count: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < count) ids.push((await aCustomer(ctx)).id);
  return ids;
}

forEachDatabase("a mail in the outbox", (open) => {
  test("is sent once, with text and HTML, and what it said is forgotten", async () => {
    const { ctx, transport } = aDesk(await open());
    const ann = await aCustomer(ctx, { email: "Ann@Example.com", firstName: "Ann" });
    await queueMails(ctx, [reply(ann.id)]);
    await sendAll(ctx, transport);
    await sendAll(ctx, transport);

    expect(resend.mails).toHaveLength(1);
    expect(resend.mails[0]).toMatchObject({
      from: '"Deskfolk" <desk@desk.example>',
      to: ["Ann@Example.com"],
      reply_to: "support@desk.example",
      subject: "Re: Printer [#7]",
      text: expect.stringContaining("Turn it off and on."),
      html: expect.stringContaining("Turn it off and on."),
    });
    const [mail] = await mailsIn(ctx);
    expect(mail).toMatchObject({
      status: MailStatus.SENT,
      providerId: "resend-1",
      subject: "Re: Printer [#7]",
      reason: null,
    });
    expect([await ctx.db.count(MailValue), await ctx.db.count(MailBatchPart)]).toEqual([0, 0]);
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 5 });
    expect(rows[0]).toMatchObject({
      action: "mail.sent",
      changes: [{ field: "mail", from: null, to: "reply to Ann@Example.com" }],
    });
  });

  test("stays in the built-in mailbox where nothing else is configured, and is called kept, not sent", async () => {
    const ctx = testCtx(await open());
    await queueMails(ctx, [reply((await aCustomer(ctx)).id)]);
    await sendAll(ctx, mailboxTransport());
    expect((await mailsIn(ctx))[0]).toMatchObject({ status: MailStatus.KEPT, sentAt: null, providerId: null });
    expect(await ctx.db.count(MailBatchPart)).toBe(1);
  });

  test("goes in batches of a hundred, the urgent ones first", async () => {
    const { ctx, transport } = aDesk(await open());
    const ids = await customers(ctx, 3);
    const bulk = Array.from({ length: 120 }, (_, index) => reply(ids[index % 3] ?? 0, { jobId: 1 }));
    await queueMails(ctx, bulk);
    await queueMails(ctx, [
      { kind: "resetLink", to: { customerId: ids[0] ?? 0 }, values: { link: "http://localhost/x" } },
    ]);
    await sendAll(ctx, transport);
    expect(resend.requests.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(resend.mails[0]?.subject).toBe("Your new password for Deskfolk");
    expect(resend.mails).toHaveLength(121);
    expect(new Set(resend.mails.map((mail) => mail.key)).size).toBe(3);
  });

  test("is not sent to who must not get it any more when its turn comes", async () => {
    const { ctx, transport } = aDesk(await open());
    const [gone = 0, there = 0] = await customers(ctx, 2);
    await queueMails(ctx, [reply(gone), reply(there)]);
    await deleteCustomers(ctx, { ids: [gone] });
    await sendAll(ctx, transport);
    expect((await mailsIn(ctx)).map(({ status, reason }) => [status, reason])).toEqual([
      [MailStatus.SKIPPED, "is deleted"],
      [MailStatus.SENT, null],
    ]);
    expect(resend.mails).toHaveLength(1);
  });

  test("goes to the address that the customer has by then, with a link that was made for it", async () => {
    const { ctx, transport } = aDesk(await open());
    const { id } = await aCustomer(ctx, { email: "typo@example.con" });
    const links = await inTransaction(ctx, (tx) => issueLinks(tx, "reset", [id]));
    await queueMails(ctx, [{ kind: "resetLink", to: { customerId: id }, values: { link: links.get(id) ?? "" } }]);
    await updateCustomer(ctx, { id, email: "right@example.com" });
    await sendAll(ctx, transport);
    const [link] = await ctx.db.query("SELECT email_key FROM customer_links");
    expect(link).toEqual({ email_key: "right@example.com" });
    const sent = resend.mails.find((mail) => mail.to[0] === "right@example.com");
    expect(sent?.text).not.toContain(links.get(id));
    expect(sent?.text).toMatch(/set-password\?token=/);
  });

  test("that lacks what it is to say fails with the reason and holds up nobody", async () => {
    const { ctx, transport } = aDesk(await open());
    const [one = 0, two = 0] = await customers(ctx, 2);
    await queueMails(ctx, [
      { kind: "resetLink", to: { customerId: one }, values: {} },
      { kind: "addressChanged", to: { customerId: two }, values: {} },
    ]);
    await sendAll(ctx, transport);
    expect((await mailsIn(ctx)).map(({ status, reason }) => [status, reason])).toEqual([
      [MailStatus.FAILED, "There is nothing to say in it: link."],
      [MailStatus.SENT, null],
    ]);
  });
});

forEachDatabase("a provider", (open) => {
  async function aQueuedBatch() {
    const { ctx, transport } = aDesk(await open());
    const ids = await customers(ctx, 3);
    await queueMails(
      ctx,
      ids.map((id) => reply(id)),
    );
    return { ctx, transport };
  }
  const once = () => [...resend.counts().values()];

  test.each([
    ["answers 500", { kind: "answer", status: 500 }],
    ["answers 503 without saying why", { kind: "answer", status: 503, name: "" }],
    ["hangs", { kind: "hang" }],
    ["drops the connection", { kind: "drop" }],
    ["takes the mails and drops the connection", { kind: "acceptAndDrop" }],
    ["takes the mails and hangs", { kind: "acceptAndHang" }],
  ] as const)("that %s is asked again later with the same key and the same body", async (_, fault) => {
    const { ctx, transport } = await aQueuedBatch();
    resend.failNext(fault, fault);
    await sendAll(ctx, transport);
    expect(resend.requests).toHaveLength(1);
    const [mail] = await mailsIn(ctx);
    expect(mail).toMatchObject({ status: MailStatus.SENDING, reason: expect.stringContaining("It is tried again.") });

    for (const seconds of [2, 3]) {
      ctx.clock.advance(seconds * 1000);
      await sendAll(ctx, transport);
    }
    expect(new Set(resend.requests.map(({ key }) => key)).size).toBe(1);
    expect(once()).toEqual([1, 1, 1]);
    expect((await mailsIn(ctx)).map(({ status, reason }) => [status, reason])).toEqual(
      Array.from({ length: 3 }, () => [MailStatus.SENT, null]),
    );
  });

  test("that asks for patience is left alone for as long as it says, by everybody", async () => {
    const { ctx, transport } = await aQueuedBatch();
    resend.failNext({ kind: "answer", status: 429, name: "rate_limit_exceeded", retryAfter: "7" });
    await sendAll(ctx, transport);
    await queueMails(ctx, [reply((await aCustomer(ctx)).id)]);
    ctx.clock.advance(5900);
    await sendAll(ctx, transport);
    expect(resend.requests).toHaveLength(1);
    ctx.clock.advance(1200);
    await sendAll(ctx, transport);
    expect(once()).toEqual([1, 1, 1, 1]);
  });

  test("that refuses one recipient of a batch does not keep the others from their mail", async () => {
    const { ctx, transport } = await aQueuedBatch();
    const [, second] = await mailsIn(ctx);
    resend.refuses.add(second?.address ?? "");
    await sendAll(ctx, transport);
    const mails = await mailsIn(ctx);
    expect(mails.map(({ status }) => status)).toEqual([MailStatus.SENT, MailStatus.FAILED, MailStatus.SENT]);
    expect(mails[1]?.reason).toContain("Resend refused it: Invalid `to` field");
    expect(mails.map(({ providerId }) => providerId)).toEqual(["resend-1", null, "resend-2"]);
    // It can be tried again, so what it says is still there.
    expect(await ctx.db.count(MailValue)).toBe(1);
  });

  test("that refuses the whole request fails its mails at once, with its words", async () => {
    const { ctx, transport } = await aQueuedBatch();
    resend.failNext({ kind: "answer", status: 403, name: "validation_error" });
    await sendAll(ctx, transport);
    expect((await mailsIn(ctx)).map(({ status, reason }) => [status, reason])).toEqual(
      Array.from({ length: 3 }, () => [MailStatus.FAILED, "Resend answered 403: as the test wants it."]),
    );
  });

  test("that gave no answer for a day is not asked again: nobody knows whether it would send twice", async () => {
    const { ctx, transport } = await aQueuedBatch();
    resend.failNext({ kind: "acceptAndDrop" });
    await sendAll(ctx, transport);
    ctx.clock.advance(24 * 3_600_000);
    await sendAll(ctx, transport);
    expect(resend.requests).toHaveLength(1);
    expect((await mailsIn(ctx))[0]).toMatchObject({
      status: MailStatus.FAILED,
      reason: expect.stringContaining("It is not known whether it was sent"),
    });
  });

  test("is asked by another worker when one has died in the middle, and sends nothing twice", async () => {
    const { ctx, transport } = await aQueuedBatch();
    // The answer came, and the worker died before it could write it down.
    const dying: Transport = {
      ...transport,
      send: async (batch, report) => {
        await transport.send(batch, report);
        return new Promise(() => undefined);
      },
    };
    void sendNext(ctx, dying);
    await until(() => resend.mails.length === 3);
    await sendAll(ctx, transport);
    expect(resend.requests).toHaveLength(1);
    ctx.clock.advance(60_000);
    await sendAll(ctx, transport);
    expect(resend.requests).toHaveLength(2);
    expect(once()).toEqual([1, 1, 1]);
    expect((await mailsIn(ctx)).map(({ status }) => status)).toEqual(Array(3).fill(MailStatus.SENT));
  });

  test("hears from two workers at once each batch from one of them", async () => {
    const { ctx, transport } = aDesk(await open());
    const ids = await customers(ctx, 2);
    await queueMails(
      ctx,
      Array.from({ length: 450 }, (_, index) => reply(ids[index % 2] ?? 0)),
    );
    await Promise.all(Array.from({ length: 4 }, () => sendAll(ctx, transport)));
    await sendAll(ctx, transport);
    expect(resend.mails).toHaveLength(450);
    expect(new Set(resend.mails.map((mail) => mail.headers["X-Deskfolk-Mail"])).size).toBe(450);
  });
});
