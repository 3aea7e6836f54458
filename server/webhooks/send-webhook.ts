import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { announce } from "./announce";
import { Webhook } from "./webhook.entity";
import { WebhookDelivery } from "./webhook-delivery.entity";
import { TEST_EVENT } from "./webhook-event-types";

/** Puts a harmless event on its way to this webhook alone. */
export async function sendTestWebhook(ctx: Ctx, { id }: { id: number }): Promise<void> {
  allow(ctx.actor, "settings.manage");
  await inTransaction(ctx, async (tx) => {
    const webhook = await mustBeActive(tx, id);
    const items = [{ text: `A test of the webhook ${webhook.name}.` }];
    await announce(tx, [id], { type: TEST_EVENT, listName: "tests", items });
    await tryNow(tx, id);
  });
}

/** Sends an event again, with the same id, whether it came through before or not. Its tries begin anew. */
export async function sendDeliveryAgain(ctx: Ctx, { id }: { id: number }): Promise<void> {
  allow(ctx.actor, "settings.manage");
  await inTransaction(ctx, async (tx) => {
    const delivery = await tx.db.findOneBy(WebhookDelivery, { id });
    if (!delivery) throw notFound("delivery");
    await mustBeActive(tx, delivery.webhookId);
    await tx.db.update(WebhookDelivery, id, { status: "waiting", attempts: 0, nextAt: tx.now(), endedAt: null });
    await tryNow(tx, delivery.webhookId);
  });
}

async function mustBeActive(tx: Ctx, id: number): Promise<Webhook> {
  const webhook = await tx.db.findOneBy(Webhook, { id });
  if (!webhook) throw notFound("webhook");
  if (webhook.state !== "active") throw new UserError("id", "Nothing is sent to it now. Resume it first.");
  return webhook;
}

/** Somebody is looking: no waiting for a receiver that was out of reach. */
const tryNow = (tx: Ctx, id: number) => tx.db.update(Webhook, id, { waitsUntil: null });
