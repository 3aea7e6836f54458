import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { letOthersIn } from "@/server/db";
import { UserError } from "@/server/errors";

/** Where a ticket stands in a sorting. */
export interface TicketPlace {
  value: string | number;
  id: number;
}

/** A walk along an index that checks what the index does not know. */
export interface SteppedWalk {
  /** The index from a place on, as `id` and `value`, without a limit. */
  from(place: TicketPlace | undefined): Sql;
  /** What must hold for `tickets t`. */
  checks: Sql;
  /** Over `t`. */
  order: string;
}

/** A statement on SQLite stops the whole process while it runs. */
const FIRST_STEP = 500;
const LONGEST_STEP = 20_000;
/** Who waits for longer finds next to nothing, and should ask for less. */
const DEADLINE_MS = 4000;
/** A page waits no longer than this for the number beside it. */
const COUNT_BUDGET_MS = 250;

/** Gives the time at which a search ends, for all the walks of it. */
export const walkDeadline = (): number => Date.now() + DEADLINE_MS;

/**
 * The next matches of a walk, in its order: as many as `size`, fewer at the end; undefined when `patience` rows had fewer.
 * @throws UserError when the deadline passes
 */
export async function matchesAlong(
  ctx: Ctx,
  walk: SteppedWalk,
  { from, size, deadline, patience }: { from?: TicketPlace; size: number; deadline: number; patience: number },
): Promise<TicketPlace[] | undefined> {
  const found: TicketPlace[] = [];
  let walked = 0;
  for (let step = FIRST_STEP, place = from; ; step = Math.min(step * 4, LONGEST_STEP)) {
    const { sql, parameters } = stepOf(ctx, walk, place, step, "t.id, p.value");
    found.push(...(await ctx.db.query(`${sql} ${walk.order} LIMIT ?`, [...parameters, size - found.length])));
    if (found.length >= size) return found;
    place = await endOfStep(ctx, walk, place, step);
    if (!place) return found;
    walked += step;
    if (walked >= patience) return undefined;
    if (Date.now() > deadline) {
      throw new UserError(
        "query",
        "This search goes through too many tickets. Narrow it: type more, or take a filter off.",
      );
    }
    await letOthersIn(ctx);
  }
}

/** How many match, counted up to `limit` + 1 and no longer than a page should wait for it. */
export async function countAlong(
  ctx: Ctx,
  walk: SteppedWalk,
  limit: number,
): Promise<{ found: number; isComplete: boolean }> {
  const deadline = Date.now() + COUNT_BUDGET_MS;
  let found = 0;
  for (let step = FIRST_STEP, place: TicketPlace | undefined; ; step = Math.min(step * 4, LONGEST_STEP)) {
    const { sql, parameters } = stepOf(ctx, walk, place, step, "1");
    const [row]: { found: number | string }[] = await ctx.db.query(
      `SELECT COUNT(*) AS found FROM (${sql} LIMIT ${limit + 1 - found}) counted`,
      parameters,
    );
    found += Number(row?.found ?? 0);
    if (found > limit) return { found, isComplete: true };
    place = await endOfStep(ctx, walk, place, step);
    if (!place) return { found, isComplete: true };
    if (Date.now() > deadline) return { found, isComplete: false };
    await letOthersIn(ctx);
  }
}

function stepOf(ctx: Ctx, walk: SteppedWalk, place: TicketPlace | undefined, step: number, columns: string): Sql {
  const along = walk.from(place);
  // Joins the right table to the left one and not the other way round, which each database writes in its own way.
  const join = ctx.database.kind === "sqlite" ? "CROSS JOIN" : "STRAIGHT_JOIN";
  return {
    sql: `SELECT ${columns} FROM (${along.sql} LIMIT ${step}) p ${join} tickets t ON t.id = p.id WHERE ${walk.checks.sql}`,
    parameters: [...along.parameters, ...walk.checks.parameters],
  };
}

async function endOfStep(
  ctx: Ctx,
  walk: SteppedWalk,
  place: TicketPlace | undefined,
  step: number,
): Promise<TicketPlace | undefined> {
  const along = walk.from(place);
  const [last]: TicketPlace[] = await ctx.db.query(`${along.sql} LIMIT 1 OFFSET ${step - 1}`, along.parameters);
  return last;
}
