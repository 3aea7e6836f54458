import type { Ctx } from "@/server/ctx";
import type { Database } from "@/server/db";

export type Subscribers = ReadonlyMap<string, readonly number[]>;

interface Known {
  /** Of a clock that only goes forward, in ms. */
  at: number;
  byType: Subscribers;
}

const known = new WeakMap<Database, Known>();

/** So that a change costs no question while there is no webhook. Another process learns of a new webhook after that time at the latest. */
const KNOWN_FOR_MS = 5000;

/** The ids of the active webhooks by what they want to know of. */
export async function subscribers(ctx: Ctx): Promise<Subscribers> {
  const last = known.get(ctx.database);
  const isFresh = last !== undefined && performance.now() - last.at < KNOWN_FOR_MS;
  return isFresh ? last.byType : learnSubscribers(ctx);
}

/** Looks now. */
export async function learnSubscribers(ctx: Ctx): Promise<Subscribers> {
  const rows: { id: number; events: string }[] = await ctx.db.query(
    "SELECT id, events FROM webhooks WHERE state = 'active' ORDER BY id",
  );
  const byType = new Map<string, number[]>();
  for (const { id, events } of rows) {
    for (const type of JSON.parse(events) as string[]) byType.set(type, [...(byType.get(type) ?? []), id]);
  }
  known.set(ctx.database, { at: performance.now(), byType });
  return byType;
}

/** After a change of the webhooks was committed. */
export function forgetSubscribers({ database }: Ctx): void {
  known.delete(database);
}
