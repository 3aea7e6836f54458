import { Resend } from "resend";
import { z } from "zod";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, isDuplicateKey, toDbTime } from "@/server/db";
import { applyEvents } from "./apply-events";
import { enqueueFetch } from "./fetch-received";
import { isMessageId } from "./threads";

export interface SignedEvent {
  /** The body as it came: another spelling of the same JSON has another signature. */
  text: string;
  id: string;
  timestamp: string;
  signature: string;
}

/** The signature is missing, wrong, or older than five minutes; or no secret is configured to check it with. */
export class NotSigned extends Error {
  override name = "NotSigned";
}

const shape = z.object({
  type: z.string().max(40),
  created_at: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(100),
    message_id: z.string().optional().catch(undefined),
    bounce: z
      .object({ type: z.string().optional(), subType: z.string().optional(), message: z.string().optional() })
      .optional(),
    failed: z.object({ reason: z.string().optional() }).optional(),
  }),
});

type ResendEvent = z.infer<typeof shape>;

/**
 * Takes what Resend tells about a mail: what became of one of ours, or that one came. It may come twice, out of order, or before the answer to our own request did.
 * The signature is the permission.
 * @throws NotSigned
 */
export async function receiveResendEvent(ctx: Ctx, signed: SignedEvent): Promise<void> {
  const event = verified(ctx, signed);
  if (!event) return;
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Mail" } };
  const type = typeOf(event);
  if (!type) return;
  const { email_id: providerId, message_id: messageId = "" } = event.data;
  const isReceived = type === "received";
  try {
    await inTransaction(system, async (tx) => {
      await insertRows(tx.db, "mail_events", [
        {
          event_id: signed.id,
          provider_id: providerId,
          type,
          message_id: !isReceived && isMessageId(messageId) ? messageId : null,
          reason: reasonOf(event)?.slice(0, 500) ?? null,
          occurred_at: toDbTime(timeOf(event, ctx.now())),
          received_at: toDbTime(tx.now()),
        },
      ]);
      if (isReceived) await enqueueFetch(tx, providerId);
    });
  } catch (error) {
    // Again: the first time may have been cut off before it was applied.
    if (!isDuplicateKey(error)) throw error;
  }
  if (isReceived) return;
  // After the commit: whoever of the two, this and the worker that notes the provider's id, comes second sees the other.
  await applyEvents(system, [providerId]);
}

/** Undefined for what is signed and not about a mail. */
function verified(ctx: Ctx, { text, id, timestamp, signature }: SignedEvent): ResendEvent | undefined {
  const { webhookSecret } = ctx.config.mail;
  if (!webhookSecret) throw new NotSigned("RESEND_WEBHOOK_SECRET is not set.");
  if (!id || id.length > 100) throw new NotSigned("The signature is missing.");
  let content: unknown;
  try {
    // The key is for requests to Resend, of which this makes none.
    content = new Resend("re_none").webhooks.verify({
      payload: text,
      headers: { id, timestamp, signature },
      webhookSecret,
    });
  } catch {
    throw new NotSigned("The signature is missing, wrong or too old.");
  }
  const event = shape.safeParse(content);
  return event.success ? event.data : undefined;
}

/** A bounce that may pass, such as a full mailbox, does not condemn the address. */
function typeOf({ type, data }: ResendEvent): string | undefined {
  const told = /^email\.(received|sent|delivered|bounced|complained|failed|suppressed)$/.exec(type)?.[1];
  if (told === "bounced") return data.bounce?.type === "Permanent" ? "bounced" : "bouncedForNow";
  return told;
}

function reasonOf({ type, data }: ResendEvent): string | undefined {
  if (type === "email.suppressed") return "Resend sends nothing to this address: it bounced or complained before.";
  const { bounce } = data;
  if (bounce) return [bounce.type, bounce.subType, bounce.message].filter(Boolean).join(": ");
  return data.failed?.reason;
}

function timeOf(event: ResendEvent, now: Date): Date {
  const time = new Date(event.created_at);
  return Number.isNaN(time.getTime()) ? now : time;
}
