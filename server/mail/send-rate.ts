import type { Ctx } from "@/server/ctx";
import { fromDbTime, inTransaction, isDuplicateKey, toDbTime } from "@/server/db";

/** A little slower than allowed: requests arrive less evenly than they leave. */
const MARGIN = 1.03;

/**
 * Takes the next `requests` places in the row of requests to a provider, which all processes share. Returns how long to wait
 * for the first of them, in milliseconds.
 */
export async function takeSlot(ctx: Ctx, name: string, perSecond: number | null, requests = 1): Promise<number> {
  const stepMs = perSecond === null ? 0 : (1000 * MARGIN) / perSecond;
  return withGate(ctx, name, (now, nextAt) => {
    const slot = Math.max(now, nextAt);
    return { nextAt: slot + Math.ceil(stepMs * requests), result: slot - now };
  });
}

/** Nobody asks the provider before that: it has said so. */
export async function pauseSending(ctx: Ctx, name: string, pauseMs: number): Promise<void> {
  await withGate(ctx, name, (now, nextAt) => ({ nextAt: Math.max(nextAt, now + pauseMs), result: undefined }));
}

/** How long the provider is not to be asked, without taking a place. */
export async function waitingTime(ctx: Ctx, name: string): Promise<number> {
  const [gate]: { next_at: string }[] = await ctx.db.query("SELECT next_at FROM mail_gates WHERE name = ?", [name]);
  return gate ? Math.max(0, fromDbTime(gate.next_at).getTime() - ctx.now().getTime()) : 0;
}

async function withGate<T>(
  ctx: Ctx,
  name: string,
  move: (now: number, nextAt: number) => { nextAt: number; result: T },
): Promise<T> {
  try {
    return await inTransaction(ctx, async (tx) => {
      const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
      const [gate]: { next_at: string }[] = await tx.db.query(`SELECT next_at FROM mail_gates WHERE name = ? ${hold}`, [
        name,
      ]);
      const now = tx.now().getTime();
      const { nextAt, result } = move(now, gate ? fromDbTime(gate.next_at).getTime() : 0);
      const next = toDbTime(new Date(nextAt));
      if (gate) await tx.db.query("UPDATE mail_gates SET next_at = ? WHERE name = ?", [next, name]);
      else await tx.db.query("INSERT INTO mail_gates (name, next_at) VALUES (?, ?)", [name, next]);
      return result;
    });
  } catch (error) {
    // Another process made the row at the same moment.
    if (isDuplicateKey(error)) return withGate(ctx, name, move);
    throw error;
  }
}
