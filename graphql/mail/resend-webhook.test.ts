import { createHmac, randomBytes } from "node:crypto";
import { createHelpdesk } from "@/graphql/server";
import { listActivity } from "@/server/activity/list-activity";
import type { Database } from "@/server/db";
import { Mail, MailStatus } from "@/server/mail/mail.entity";
import { MailEvent } from "@/server/mail/mail-event.entity";
import { queueMails } from "@/server/mail/queue-mail";
import { resendTransport } from "@/server/mail/resend-transport";
import { sendNext } from "@/server/mail/send-mails";
import { tidyOutbox } from "@/server/mail/tidy-outbox";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { testCtx } from "@/server/testing/test-ctx";

const KEY = randomBytes(24);
const SECRET = `whsec_${KEY.toString("base64")}`;
const PERMANENT = { bounce: { type: "Permanent", subType: "General", message: "550 5.1.1 no such user" } };

let resend: ResendStandIn;
beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

let number = 0;

/** As Resend signs it. */
function signed(
  content: unknown,
  { id = `msg_${++number}`, at = Date.now(), key = KEY }: { id?: string; at?: number; key?: Buffer } = {},
) {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  return new Request("http://localhost/api/webhooks/resend", {
    method: "POST",
    body,
    headers: { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": signature },
  });
}

const event = (type: string, providerId: string, more: object = {}) => ({
  type: `email.${type}`,
  created_at: new Date().toISOString(),
  data: { email_id: providerId, to: ["ann@example.com"], ...more },
});

async function aSentMail(database: Database) {
  const plain = testCtx(database);
  const ctx = { ...plain, config: { ...plain.config, mail: { ...plain.config.mail, webhookSecret: SECRET } } };
  const helpdesk = await createHelpdesk(ctx);
  const ann = await aCustomer(ctx, { email: "Ann@Example.com" });
  const mail = { kind: "addressChanged" as const, to: { customerId: ann.id }, values: {} };
  const transport = resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: 2000 });
  const send = async () => {
    await queueMails(ctx, [mail]);
    while (await sendNext(ctx, transport));
  };
  const statuses = async () => (await ctx.db.find(Mail, { order: { id: "ASC" } })).map((row) => row.status);
  const tell = async (request: Request) => (await helpdesk.handleResendWebhook(request)).status;
  return { ctx, ann, send, statuses, tell };
}

forEachDatabase("an event of Resend", (open) => {
  test("tells what became of a mail, once however often it comes", async () => {
    const { ctx, ann, send, statuses, tell } = await aSentMail(await open());
    await send();
    const request = () => signed(event("bounced", "resend-1", PERMANENT), { id: "msg_same" });
    expect([await tell(request()), await tell(request())]).toEqual([204, 204]);
    expect(await statuses()).toEqual([MailStatus.BOUNCED]);
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 20 });
    expect(rows.filter(({ action }) => action === "mail.bounced")).toHaveLength(1);
    // The address is marked, and nothing goes there any more.
    await send();
    expect(await statuses()).toEqual([MailStatus.BOUNCED, MailStatus.SKIPPED]);
    expect(resend.mails).toHaveLength(1);
  });

  test.each([
    [["delivered"], MailStatus.DELIVERED],
    [["bounced", "delivered"], MailStatus.BOUNCED],
    [["complained", "delivered"], MailStatus.COMPLAINED],
    [["delivered", "complained"], MailStatus.COMPLAINED],
    [["failed"], MailStatus.FAILED],
    [["opened", "clicked", "sent"], MailStatus.SENT],
  ])("may come in any order: %j leaves %s", async (types, status) => {
    const { send, statuses, tell } = await aSentMail(await open());
    await send();
    for (const type of types) expect(await tell(signed(event(type, "resend-1")))).toBe(204);
    expect(await statuses()).toEqual([status]);
  });

  test("that comes before the answer to our request is not lost", async () => {
    const { send, statuses, tell } = await aSentMail(await open());
    expect(await tell(signed(event("delivered", "resend-1")))).toBe(204);
    await send();
    expect(await statuses()).toEqual([MailStatus.DELIVERED]);
  });

  test("about a mailbox that is full for now does not condemn the address", async () => {
    const { send, statuses, tell } = await aSentMail(await open());
    await send();
    await tell(signed(event("bounced", "resend-1", { bounce: { type: "Transient", message: "mailbox full" } })));
    await send();
    expect(await statuses()).toEqual([MailStatus.BOUNCED, MailStatus.SENT]);
  });

  test("without a right and fresh signature over its very text is refused and changes nothing", async () => {
    const { ctx, send, statuses, tell } = await aSentMail(await open());
    await send();
    const content = event("bounced", "resend-1", PERMANENT);
    const tampered = signed(content);
    const forged = [
      signed(content, { key: randomBytes(24) }),
      signed(content, { at: Date.now() - 3_600_000 }),
      new Request(tampered.url, { method: "POST", headers: tampered.headers, body: JSON.stringify(content, null, 1) }),
      new Request(tampered.url, { method: "POST", body: JSON.stringify(content) }),
    ];
    for (const request of forged) expect(await tell(request)).toBe(401);
    expect(await statuses()).toEqual([MailStatus.SENT]);
    const withoutSecret = await createHelpdesk({
      ...ctx,
      config: { ...ctx.config, mail: { ...ctx.config.mail, webhookSecret: null } },
    });
    expect((await withoutSecret.handleResendWebhook(signed(content))).status).toBe(401);
  });

  test("that is too long is refused before it is read, and a strange one is taken without harm", async () => {
    const { send, statuses, tell } = await aSentMail(await open());
    await send();
    expect(await tell(signed({ type: "email.bounced", padding: "x".repeat(300_000) }))).toBe(413);
    for (const strange of [[], "text", 7, { type: "email.bounced" }, event("bounced", "of-somebody-else", PERMANENT)])
      expect(await tell(signed(strange))).toBe(204);
    expect(await statuses()).toEqual([MailStatus.SENT]);
  });

  test("is forgotten after a month, when nobody sends it again", async () => {
    const { ctx, send, tell } = await aSentMail(await open());
    await send();
    await tell(signed(event("delivered", "resend-1")));
    await tidyOutbox(ctx);
    expect(await ctx.db.count(MailEvent)).toBe(1);
    ctx.clock.advance(31 * 24 * 3_600_000);
    await tidyOutbox(ctx);
    expect(await ctx.db.count(MailEvent)).toBe(0);
  });
});
