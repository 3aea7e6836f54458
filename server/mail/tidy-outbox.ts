import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";

const DAYS = 24 * 3_600_000;
/** Resend sends an event again for at most two days. */
const EVENT_LIFE_MS = 30 * DAYS;
/** Links in the built-in mailbox have run out long before. */
const MAILBOX_LIFE_MS = 30 * DAYS;
/** They are counted by the hour. */
const ANSWER_LIFE_MS = DAYS;
const SLICE = 500;

/** Forgets what nobody needs any more: a slice at a time, again every minute. */
export async function tidyOutbox(ctx: Ctx): Promise<void> {
  const before = (lifeMs: number) => toDbTime(new Date(ctx.now().getTime() - lifeMs));
  const events: { event_id: string }[] = await ctx.db.query(
    "SELECT event_id FROM mail_events WHERE received_at < ? ORDER BY received_at LIMIT ?",
    [before(EVENT_LIFE_MS), SLICE],
  );
  const batches: { batch_id: string }[] = await ctx.db.query(
    `SELECT p.batch_id FROM mail_batches b JOIN mail_batch_parts p ON p.batch_id = b.id AND p.part = 0
      WHERE b.status = 'done' AND b.created_at < ? LIMIT ?`,
    [before(MAILBOX_LIFE_MS), SLICE],
  );
  const answered: { address_hash: string }[] = await ctx.db.query(
    "SELECT address_hash FROM automatic_answers WHERE updated_at < ? ORDER BY updated_at LIMIT ?",
    [before(ANSWER_LIFE_MS), SLICE],
  );
  await remove(
    ctx,
    "automatic_answers",
    "address_hash",
    answered.map((row) => row.address_hash),
  );
  await remove(
    ctx,
    "mail_events",
    "event_id",
    events.map((row) => row.event_id),
  );
  await remove(
    ctx,
    "mail_batch_parts",
    "batch_id",
    batches.map((row) => row.batch_id),
  );
}

async function remove(
  ctx: Ctx,
  table: "mail_events" | "mail_batch_parts" | "automatic_answers",
  column: "event_id" | "batch_id" | "address_hash",
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await inTransaction(ctx, (tx) =>
    tx.db.query(`DELETE FROM ${table} WHERE ${column} IN ${placeholders(ids.length)}`, [...ids]),
  );
}
