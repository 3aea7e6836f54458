import { Readable } from "node:stream";
import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import type { JobHandler } from "@/server/jobs/run-job";
import { againAfterDuplicate } from "@/server/tickets/create-ticket";
import { decide } from "./decide";
import { IncomingStatus, QuarantineReason } from "./incoming-mail.entity";
import { holdMail, quarantine, type StoredFile } from "./incoming-row";
import type { MailFile } from "./read-mail";
import { TAKE_IN } from "./receive-mail";
import { understood } from "./understand";

/** Understands a mail that is stored: makes a ticket, a comment or a note of it, or lets it wait for an agent. Doing it again changes nothing. */
async function takeIn(ctx: Ctx, id: number): Promise<void> {
  const [row]: { storage_name: string; size: number | string; status: string }[] = await ctx.db.query(
    "SELECT storage_name, size, status FROM incoming_mails WHERE id = ?",
    [id],
  );
  if (row?.status !== IncomingStatus.RECEIVED) return;
  const mail = await understood(ctx, { storageName: row.storage_name, size: Number(row.size) });
  if (!mail) {
    await inTransaction(ctx, async (tx) => {
      if ((await holdMail(tx, id)) === IncomingStatus.RECEIVED) await quarantine(tx, id, QuarantineReason.UNREADABLE);
    });
    return;
  }
  await withStoredFiles(ctx, mail.files, (files) =>
    againAfterDuplicate(ctx, () => inTransaction(ctx, (tx) => decide(tx, { id, mail, files }))),
  ).catch(async (error) => {
    // What no ticket may hold waits for an agent; whatever else went wrong is tried again.
    if (!(error instanceof UserError)) throw error;
    ctx.log.warn({ err: error, incomingMailId: id }, "a mail could not become a ticket");
    await inTransaction(ctx, (tx) => quarantine(tx, id, QuarantineReason.UNREADABLE, mail));
  });
}

/** Stores the files before the transaction that names them; what it does not take is removed. */
export async function withStoredFiles<T>(
  ctx: Ctx,
  files: readonly MailFile[],
  work: (stored: StoredFile[]) => Promise<{ tookFiles: boolean; result: T }>,
): Promise<T> {
  const stored: StoredFile[] = [];
  const forget = () =>
    Promise.all(stored.map(({ storageName }) => ctx.files.remove(storageName).catch(() => undefined)));
  try {
    for (const { fileName, contents } of files) {
      const storageName = await ctx.files.store("attachments", Readable.from([contents]));
      stored.push({ storageName, fileName, size: contents.length });
    }
    const { tookFiles, result } = await work(stored);
    if (!tookFiles) await forget();
    return result;
  } catch (error) {
    if (!isOutcomeUnknown(error)) await forget();
    throw error;
  }
}

interface TakeInOrder {
  incomingMailId: number;
  /** Tries before this one; left out for the first. */
  tries?: number;
}

const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 600_000;

/**
 * What goes wrong on our side, such as a full disk, may last for hours; a job alone would give up in a minute, and the mail would be
 * neither a ticket nor in quarantine.
 */
async function takeInLater(ctx: Ctx, { incomingMailId, tries = 0 }: TakeInOrder, error: unknown): Promise<void> {
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS);
  ctx.log.warn({ err: error, incomingMailId, waitMs }, "a mail could not be taken in, trying again later");
  const payload: TakeInOrder = { incomingMailId, tries: Math.min(tries + 1, 20) };
  const runAt = new Date(ctx.now().getTime() + waitMs);
  await inTransaction(ctx, (tx) => enqueueJob(tx, { kind: TAKE_IN, payload, runAt }));
}

/** The jobs of this file, for the worker. */
export const incomingJobs: [string, JobHandler][] = [
  [
    TAKE_IN,
    async (ctx, job) => {
      const order = job.payload as TakeInOrder; // The shape is the one that receiveMail wrote.
      await takeIn(ctx, order.incomingMailId).catch((error) => takeInLater(ctx, order, error));
    },
  ],
];
