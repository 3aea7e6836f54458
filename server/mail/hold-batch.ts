import type { Ctx } from "@/server/ctx";
import { fromDbTime, inTransaction, toDbTime } from "@/server/db";
import { isGone, NEIGHBOURS, newLeaseHolder } from "@/server/jobs/lease-holder";
import { dissolveBatch, failBatch } from "./finish-batch";
import { leaseMs } from "./freeze-batch";
import type { MailPriority } from "./mail.entity";
import { Unreadable, unseal } from "./sealed-text";
import type { HeldBatch, Transport } from "./transport";

const HOURS = 3_600_000;
/** The provider knows a key for 24 hours. After that the same request would be a new one, and whoever got the mail gets it again. */
const KEY_LIFE_MS = 23.5 * HOURS;
/** What could not be sent in a day is told as failed, rather than tried for ever. */
const MAX_AGE_MS = 24 * HOURS;

interface RawBatch {
  id: string;
  transport: string;
  priority: MailPriority;
  attempts: number;
  first_tried_at: string | null;
  error: string | null;
  created_at: string;
}

/**
 * Takes a batch whose next try is due, or whose worker was lost. `"none"` when one was due that is not to be tried again.
 */
export async function holdDueBatch(
  ctx: Ctx,
  transport: Transport,
  most: MailPriority,
): Promise<HeldBatch | "none" | undefined> {
  return inTransaction(ctx, async (tx) => {
    const raw = await takeDue(tx, most);
    if (!raw) return undefined;
    if (raw.transport !== transport.kind) return leaveToOther(tx, raw);
    const tooOld = tooOldFor(tx, raw);
    if (tooOld) return give(tx, raw, tooOld);
    try {
      return await lease(tx, raw);
    } catch (error) {
      if (error instanceof Unreadable) return give(tx, raw, "Its text was sealed with another AUTH_SECRET.");
      throw error;
    }
  });
}

async function takeDue(tx: Ctx, most: MailPriority): Promise<RawBatch | undefined> {
  const now = toDbTime(tx.now());
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE SKIP LOCKED";
  const [raw]: RawBatch[] = await tx.db.query(
    `SELECT id, transport, priority, attempts, first_tried_at, error, created_at FROM mail_batches
      WHERE status = 'open' AND priority <= ? AND run_at <= ? AND (lease_until IS NULL OR lease_until < ?)
      ORDER BY priority, run_at LIMIT 1 ${hold}`,
    [most, now, now],
  );
  return raw;
}

/** Somebody has configured another way of sending meanwhile. */
async function leaveToOther(tx: Ctx, raw: RawBatch): Promise<"none"> {
  // SMTP promises at least once. Elsewhere a mail that may have been taken is not sent again another way.
  if (raw.transport === "smtp" || raw.first_tried_at === null) await dissolveBatch(tx, raw.id);
  else await failBatch(tx, raw.id, "It is not known whether it was sent before the way of sending was changed.");
  return "none";
}

function tooOldFor(tx: Ctx, raw: RawBatch): string | undefined {
  const now = tx.now().getTime();
  const triedFor = raw.first_tried_at === null ? 0 : now - fromDbTime(raw.first_tried_at).getTime();
  const last = raw.error ? ` Last: ${raw.error}.` : "";
  if (raw.transport === "resend" && triedFor > KEY_LIFE_MS)
    return `It is not known whether it was sent: a day went by without an answer.${last}`;
  if (now - fromDbTime(raw.created_at).getTime() > MAX_AGE_MS) return `It could not be sent for a day.${last}`;
  return undefined;
}

async function give(tx: Ctx, raw: RawBatch, reason: string): Promise<"none"> {
  await failBatch(tx, raw.id, reason);
  return "none";
}

async function lease(tx: Ctx, raw: RawBatch): Promise<HeldBatch> {
  const rows: { sealed: string }[] = await tx.db.query(
    "SELECT sealed FROM mail_batch_parts WHERE batch_id = ? ORDER BY part",
    [raw.id],
  );
  const frozen = await unseal(
    tx.config,
    rows.map((row) => row.sealed),
  );
  const whole = JSON.parse(frozen) as Frozen; // freezeBatch wrote it.
  const { mailIds, body } = raw.transport === "smtp" ? await notSentYet(tx, raw.id, whole) : whole;
  const holder = newLeaseHolder();
  const now = tx.now();
  await tx.db.query(
    `UPDATE mail_batches SET attempts = attempts + 1, first_tried_at = COALESCE(first_tried_at, ?), lease_holder = ?, lease_until = ?
      WHERE id = ?`,
    [toDbTime(now), holder, toDbTime(new Date(now.getTime() + leaseMs(tx))), raw.id],
  );
  return {
    id: raw.id,
    holder,
    priority: raw.priority,
    attempts: raw.attempts + 1,
    triedSince: raw.first_tried_at === null ? null : fromDbTime(raw.first_tried_at),
    createdAt: fromDbTime(raw.created_at),
    mailIds,
    body,
  };
}

type Frozen = Pick<HeldBatch, "mailIds" | "body">;

/** Without keys nothing tells a mail server that it has a mail already: those that it took are left out of the next try. */
async function notSentYet(tx: Ctx, batchId: string, { mailIds, body }: Frozen): Promise<Frozen> {
  const rows: { id: number }[] = await tx.db.query("SELECT id FROM mails WHERE batch_id = ? AND status = 'sending'", [
    batchId,
  ]);
  const waiting = new Set(rows.map((row) => row.id));
  const mails = JSON.parse(body) as unknown[];
  return {
    mailIds: mailIds.filter((id) => waiting.has(id)),
    body: JSON.stringify(mails.filter((_, index) => waiting.has(mailIds[index] ?? 0))),
  };
}

/** Ends the leases of workers on this machine that were killed, so that their successor need not wait for them to run out. */
export async function releaseLostBatches(ctx: Ctx): Promise<void> {
  const held: { id: string; lease_holder: string }[] = await ctx.db.query(
    "SELECT id, lease_holder FROM mail_batches WHERE status = 'open' AND lease_holder LIKE ?",
    [`${NEIGHBOURS}%`],
  );
  for (const { id, lease_holder } of held.filter((batch) => isGone(batch.lease_holder))) {
    await inTransaction(ctx, (tx) =>
      tx.db.query("UPDATE mail_batches SET lease_holder = NULL, lease_until = NULL WHERE id = ? AND lease_holder = ?", [
        id,
        lease_holder,
      ]),
    );
  }
}
