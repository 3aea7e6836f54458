import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { toDbTime } from "@/server/db";
import { applyEvents, applyLateEvents } from "./apply-events";
import { finishSome, finishTry } from "./finish-batch";
import { freezeBatch } from "./freeze-batch";
import { holdDueBatch, releaseLostBatches } from "./hold-batch";
import { MailPriority } from "./mail.entity";
import { pauseSending, takeSlot, waitingTime } from "./send-rate";
import { tidyOutbox } from "./tidy-outbox";
import type { BatchOutcome, HeldBatch, Transport } from "./transport";

/** Requests that may wait for their answers at a time. */
const MAX_RUNNING = 10;
/** Some of them are kept free of mass mail, so that a provider that hangs on it does not hold up a reset link. */
const MAX_RUNNING_BULK = 8;
const IDLE_MS = 300;
const TIDY_MS = 60_000;

/** Sends what is in the outbox until it is told to stop; then what is under way is brought to its end. */
export async function runOutbox(ctx: Ctx, transport: Transport, isStopping: () => boolean): Promise<void> {
  const running = new Set<Promise<void>>();
  let releasedAt = 0;
  let tidiedAt = 0;
  while (!isStopping()) {
    if (Date.now() - releasedAt > 1000) {
      await releaseLostBatches(ctx);
      releasedAt = Date.now();
    }
    if (Date.now() - tidiedAt > TIDY_MS) {
      await tidyOutbox(ctx);
      await applyLateEvents(ctx);
      tidiedAt = Date.now();
    }
    const most = running.size < MAX_RUNNING_BULK ? MailPriority.BULK : MailPriority.NORMAL;
    const batch = running.size < MAX_RUNNING ? await nextBatch(ctx, transport, most) : undefined;
    if (!batch) {
      await Promise.race([sleep(IDLE_MS), ...running]);
      continue;
    }
    await awaitTurn(ctx, transport, batch);
    const one = tryBatch(ctx, transport, batch).finally(() => running.delete(one));
    running.add(one);
  }
  await Promise.all(running);
}

/** Sends one batch, if there is anything to send. False when there was nothing. */
export async function sendNext(ctx: Ctx, transport: Transport): Promise<boolean> {
  const batch = await nextBatch(ctx, transport, MailPriority.BULK);
  if (!batch) return false;
  await awaitTurn(ctx, transport, batch);
  await tryBatch(ctx, transport, batch);
  return true;
}

/** The most urgent of what is due: a batch to try again, or one made of what waits. */
async function nextBatch(ctx: Ctx, transport: Transport, most: MailPriority): Promise<HeldBatch | undefined> {
  // Not held while the provider wants to be left alone: something more urgent may come until then.
  if ((await waitingTime(ctx, transport.kind)) > PATIENCE_MS) return undefined;
  for (;;) {
    const [due, waiting] = [await duePriority(ctx, most), await waitingPriority(ctx, most)];
    if (due === undefined && waiting === undefined) return undefined;
    const batch =
      due !== undefined && due <= (waiting ?? MailPriority.BULK)
        ? await holdDueBatch(ctx, transport, due)
        : await freezeBatch(ctx, transport, waiting ?? MailPriority.BULK);
    // Another worker was faster.
    if (batch === undefined) return undefined;
    if (batch !== "none") return batch;
  }
}

const PATIENCE_MS = 1000;

async function duePriority(ctx: Ctx, most: MailPriority): Promise<MailPriority | undefined> {
  const now = toDbTime(ctx.now());
  const [row]: { priority: MailPriority }[] = await ctx.db.query(
    `SELECT priority FROM mail_batches WHERE status = 'open' AND priority <= ? AND run_at <= ?
      AND (lease_until IS NULL OR lease_until < ?) ORDER BY priority, run_at LIMIT 1`,
    [most, now, now],
  );
  return row?.priority;
}

async function waitingPriority(ctx: Ctx, most: MailPriority): Promise<MailPriority | undefined> {
  const [row]: { priority: MailPriority }[] = await ctx.db.query(
    "SELECT priority FROM mails WHERE status = 'queued' AND priority <= ? ORDER BY priority LIMIT 1",
    [most],
  );
  return row?.priority;
}

async function awaitTurn(ctx: Ctx, transport: Transport, batch: HeldBatch): Promise<void> {
  if (transport.kind === "mailbox") return;
  const requests = transport.requestsPer === "mail" ? batch.mailIds.length : 1;
  const waitMs = await takeSlot(ctx, transport.kind, ctx.config.mail.perSecond, requests);
  if (waitMs > 0) await sleep(waitMs);
}

async function tryBatch(ctx: Ctx, transport: Transport, batch: HeldBatch): Promise<void> {
  const log = ctx.log.child({ batchId: batch.id, attempt: batch.attempts });
  try {
    const outcome = await transport.send(batch, (ends) => finishSome(ctx, batch, ends));
    tell(log, batch, outcome);
    if (outcome.kind === "retry" && outcome.pauseMs) await pauseSending(ctx, transport.kind, outcome.pauseMs);
    await finishTry(ctx, batch, outcome);
    // What the provider has told meanwhile waits for the ids that have just been written.
    if (outcome.kind === "done")
      await applyEvents(
        ctx,
        outcome.mails.flatMap((end) => end.providerId ?? []),
      );
  } catch (error) {
    // Its lease runs out, and it is tried again with the same key.
    log.error({ err: error }, "a batch of mails met an error");
  }
}

function tell(log: Ctx["log"], batch: HeldBatch, outcome: BatchOutcome): void {
  if (outcome.kind === "done") log.debug({ mails: batch.mailIds.length }, "mails sent");
  else log.warn({ reason: outcome.reason }, outcome.kind === "retry" ? "mails are tried again" : "mails were refused");
}
