import type { Ctx } from "@/server/ctx";
import { fromDbTime, placeholders } from "@/server/db";
import { notFound } from "@/server/errors";
import { allow, isAllowed } from "@/server/permissions";
import type { WebhookState } from "./webhook.entity";
import type { DeliveryStatus } from "./webhook-delivery.entity";

export interface WebhookRow {
  id: number;
  name: string;
  url: string;
  events: string[];
  state: WebhookState;
  stateReason: string | null;
  createdAt: Date;
  succeededAt: Date | null;
  waitsUntil: Date | null;
  formerUntil: Date | null;
}

interface RawWebhook {
  id: number;
  name: string;
  url: string;
  events: string;
  state: WebhookState;
  state_reason: string | null;
  created_at: string;
  succeeded_at: string | null;
  waits_until: string | null;
  former_until: string | null;
}

const SELECT =
  "SELECT id, name, url, events, state, state_reason, created_at, succeeded_at, waits_until, former_until FROM webhooks";

/** All of them, by name; createWebhook sees to it that they are few. */
export async function listWebhooks(ctx: Ctx): Promise<WebhookRow[]> {
  allow(ctx.actor, "settings.manage");
  const rows: RawWebhook[] = await ctx.db.query(`${SELECT} ORDER BY name, id`);
  return rows.map((row) => rowOf(ctx, row));
}

export async function findWebhook(ctx: Ctx, id: number): Promise<WebhookRow> {
  allow(ctx.actor, "settings.manage");
  const [row]: RawWebhook[] = await ctx.db.query(`${SELECT} WHERE id = ?`, [id]);
  if (!row) throw notFound("webhook");
  return rowOf(ctx, row);
}

function rowOf(ctx: Ctx, raw: RawWebhook): WebhookRow {
  const stillToCome = (text: string | null) => {
    const time = timeOf(text);
    return time !== null && time > ctx.now() ? time : null;
  };
  return {
    id: raw.id,
    name: raw.name,
    url: raw.url,
    events: JSON.parse(raw.events) as string[],
    state: raw.state,
    stateReason: raw.state_reason,
    createdAt: fromDbTime(raw.created_at),
    succeededAt: timeOf(raw.succeeded_at),
    waitsUntil: stillToCome(raw.waits_until),
    formerUntil: stillToCome(raw.former_until),
  };
}

const timeOf = (text: string | null): Date | null => (text === null ? null : fromDbTime(text));

export interface AttemptRow {
  triedAt: Date;
  tookMs: number;
  status: number | null;
  problem: string | null;
  response: string;
}

export interface DeliveryRow {
  id: number;
  webhookId: number;
  eventId: string;
  type: string;
  /** Null for whoever may not read what is in it. */
  payload: string | null;
  status: DeliveryStatus;
  nextAt: Date | null;
  createdAt: Date;
  endedAt: Date | null;
  /** Latest first. */
  attempts: AttemptRow[];
}

interface RawDelivery {
  id: number;
  webhook_id: number;
  event_id: string;
  type: string;
  payload: string;
  status: DeliveryStatus;
  next_at: string;
  created_at: string;
  ended_at: string | null;
}

const DELIVERY = `SELECT d.id, d.webhook_id, d.event_id, e.type, e.payload, d.status, d.next_at, d.created_at, d.ended_at
  FROM webhook_deliveries d JOIN webhook_events e ON e.id = d.event_id`;

/** What was sent to a webhook, newest first. `before` is the last id of the page before. */
export async function listDeliveries(
  ctx: Ctx,
  { webhookId, first, before }: { webhookId: number; first: number; before?: number },
): Promise<{ rows: DeliveryRow[]; hasMore: boolean }> {
  allow(ctx.actor, "settings.manage");
  const raw: RawDelivery[] = await ctx.db.query(
    `${DELIVERY} WHERE d.webhook_id = ? ${before === undefined ? "" : "AND d.id < ?"} ORDER BY d.id DESC LIMIT ?`,
    [webhookId, ...(before === undefined ? [] : [before]), first + 1],
  );
  return { rows: await deliveriesOf(ctx, raw.slice(0, first)), hasMore: raw.length > first };
}

export async function findDelivery(ctx: Ctx, id: number): Promise<DeliveryRow> {
  allow(ctx.actor, "settings.manage");
  const [row] = await deliveriesOf(ctx, await ctx.db.query(`${DELIVERY} WHERE d.id = ?`, [id]));
  if (!row) throw notFound("delivery");
  return row;
}

async function deliveriesOf(ctx: Ctx, raw: readonly RawDelivery[]): Promise<DeliveryRow[]> {
  const attempts = await attemptsOf(
    ctx,
    raw.map(({ id }) => id),
  );
  const mayRead = isAllowed(ctx.actor, "customer.view") && isAllowed(ctx.actor, "ticket.view");
  return raw.map((row) => ({
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    type: row.type,
    payload: mayRead ? row.payload : null,
    status: row.status,
    nextAt: row.status === "waiting" ? fromDbTime(row.next_at) : null,
    createdAt: fromDbTime(row.created_at),
    endedAt: timeOf(row.ended_at),
    attempts: attempts.get(row.id) ?? [],
  }));
}

/** Somebody who sends it again and again makes many. */
const MAX_ATTEMPTS_SHOWN = 20;

interface RawAttempt {
  delivery_id: number;
  tried_at: string;
  took_ms: number;
  status: number | null;
  problem: string | null;
  response: string;
}

async function attemptsOf(ctx: Ctx, ids: readonly number[]): Promise<Map<number, AttemptRow[]>> {
  const found = new Map<number, AttemptRow[]>();
  if (ids.length === 0) return found;
  const rows: RawAttempt[] = await ctx.db.query(
    `SELECT delivery_id, tried_at, took_ms, status, problem, response FROM (
       SELECT a.*, ROW_NUMBER() OVER (PARTITION BY delivery_id ORDER BY id DESC) AS place
         FROM webhook_attempts a WHERE delivery_id IN ${placeholders(ids.length)}) AS latest
      WHERE place <= ? ORDER BY id DESC`,
    [...ids, MAX_ATTEMPTS_SHOWN],
  );
  for (const row of rows) {
    const attempt = {
      triedAt: fromDbTime(row.tried_at),
      tookMs: row.took_ms,
      status: row.status,
      problem: row.problem,
      response: row.response,
    };
    found.set(row.delivery_id, [...(found.get(row.delivery_id) ?? []), attempt]);
  }
  return found;
}
