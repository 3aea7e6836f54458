import type { Ctx } from "@/server/ctx";
import type { Database } from "@/server/db";
import { insertRows, inTransaction, placeholders, toDbTime } from "@/server/db";
import { type CameBy, IncomingStatus } from "./incoming-mail.entity";

/** What came, and lies in the storage. */
export interface StoredMail {
  /** The same for what is the same, however often it comes. */
  key: string;
  storageName: string;
  size: number;
  cameBy: CameBy;
}

interface Waiting {
  mail: StoredMail;
  resolve: (accepted: Accepted) => void;
  reject: (error: unknown) => void;
}

export interface Accepted {
  id: number;
  /** The same mail had come before; what was stored for this one is not used. */
  isKnown: boolean;
}

/** Mails in one transaction. */
const MAX_LOT = 100;

const waitingOf = new WeakMap<Database, Waiting[]>();

/**
 * Notes mails as received. Those that come while others are being committed wait for each other and share the next commit; each is
 * told after it. What fails, fails for all of a lot: whoever sent them was told of none, and sends them again.
 */
export function acceptMail(ctx: Ctx, mail: StoredMail): Promise<Accepted> {
  return new Promise((resolve, reject) => {
    const one = { mail, resolve, reject };
    const waiting = waitingOf.get(ctx.database);
    if (waiting) waiting.push(one);
    else void commitLots(ctx, [one]);
  });
}

async function commitLots(ctx: Ctx, first: Waiting[]): Promise<void> {
  const waiting = first;
  waitingOf.set(ctx.database, waiting);
  while (waiting.length > 0) {
    const lot = waiting.splice(0, MAX_LOT);
    try {
      const accepted = await accept(
        ctx,
        lot.map(({ mail }) => mail),
      );
      for (const [at, { resolve, reject }] of lot.entries()) {
        const one = accepted[at];
        if (one) resolve(one);
        else reject(new Error("A mail that was just stored is not there."));
      }
    } catch (error) {
      for (const { reject } of lot) reject(error);
    }
  }
  waitingOf.delete(ctx.database);
}

async function accept(ctx: Ctx, mails: readonly StoredMail[]): Promise<(Accepted | undefined)[]> {
  // In the order of their keys, so that two processes with the same mails wait for each other instead of deadlocking.
  const sorted = [...mails].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = await inTransaction(ctx, async (tx) => {
    await insertRows(
      tx.db,
      "incoming_mails",
      sorted.map(({ key, storageName, size, cameBy }) => ({
        content_key: key,
        storage_name: storageName,
        size,
        came_by: cameBy,
        status: IncomingStatus.RECEIVED,
        received_at: toDbTime(tx.now()),
      })),
      tx.database.kind === "sqlite" ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE id = id",
    );
    const found: { id: number; content_key: string; storage_name: string }[] = await tx.db.query(
      `SELECT id, content_key, storage_name FROM incoming_mails WHERE content_key IN ${placeholders(sorted.length)}`,
      sorted.map(({ key }) => key),
    );
    return new Map(found.map((row) => [row.content_key, row]));
  });
  return mails.map(({ key, storageName }) => {
    const row = rows.get(key);
    return row && { id: row.id, isKnown: row.storage_name !== storageName };
  });
}
