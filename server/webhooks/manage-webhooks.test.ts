import { anActorWith, anAgent } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import {
  aWebhookTo,
  ctxWithReceiver,
  logOfWebhook,
  sendWebhooks,
  startWebhookReceiver,
  verified,
  type WebhookReceiver,
} from "@/server/testing/webhook-receiver";
import { findWebhook, listDeliveries } from "./list-webhooks";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "./save-webhook";
import { sendDeliveryAgain, sendTestWebhook } from "./send-webhook";
import { tidyWebhooks } from "./tidy-webhooks";

const DAY = 86_400_000;

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

const aWebhook = (ctx: TestCtx, events?: readonly string[]) => aWebhookTo(ctx, receiver, events);

function requestAt(index: number) {
  const request = receiver.received[index];
  if (!request) throw new Error(`Nothing was received at place ${index}.`);
  return request;
}

forEachDatabase("a webhook's secret and log", (open) => {
  test("is signed for with the former secret too for a day after another was made", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id, secret: former } = await aWebhook(ctx);
    const { secret } = await rotateWebhookSecret(ctx, { id });
    await sendTestWebhook(ctx, { id });
    await sendWebhooks(ctx);
    for (const one of [former, secret]) expect(verified(requestAt(0), one)).toMatchObject({ type: "webhook.test" });
    ctx.clock.advance(DAY);
    await sendTestWebhook(ctx, { id });
    await sendWebhooks(ctx);
    expect(receiver.received[1]?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
    const kept = JSON.stringify(await ctx.db.query("SELECT secret, former_secret FROM webhooks"));
    for (const one of [former, secret]) expect(kept).not.toContain(one.slice(6));
  });

  test("is cleared of what is older than two weeks, and gone with the webhook", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id } = await aWebhook(ctx);
    await sendTestWebhook(ctx, { id });
    await sendWebhooks(ctx);
    ctx.clock.advance(10 * DAY);
    await sendTestWebhook(ctx, { id });
    ctx.clock.advance(5 * DAY);
    await tidyWebhooks(ctx);
    expect(await logOfWebhook(ctx, id)).toMatchObject([{ status: "waiting" }]);
    await deleteWebhook(ctx, { id });
    for (const table of ["webhooks", "webhook_deliveries", "webhook_attempts"])
      expect(await ctx.db.query(`SELECT * FROM ${table}`)).toEqual([]);
  });
});

forEachDatabase("webhooks", (open) => {
  test("are for settings.manage, and send nobody more than they may read", async () => {
    const ctx = ctxWithReceiver(await open());
    const { id } = await aWebhook(ctx, ["ticket.created"]);
    await sendTestWebhook(ctx, { id });
    const agent = ctx.as(anAgent("agent"));
    for (const attempt of [
      aWebhook(agent),
      updateWebhook(agent, { id, name: "Mine" }),
      rotateWebhookSecret(agent, { id }),
      deleteWebhook(agent, { id }),
      sendTestWebhook(agent, { id }),
      sendDeliveryAgain(agent, { id: 1 }),
      findWebhook(agent, id),
      listDeliveries(agent, { webhookId: id, first: 1 }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
    const token = ctx.as(anActorWith("settings.manage", "ticket.view"));
    expect(await problemsOf(aWebhook(token))).toMatchObject([
      { path: "events", message: "For these events you need customer.view yourself." },
    ]);
    await updateWebhook(token, { id, url: `${receiver.url}/other` });
    const blind = ctx.as(anActorWith("settings.manage"));
    expect(await problemsOf(updateWebhook(blind, { id, url: receiver.url }))).toMatchObject([{ path: "events" }]);
    expect(await logOfWebhook(blind, id)).toMatchObject([{ payload: null }]);
    expect((await logOfWebhook(ctx, id))[0]?.payload).toContain("webhook.test");
  });

  test("are refused addresses that are not https or not public, names and events that are none, and one too many", async () => {
    const database = await open();
    const ctx = testCtx(database);
    const make = (url: string, events: readonly string[] = ["customer.created"], name = "Shop") =>
      createWebhook(ctx, { name, url, events });
    for (const url of [
      "",
      "example.com",
      "ftp://example.com",
      "http://example.com",
      receiver.url,
      "https://localhost/x",
      "https://127.1/x",
      "https://10.0.0.1",
      "https://0x7f.0.0.1",
      "https://169.254.169.254/latest/meta-data",
      "https://[::1]/",
      "https://[::ffff:10.0.0.1]/",
      "https://[fd00::1]/",
      "https://user:secret@example.com/",
      `https://example.com/${"x".repeat(2000)}`,
    ])
      expect([url, await problemsOf(make(url))]).toMatchObject([url, [{ path: "url" }]]);
    expect(await problemsOf(make("https://example.com", ["customer.flown"], " "))).toMatchObject([
      { path: "name" },
      { path: "events" },
    ]);
    for (let index = 0; index < 20; index += 1) await make(`https://example.com/${index}`);
    expect(await problemsOf(make("https://example.com"))).toMatchObject([{ path: "" }]);
  });
});
