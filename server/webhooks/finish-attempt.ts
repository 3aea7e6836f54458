import { In } from "typeorm";
import { Agent } from "@/server/accounts/agent.entity";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { queueMails } from "@/server/mail/queue-mail";
import { type Permission, ROLE_PERMISSIONS, ROLES } from "@/server/permissions";
import type { PostAnswer } from "./post-webhook";
import type { DueDelivery } from "./send-deliveries";
import { Webhook } from "./webhook.entity";
import { WebhookDelivery } from "./webhook-delivery.entity";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed try the next one is: nine tries over a day. */
export const RETRY_AFTER_MS = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  7 * HOUR,
  13 * HOUR,
] as const;

export type Attempted = PostAnswer & { tookMs: number };

/** Writes how a try went and what comes of it: the next one, the end of it, or of the webhook. */
export async function finishAttempt(tx: Ctx, due: DueDelivery, answer: Attempted): Promise<void> {
  const webhook = await tx.db.findOneBy(Webhook, { id: due.webhookId });
  const delivery = await tx.db.findOneBy(WebhookDelivery, { id: due.id });
  // Removed meanwhile.
  if (!webhook || !delivery) return;
  await insertRows(tx.db, "webhook_attempts", [
    {
      delivery_id: due.id,
      tried_at: toDbTime(tx.now()),
      took_ms: answer.tookMs,
      status: answer.status,
      problem: answer.problem?.slice(0, 500) ?? null,
      response: answer.response,
    },
  ]);
  if (answer.problem === null) return succeed(tx, due);
  const wait = due.attempts < RETRY_AFTER_MS.length ? RETRY_AFTER_MS[due.attempts] : undefined;
  const attempts = due.attempts + 1;
  if (answer.status === 410 || wait === undefined) {
    await tx.db.update(WebhookDelivery, due.id, { status: "failed", attempts, endedAt: tx.now() });
    await tx.db.update(Webhook, webhook.id, { leaseUntil: null });
    const why = reasonToDisable(due, webhook, answer);
    if (why) await disable(tx, webhook, why);
    return;
  }
  const nextAt = new Date(tx.now().getTime() + Math.max(wait, Math.min(answer.retryAfterMs ?? 0, HOUR)));
  await tx.db.update(WebhookDelivery, due.id, { attempts, nextAt });
  // What is wrong with one event need not be wrong with the next; a receiver that is away is left alone, and gets them in order later.
  await tx.db.update(Webhook, webhook.id, { leaseUntil: null, waitsUntil: isAway(answer) ? nextAt : null });
}

async function succeed(tx: Ctx, due: DueDelivery): Promise<void> {
  await tx.db.update(WebhookDelivery, due.id, {
    status: "delivered",
    attempts: due.attempts + 1,
    endedAt: tx.now(),
  });
  await tx.db.update(Webhook, due.webhookId, { leaseUntil: null, waitsUntil: null, succeededAt: tx.now() });
}

/** No answer, or one that is about the receiver and not about what it was sent. */
const isAway = ({ status }: Attempted): boolean =>
  status === null || status >= 500 || [408, 425, 429].includes(status) || (status >= 300 && status < 400);

/** Given up on one event while others come through, a webhook goes on. */
function reasonToDisable(due: DueDelivery, webhook: Webhook, answer: Attempted): string | undefined {
  if (answer.status === 410) return "Its receiver answered 410: it is gone for good.";
  if (webhook.succeededAt !== null && webhook.succeededAt > due.createdAt) return undefined;
  return `Nothing came through in ${RETRY_AFTER_MS.length + 1} tries over a day. Last: ${answer.problem}`;
}

const rolesThatMay = (permission: Permission) => ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));

/** The admins are told by mail, and the webhook's page says so. */
async function disable(tx: Ctx, webhook: Webhook, reason: string): Promise<void> {
  if (webhook.state !== "active") return;
  await tx.db.update(Webhook, webhook.id, { state: "disabled", stateReason: reason.slice(0, 500) });
  await recordAudit(tx, { action: "webhook.disabled", subject: webhook.name, details: { url: webhook.url, reason } });
  const admins = await tx.db.findBy(Agent, { role: In(rolesThatMay("settings.manage")), isActive: true });
  const values = { webhook: webhook.name, reason, link: `${tx.config.appUrl}/settings/webhooks/${webhook.id}` };
  await queueMails(
    tx,
    admins.map(({ id }) => ({ kind: "webhookDisabled", to: { agentId: id }, values })),
  );
}
