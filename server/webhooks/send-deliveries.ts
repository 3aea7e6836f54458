import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { fromDbTime, inTransaction, toDbTime } from "@/server/db";
import { Unreadable } from "@/server/mail/sealed-text";
import { finishAttempt } from "./finish-attempt";
import { type PostAnswer, postWebhook } from "./post-webhook";
import { signatureHeaders } from "./signature";
import { learnSubscribers } from "./subscribers";
import { tidyWebhooks } from "./tidy-webhooks";

export const TIMEOUT_MS = 10_000;
/** Longer than one request with all that belongs to it; renewed at each. */
const LEASE_MS = 30_000;
/** Webhooks that are sent to at a time; each gets one request after the other. */
const MAX_AT_ONCE = 5;
const IDLE_MS = 500;
const TIDY_MS = 60_000;

/** Sends what waits, until it is told to stop. */
export async function runWebhooks(ctx: Ctx, isStopping: () => boolean): Promise<void> {
  const running = new Map<number, Promise<void>>();
  let tidiedAt = 0;
  try {
    while (!isStopping()) {
      // So that jobs of this process know of a new webhook at once.
      const known = await learnSubscribers(ctx);
      if (Date.now() - tidiedAt > TIDY_MS) {
        await tidyWebhooks(ctx);
        tidiedAt = Date.now();
      }
      const due = known.size > 0 ? await dueWebhooks(ctx) : [];
      for (const id of due.filter((one) => !running.has(one)).slice(0, MAX_AT_ONCE - running.size)) {
        const sending = sendAllTo(ctx, id, isStopping)
          .catch((error) => ctx.log.error({ err: error, webhookId: id }, "a webhook could not be sent to"))
          .finally(() => running.delete(id));
        running.set(id, sending);
      }
      await sleep(IDLE_MS);
    }
  } finally {
    await Promise.all(running.values());
  }
}

/** Sends the oldest event that is due to each webhook. False when there was none. For tests, and for whoever does not run for ever. */
export async function sendDueDeliveries(ctx: Ctx): Promise<boolean> {
  let didSend = false;
  for (const id of await dueWebhooks(ctx)) didSend = (await sendNextTo(ctx, id)) || didSend;
  return didSend;
}

async function dueWebhooks(ctx: Ctx): Promise<number[]> {
  const now = toDbTime(ctx.now());
  const rows: { id: number }[] = await ctx.db.query(
    `SELECT w.id FROM webhooks w WHERE w.state = 'active' AND (w.waits_until IS NULL OR w.waits_until <= ?)
        AND (w.lease_until IS NULL OR w.lease_until < ?)
        AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.next_at <= ?)
      ORDER BY w.id`,
    [now, now, now],
  );
  return rows.map(({ id }) => id);
}

async function sendAllTo(ctx: Ctx, id: number, isStopping: () => boolean): Promise<void> {
  while (!isStopping() && (await sendNextTo(ctx, id)));
}

export interface DueDelivery {
  id: number;
  webhookId: number;
  eventId: string;
  type: string;
  payload: string;
  attempts: number;
  createdAt: Date;
  url: string;
  secret: string;
  formerSecret: string | null;
  formerUntil: Date | null;
  succeededAt: Date | null;
}

/** Holds the webhook while it is sent to: two workers would mix up the order. */
async function sendNextTo(ctx: Ctx, webhookId: number): Promise<boolean> {
  const due = await inTransaction(ctx, (tx) => hold(tx, webhookId));
  if (!due) return false;
  const startedAt = performance.now();
  const answer = await sentAnswer(ctx, due);
  const tookMs = Math.round(performance.now() - startedAt);
  await inTransaction(ctx, (tx) => finishAttempt(tx, due, { ...answer, tookMs }));
  return true;
}

interface RawDue {
  id: number;
  event_id: string;
  type: string;
  payload: string;
  attempts: number;
  created_at: string;
}

interface RawWebhook {
  url: string;
  secret: string;
  former_secret: string | null;
  former_until: string | null;
  succeeded_at: string | null;
}

async function hold(tx: Ctx, webhookId: number): Promise<DueDelivery | undefined> {
  const now = toDbTime(tx.now());
  const lock = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [webhook]: RawWebhook[] = await tx.db.query(
    `SELECT url, secret, former_secret, former_until, succeeded_at FROM webhooks
      WHERE id = ? AND state = 'active' AND (waits_until IS NULL OR waits_until <= ?)
        AND (lease_until IS NULL OR lease_until < ?) ${lock}`,
    [webhookId, now, now],
  );
  if (!webhook) return undefined;
  // In the order in which they were written; one that is tried again comes before those that were written after it.
  const [raw]: RawDue[] = await tx.db.query(
    `SELECT d.id, d.event_id, d.attempts, d.created_at, e.type, e.payload
      FROM webhook_deliveries d JOIN webhook_events e ON e.id = d.event_id
      WHERE d.webhook_id = ? AND d.status = 'waiting' AND d.next_at <= ? ORDER BY d.id LIMIT 1`,
    [webhookId, now],
  );
  if (!raw) return undefined;
  const leaseUntil = toDbTime(new Date(tx.now().getTime() + LEASE_MS));
  await tx.db.query("UPDATE webhooks SET lease_until = ? WHERE id = ?", [leaseUntil, webhookId]);
  const timeOf = (text: string | null) => (text === null ? null : fromDbTime(text));
  return {
    id: raw.id,
    webhookId,
    eventId: raw.event_id,
    type: raw.type,
    payload: raw.payload,
    attempts: raw.attempts,
    createdAt: fromDbTime(raw.created_at),
    url: webhook.url,
    secret: webhook.secret,
    formerSecret: webhook.former_secret,
    formerUntil: timeOf(webhook.former_until),
    succeededAt: timeOf(webhook.succeeded_at),
  };
}

async function sentAnswer(ctx: Ctx, due: DueDelivery): Promise<PostAnswer> {
  const { payload, url } = due;
  try {
    return await postWebhook({
      url,
      body: payload,
      headers: {
        "content-type": "application/json",
        "user-agent": "Deskfolk-Webhooks/1.0",
        ...(await signatureHeaders(ctx, due, { id: due.eventId, at: ctx.now(), payload })),
      },
      allowsLoopback: ctx.config.allowsLoopbackWebhooks,
      timeoutMs: TIMEOUT_MS,
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const problem = "Its secret was sealed with another AUTH_SECRET. Make a new secret.";
    return { status: null, response: "", problem, retryAfterMs: null };
  }
}
