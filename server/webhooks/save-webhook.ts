import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { checkEvents, checkName, checkUrl } from "./check-webhook";
import { newWebhookSecret, sealSecret } from "./signature";
import { forgetSubscribers } from "./subscribers";
import { Webhook } from "./webhook.entity";

/** Each is told of every change, so there is a sense in a limit. */
const MAX_WEBHOOKS = 20;

export interface CreateWebhook {
  name: string;
  url: string;
  events: readonly string[];
}

/** Makes a webhook. Its secret is returned once. */
export async function createWebhook(ctx: Ctx, input: CreateWebhook): Promise<{ id: number; secret: string }> {
  allow(ctx.actor, "settings.manage");
  const problems: Problem[] = [];
  const name = checkName(input.name, problems);
  const url = checkUrl(ctx, input.url, problems);
  const events = checkEvents(ctx, input.events, problems);
  if (problems.length > 0) throw new UserError(problems);
  const secret = newWebhookSecret();
  const { id } = await changing(ctx, async (tx) => {
    if ((await tx.db.count(Webhook)) >= MAX_WEBHOOKS)
      throw new UserError("", `There are ${MAX_WEBHOOKS} webhooks. Remove one that nobody needs any more.`);
    await recordAudit(tx, { action: "webhook.created", subject: name, details: { url, events: events.join(", ") } });
    return tx.db.save(Webhook, {
      name,
      url,
      events: JSON.stringify(events),
      state: "active",
      secret: sealSecret(tx, secret),
      createdAt: tx.now(),
    });
  });
  return { id, secret };
}

export interface UpdateWebhook {
  id: number;
  /** What is left out stays. */
  name?: string;
  url?: string;
  events?: readonly string[];
  /** No begins again, also after the desk has disabled it; what waits goes out then. */
  isPaused?: boolean;
}

/** Changes a webhook, pauses it or lets it go on. While it is paused nothing is kept for it. */
export async function updateWebhook(ctx: Ctx, { id, ...input }: UpdateWebhook): Promise<void> {
  allow(ctx.actor, "settings.manage");
  await changing(ctx, async (tx) => {
    const before = await findOne(tx, id);
    const problems: Problem[] = [];
    const name = input.name === undefined ? before.name : checkName(input.name, problems);
    const url = input.url === undefined ? before.url : checkUrl(tx, input.url, problems);
    // Whoever sends it elsewhere, or lets it go on, chooses what is sent as much as whoever chose the events.
    const events = checkEvents(tx, input.events ?? (JSON.parse(before.events) as string[]), problems);
    if (problems.length > 0) throw new UserError(problems);
    const state = input.isPaused === undefined ? before.state : input.isPaused ? "paused" : "active";
    const details: Record<string, string> = {};
    const compare = (what: string, from: string, to: string) => {
      if (from !== to) details[what] = `${from} → ${to}`;
    };
    compare("name", before.name, name);
    compare("url", before.url, url);
    compare("events", (JSON.parse(before.events) as string[]).join(", "), events.join(", "));
    compare("state", before.state, state);
    if (Object.keys(details).length === 0) return;
    await recordAudit(tx, { action: "webhook.changed", subject: name, details });
    const begins = state === "active" && before.state !== "active";
    await tx.db.update(Webhook, id, {
      name,
      url,
      events: JSON.stringify(events),
      state,
      ...(state === "disabled" ? {} : { stateReason: null }),
      ...(begins || url !== before.url ? { waitsUntil: null } : {}),
    });
  });
}

/** The receiver has that long to learn the new secret. */
const FORMER_HOURS = 24;

/** Makes another secret, returned once. Requests are signed with both for a day. */
export async function rotateWebhookSecret(ctx: Ctx, { id }: { id: number }): Promise<{ secret: string }> {
  allow(ctx.actor, "settings.manage");
  const secret = newWebhookSecret();
  await changing(ctx, async (tx) => {
    const before = await findOne(tx, id);
    await recordAudit(tx, { action: "webhook.secretRotated", subject: before.name });
    await tx.db.update(Webhook, id, {
      secret: sealSecret(tx, secret),
      formerSecret: before.secret,
      formerUntil: new Date(tx.now().getTime() + FORMER_HOURS * 3_600_000),
    });
  });
  return { secret };
}

/** Removes a webhook with its log. What waits for it is not sent. */
export async function deleteWebhook(ctx: Ctx, { id }: { id: number }): Promise<void> {
  allow(ctx.actor, "settings.manage");
  await changing(ctx, async (tx) => {
    const { name, url } = await findOne(tx, id);
    await recordAudit(tx, { action: "webhook.removed", subject: name, details: { url } });
    await tx.db.query(
      "DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE webhook_id = ?)",
      [id],
    );
    await tx.db.query("DELETE FROM webhook_deliveries WHERE webhook_id = ?", [id]);
    await tx.db.delete(Webhook, id);
  });
}

async function findOne(tx: Ctx, id: number): Promise<Webhook> {
  const webhook = await tx.db.findOneBy(Webhook, { id });
  if (!webhook) throw notFound("webhook");
  return webhook;
}

async function changing<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  const result = await inTransaction(ctx, work);
  forgetSubscribers(ctx);
  return result;
}
