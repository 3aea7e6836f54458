import { createHmac, randomBytes } from "node:crypto";
import { createHelpdesk } from "@/graphql/server";
import type { Database } from "@/server/db";
import { runNextJob } from "@/server/jobs/run-job";
import { fetchJobs } from "@/server/mail/fetch-received";
import { forEachDatabase } from "@/server/testing/databases";
import { type ResendStandIn, startResendStandIn } from "@/server/testing/resend-stand-in";
import { testCtx } from "@/server/testing/test-ctx";

const KEY = randomBytes(24);
const RAW = Buffer.from("From: ann@example.com\r\nSubject: Caf\xe9\r\n\r\nHello\x00.\r\n", "latin1");

let resend: ResendStandIn;
beforeEach(async () => {
  resend = await startResendStandIn();
});
afterEach(() => resend.close());

/** As Resend signs it. */
function received(emailId: string, { id = "msg_1", key = KEY } = {}) {
  const data = { email_id: emailId, message_id: "<1@example.com>", from: "ann@example.com", to: ["help@desk.example"] };
  const body = JSON.stringify({ type: "email.received", created_at: new Date().toISOString(), data });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  return new Request("http://localhost/api/webhooks/resend", {
    method: "POST",
    body,
    headers: { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": signature },
  });
}

/** A desk that sends and receives over Resend, and what it has stored. */
async function aDesk(database: Database) {
  const plain = testCtx(database);
  const mail = {
    ...plain.config.mail,
    transport: { kind: "resend" as const, apiKey: "re_test", baseUrl: resend.url },
    webhookSecret: `whsec_${KEY.toString("base64")}`,
  };
  const ctx = { ...plain, config: { ...plain.config, mail } };
  const helpdesk = await createHelpdesk(ctx);
  const stored: Buffer[] = [];
  const jobs = new Map(fetchJobs(async (_, raw) => void stored.push(raw)));
  return {
    ctx,
    stored,
    tell: async (request: Request) => (await helpdesk.handleResendWebhook(request)).status,
    work: async () => {
      let ran = 0;
      while (await runNextJob(ctx, jobs)) ran += 1;
      return ran;
    },
  };
}

forEachDatabase("a mail that Resend has received", (open) => {
  test("is fetched byte for byte, once however often its event comes", async () => {
    const { stored, tell, work } = await aDesk(await open());
    resend.received.set("in-1", RAW);
    expect([await tell(received("in-1")), await tell(received("in-1"))]).toEqual([204, 204]);
    expect(await work()).toBe(1);
    expect(stored).toEqual([RAW]);
  });

  test("is tried again by itself, later and later, until it can be fetched", async () => {
    const { ctx, stored, tell, work } = await aDesk(await open());
    resend.received.set("in-1", RAW);
    await tell(received("in-1"));
    resend.failNext(
      { kind: "answer", status: 503 },
      { kind: "drop" },
      { kind: "answer", status: 429, retryAfter: "1" },
    );
    for (const waitMs of [0, 5_000, 10_000]) {
      ctx.clock.advance(waitMs);
      expect(await work()).toBe(1);
      expect(stored).toEqual([]);
    }
    ctx.clock.advance(19_000);
    expect(await work()).toBe(0);
    ctx.clock.advance(1_000);
    expect(await work()).toBe(1);
    expect(stored).toEqual([RAW]);
  });

  test("is not fetched for a stranger", async () => {
    const { tell, work } = await aDesk(await open());
    resend.received.set("in-1", RAW);
    expect(await tell(received("in-1", { key: randomBytes(24) }))).toBe(401);
    expect(await work()).toBe(0);
    expect(resend.requests).toEqual([]);
  });
});
