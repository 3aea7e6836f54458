import type { Ctx } from "@/server/ctx";
import { inTransaction, toDbTime } from "@/server/db";
import { endMails, type MailEnd } from "./end-mails";
import { leaseMs } from "./freeze-batch";
import { MailStatus } from "./mail.entity";
import { BatchStatus } from "./mail-batch.entity";
import type { BatchOutcome, HeldBatch } from "./transport";
import { markUndeliverable } from "./undeliverable";

/** Writes how a try ended, unless the batch is another worker's by now. */
export async function finishTry(ctx: Ctx, batch: HeldBatch, outcome: BatchOutcome): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await isStillHeld(tx, batch))) return;
    if (outcome.kind === "done") {
      await endMembers(tx, batch, outcome.mails);
      await closeBatch(tx, batch.id, BatchStatus.DONE, null);
    } else if (outcome.kind === "refused") {
      const unknown = outcome.isUnknown ? " It is not known whether it was sent." : "";
      await failBatch(tx, batch.id, `${outcome.reason}.${unknown}`);
    } else await tryAgain(tx, batch, outcome);
  });
}

/** Writes what is known of some members while the others go on. */
export async function finishSome(ctx: Ctx, batch: HeldBatch, ends: readonly MailEnd[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await isStillHeld(tx, batch))) return;
    await endMembers(tx, batch, ends);
    const leaseUntil = toDbTime(new Date(tx.now().getTime() + leaseMs(tx)));
    await tx.db.query("UPDATE mail_batches SET lease_until = ? WHERE id = ?", [leaseUntil, batch.id]);
  });
}

async function isStillHeld(tx: Ctx, batch: HeldBatch): Promise<boolean> {
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [row]: unknown[] = await tx.db.query(
    `SELECT id FROM mail_batches WHERE id = ? AND status = 'open' AND lease_holder = ? ${hold}`,
    [batch.id, batch.holder],
  );
  if (row === undefined) tx.log.warn({ batchId: batch.id }, "another worker has taken the batch over");
  return row !== undefined;
}

async function endMembers(tx: Ctx, batch: HeldBatch, ends: readonly MailEnd[]): Promise<void> {
  await endMails(tx, ends);
  const bounced = ends.filter((end) => end.status === MailStatus.BOUNCED);
  for (const end of bounced) await markUndeliverable(tx, end.mailId, end.reason ?? "");
  if (bounced.length > 0) tx.log.info({ batchId: batch.id, bounced: bounced.length }, "mails bounced");
}

/** First try at once after a second, then ever later: a provider that is down is not helped by being asked. */
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 300_000;

async function tryAgain(tx: Ctx, batch: HeldBatch, outcome: Extract<BatchOutcome, { kind: "retry" }>): Promise<void> {
  const backOff = Math.min(FIRST_WAIT_MS * 2 ** (batch.attempts - 1), MAX_WAIT_MS) * (0.8 + Math.random() * 0.4);
  // "Later, please" is no failure that needs longer and longer waiting: the provider has said when.
  const waitMs = outcome.pauseMs ?? backOff;
  const reason = outcome.reason.slice(0, 500);
  // What was surely not taken does not begin the life of the key.
  const triedSince = outcome.isUnsent && batch.triedSince === null ? null : (batch.triedSince ?? undefined);
  await tx.db.query(
    `UPDATE mail_batches SET run_at = ?, error = ?, lease_holder = NULL, lease_until = NULL
      ${triedSince === null ? ", first_tried_at = NULL" : ""} WHERE id = ?`,
    [toDbTime(new Date(tx.now().getTime() + waitMs)), reason, batch.id],
  );
  await tx.db.query("UPDATE mails SET reason = ? WHERE batch_id = ? AND status = 'sending'", [
    `${reason}. It is tried again.`.slice(0, 500),
    batch.id,
  ]);
}

/** Ends a batch that will not be tried again: whoever of its members is not told otherwise has failed. */
export async function failBatch(tx: Ctx, batchId: string, reason: string): Promise<void> {
  const members: { id: number }[] = await tx.db.query(
    "SELECT id FROM mails WHERE batch_id = ? AND status = 'sending' ORDER BY id",
    [batchId],
  );
  await endMails(
    tx,
    members.map(({ id }) => ({ mailId: id, status: MailStatus.FAILED as const, reason })),
  );
  await closeBatch(tx, batchId, BatchStatus.FAILED, reason);
}

/** Puts the members back in the queue: nothing of the batch was ever taken. */
export async function dissolveBatch(tx: Ctx, batchId: string): Promise<void> {
  await tx.db.query("UPDATE mails SET status = 'queued', batch_id = NULL WHERE batch_id = ? AND status = 'sending'", [
    batchId,
  ]);
  await closeBatch(tx, batchId, BatchStatus.FAILED, "The way of sending was changed.");
}

async function closeBatch(tx: Ctx, id: string, status: BatchStatus, error: string | null): Promise<void> {
  await tx.db.query(
    "UPDATE mail_batches SET status = ?, error = ?, lease_holder = NULL, lease_until = NULL WHERE id = ?",
    [status, error?.slice(0, 500) ?? null, id],
  );
  // The links in it are in the mails now; only the built-in mailbox is read from here.
  const [batch]: { transport: string }[] = await tx.db.query("SELECT transport FROM mail_batches WHERE id = ?", [id]);
  if (batch?.transport !== "mailbox") await tx.db.query("DELETE FROM mail_batch_parts WHERE batch_id = ?", [id]);
}
