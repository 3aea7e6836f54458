import type { Ctx } from "@/server/ctx";
import { inTransaction, toDbTime } from "@/server/db";
import { IncomingStatus } from "./incoming-mail.entity";
import type { Stored } from "./understand";

/** A mail that waits to be understood. */
export interface WaitingMail extends Stored {
  id: number;
  /** How often taking it in has failed. */
  tries: number;
}

/** Those that wait longest, but for some. */
export async function waitingMails(
  ctx: Ctx,
  { except, most, maxSize }: { except: ReadonlySet<number>; most: number; maxSize: number },
): Promise<WaitingMail[]> {
  // Those left out are few; a list of them would make every statement another one.
  const rows: (Omit<WaitingMail, "size"> & { size: number | string })[] = await ctx.db.query(
    `SELECT id, storage_name AS storageName, size, came_by AS cameBy, tries FROM incoming_mails
      WHERE status = ? AND (retry_at IS NULL OR retry_at <= ?) AND size <= ? ORDER BY id LIMIT ?`,
    [IncomingStatus.RECEIVED, toDbTime(ctx.now()), maxSize, most + except.size],
  );
  return rows
    .filter(({ id }) => !except.has(id))
    .slice(0, most)
    .map((row) => ({ ...row, size: Number(row.size) }));
}

const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 600_000;
const MAX_TRIES = 20;

/**
 * Lets a mail wait after taking it in has failed. What goes wrong on our side, such as a full disk, may last for hours: it is tried
 * until it succeeds, for a mail must end as something that somebody sees.
 */
export async function putOff(ctx: Ctx, { id, tries }: WaitingMail, error: unknown): Promise<void> {
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS);
  ctx.log.warn({ err: error, incomingMailId: id, waitMs }, "a mail could not be taken in, trying again later");
  await inTransaction(ctx, (tx) =>
    tx.db.query("UPDATE incoming_mails SET tries = ?, retry_at = ? WHERE id = ? AND status = ?", [
      Math.min(tries + 1, MAX_TRIES),
      toDbTime(new Date(tx.now().getTime() + waitMs)),
      id,
      IncomingStatus.RECEIVED,
    ]),
  );
}
