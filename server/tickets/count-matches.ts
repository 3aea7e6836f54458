import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { countAlong, type SteppedWalk } from "./step-walk";
import { type TicketCondition, type TicketView, ticketConditions } from "./ticket-view";
import { alongIndex, and, drivenBy, driverOf } from "./ticket-walk";
import { visibleTickets } from "./visible-tickets";

/** How many match: exactly up to `limit`, and as far as that takes no longer than a page should wait. */
export async function countTicketMatches(
  ctx: Ctx,
  view: TicketView,
  limit: number,
): Promise<{ count: number; isExact: boolean }> {
  const conditions = ticketConditions(ctx, view);
  const visible = visibleTickets(ctx);
  // One column alone is counted by its index.
  const isPlain = conditions.length === 0 || (conditions.length === 1 && conditions[0]?.column !== undefined);
  const driver = isPlain ? undefined : await driverOf(ctx, conditions);
  if (!isPlain && !driver) return countOpen(ctx, conditions, limit);
  const from: Sql = driver ? drivenBy(ctx, driver) : { sql: "tickets t", parameters: [] };
  const where = and([visible, ...conditions.filter((condition) => condition !== driver)]);
  const [row]: { found: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS found FROM (SELECT 1 FROM ${from.sql} WHERE ${where.sql} LIMIT ${limit + 1}) counted`,
    [...from.parameters, ...where.parameters],
  );
  return boundedCount(Number(row?.found ?? 0), limit);
}

const boundedCount = (found: number, limit: number) => ({ count: Math.min(found, limit), isExact: found <= limit });

/** Several conditions with many matches each, which may have few in common. */
async function countOpen(ctx: Ctx, conditions: readonly TicketCondition[], limit: number) {
  const visible = visibleTickets(ctx);
  // Alone it has more than enough, which is why nothing could be fetched by it.
  if (conditions.length === 1 && visible.seesAll) return { count: limit, isExact: false };
  const byNumber = { sort: { field: "number", isDescending: false }, isBackward: false } as const;
  const walk: SteppedWalk = {
    from: (place) => alongIndex(ctx, byNumber, { fixed: [] }, [], place),
    checks: and([visible, ...conditions]),
    order: "",
  };
  const { found, isComplete } = await countAlong(ctx, walk, limit);
  return { ...boundedCount(found, limit), ...(isComplete ? {} : { isExact: false }) };
}
