import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";

/** Which failed mails to send again: some, or all of a mass action or an import. */
export interface RetryMails {
  ids?: readonly number[];
  jobId?: number;
  importId?: number;
}

const MAX_RETRIED = 100;
/** Short enough that the worker, which wants the same rows, hardly waits. */
const SLICE = 1000;

/**
 * Puts failed mails back in the outbox, and no other, and lets those that wait for another try be tried now. Links in them are
 * made anew. Returns how many.
 */
export async function retryMails(ctx: Ctx, input: RetryMails): Promise<number> {
  allow(ctx.actor, "customer.edit");
  const { ids, jobId, importId } = input;
  if ([ids, jobId, importId].filter((one) => one !== undefined).length > 1) {
    throw new UserError("", "Give ids, jobId or importId, and only one of them.");
  }
  if (jobId !== undefined) return retryAll(ctx, "job_id", jobId);
  if (importId !== undefined) return retryAll(ctx, "import_id", importId);
  if (!ids || ids.length === 0) throw new UserError("ids", "Choose at least one mail.");
  if (ids.length > MAX_RETRIED) throw new UserError("ids", `Choose at most ${MAX_RETRIED} mails.`);
  return inTransaction(ctx, async (tx) => (await requeue(tx, ids)) + (await hurry(tx, ids)));
}

async function retryAll(ctx: Ctx, column: "job_id" | "import_id", id: number): Promise<number> {
  for (let retried = 0, after = 0; ; ) {
    const rows: { id: number }[] = await ctx.db.query(
      `SELECT id FROM mails WHERE ${column} = ? AND status = 'failed' AND id > ? ORDER BY id LIMIT ?`,
      [id, after, SLICE],
    );
    const last = rows.at(-1);
    if (!last) return retried;
    after = last.id;
    retried += await inTransaction(ctx, (tx) =>
      requeue(
        tx,
        rows.map((row) => row.id),
      ),
    );
  }
}

/** Marks a mail that is not in the outbox for the first time: its link may have run out meanwhile (see composeMails). */
export const AGAIN = "again";

async function requeue(tx: Ctx, ids: readonly number[]): Promise<number> {
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  // Only what we can still write: values are kept for what failed.
  const failed: { id: number }[] = await tx.db.query(
    `SELECT id FROM mails WHERE id IN ${placeholders(ids.length)} AND status = 'failed' ORDER BY id ${hold}`,
    [...ids],
  );
  if (failed.length === 0) return 0;
  await tx.db.query(
    `UPDATE mails SET status = 'queued', reason = NULL, batch_id = ?, updated_at = ? WHERE id IN ${placeholders(failed.length)}`,
    [AGAIN, toDbTime(tx.now()), ...failed.map((mail) => mail.id)],
  );
  return failed.length;
}

/** A batch is one request: with the mail that is meant, its neighbours are tried too. */
async function hurry(tx: Ctx, ids: readonly number[]): Promise<number> {
  const waiting: { id: number; batch_id: string }[] = await tx.db.query(
    `SELECT m.id, m.batch_id FROM mails m JOIN mail_batches b ON b.id = m.batch_id
      WHERE m.id IN ${placeholders(ids.length)} AND m.status = 'sending' AND b.status = 'open' AND b.lease_holder IS NULL`,
    [...ids],
  );
  const batches = [...new Set(waiting.map((mail) => mail.batch_id))].sort();
  if (batches.length === 0) return 0;
  await tx.db.query(
    `UPDATE mail_batches SET run_at = ? WHERE status = 'open' AND lease_holder IS NULL AND id IN ${placeholders(batches.length)}`,
    [toDbTime(tx.now()), ...batches],
  );
  return waiting.length;
}
