import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { countAlong, type SteppedWalk } from "./step-walk";
import { type TicketCondition, type TicketView, ticketConditions } from "./ticket-view";
import { alongIndex, and, countUpTo, drivenBy, driverOf } from "./ticket-walk";
import type { VisibleTickets } from "./visible-tickets";

/** How many match: exactly up to `limit`, and as far as that takes no longer than a page should wait. */
export async function countTicketMatches(
  ctx: Ctx,
  { visible, ...view }: TicketView & { visible: VisibleTickets },
  limit: number,
): Promise<{ count: number; isExact: boolean }> {
  const conditions = ticketConditions(ctx, view);
  // One column alone is counted by its index.
  const isPlain = conditions.length === 0 || (conditions.length === 1 && conditions[0]?.column !== undefined);
  if (visible.seesAll && (await isAboveAlone(ctx, conditions, limit))) return { count: limit, isExact: false };
  const driver = isPlain ? undefined : (await driverOf(ctx, conditions))?.condition;
  if (!isPlain && !driver) return countOpen(ctx, visible, conditions, limit);
  const from: Sql = driver ? drivenBy(ctx, driver) : { sql: "tickets t", parameters: [] };
  const where = and([visible, ...conditions.filter((condition) => condition !== driver)]);
  const [row]: { found: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS found FROM (SELECT 1 FROM ${from.sql} WHERE ${where.sql} LIMIT ${limit + 1}) counted`,
    [...from.parameters, ...where.parameters],
  );
  return boundedCount(Number(row?.found ?? 0), limit);
}

const boundedCount = (found: number, limit: number) => ({ count: Math.min(found, limit), isExact: found <= limit });

/** One word or tag alone may well have more than are counted, and its own index knows. */
async function isAboveAlone(ctx: Ctx, conditions: readonly TicketCondition[], limit: number): Promise<boolean> {
  const [only, ...others] = conditions;
  if (!only || only.column !== undefined || others.length > 0) return false;
  // A ticket has few words with one beginning, so enough of these are of different tickets.
  const [source] = only.ids;
  if (!source) return false;
  const { sql, parameters } = source;
  const early = { sql: `SELECT DISTINCT id FROM (${sql} LIMIT ${limit * 5}) f`, parameters };
  return (await countUpTo(ctx, early, limit)) > limit;
}

/** Conditions with many matches each, which may have few in common, or few tickets for many customers. */
async function countOpen(ctx: Ctx, visible: VisibleTickets, conditions: readonly TicketCondition[], limit: number) {
  const byNumber = { sort: { field: "number", isDescending: false }, isBackward: false } as const;
  const walk: SteppedWalk = {
    from: (place) => alongIndex(ctx, byNumber, { fixed: [] }, [], place),
    checks: and([visible, ...conditions]),
    order: "",
  };
  const { found, isComplete } = await countAlong(ctx, walk, limit);
  return { ...boundedCount(found, limit), ...(isComplete ? {} : { isExact: false }) };
}
