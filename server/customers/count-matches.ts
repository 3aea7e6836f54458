import type { Ctx } from "@/server/ctx";
import { letOthersIn } from "@/server/db";
import type { Place } from "./customer-sort";
import type { Sql } from "./customer-view";
import { endOfStep, walkStep } from "./find-places";
import { and, COUNTED_MATCHES, fetchable, inThisOrder, type Plan, type Rarest, without } from "./plan-view";

/** A page waits no longer than this for the number beside it. */
const BUDGET_MS = 150;
const STEP = 2000;
const LONGEST_STEP = 16_000;

export interface Count {
  count: number;
  /** False when there are more than `count`: because there are more than `limit`, or because counting them would take too long. */
  isExact: boolean;
}

/** How many match, exactly up to `limit`. */
export async function countMatches(ctx: Ctx, plan: Plan, limit: number): Promise<Count> {
  const { conditions } = plan;
  if (conditions.length === 0) return bounded(await countList(ctx, plan, limit), limit);
  const rarest = await plan.rarest();
  // Nothing else is asked for, and these have been counted.
  if (rarest?.condition.areIdsOfList && conditions.length === 1) return bounded(rarest.matches, limit);
  if (rarest && rarest.matches <= fetchable(ctx)) return bounded(await countFetched(ctx, plan, rarest, limit), limit);
  const only = conditions.length === 1 ? rarest?.condition.words : undefined;
  if (only && ctx.database.kind === "mysql") return bounded(await countWords(ctx, plan, only, limit), limit);
  if (rarest && rarest.matches <= COUNTED_MATCHES) return countDriven(ctx, plan, rarest, limit);
  return countWalking(ctx, plan, limit);
}

const bounded = (found: number, limit: number): Count => ({ count: Math.min(found, limit), isExact: found <= limit });

async function countList(ctx: Ctx, plan: Plan, limit: number): Promise<number> {
  return number(
    await ctx.db.query(
      `SELECT COUNT(*) AS found FROM (SELECT 1 FROM customers c WHERE c.is_deleted = ? LIMIT ${limit + 1}) counted`,
      [plan.list],
    ),
  );
}

async function countFetched(ctx: Ctx, plan: Plan, rarest: Rarest, limit: number): Promise<number> {
  const { ids } = rarest.condition;
  const where = and([{ sql: "c.is_deleted = ?", parameters: [plan.list] }, ...without(plan, rarest.condition)]);
  return number(
    await ctx.db.query(
      `SELECT COUNT(*) AS found FROM (SELECT 1 FROM (SELECT DISTINCT id FROM (${ids.sql}) m) f
        ${inThisOrder(ctx)} customers c ON c.id = f.id WHERE ${where.sql} LIMIT ${limit + 1}) counted`,
      [...ids.parameters, ...where.parameters],
    ),
  );
}

/** One word alone: MySQL keeps all that is asked for in the word index. A customer has few words with one beginning, so enough are distinct. */
async function countWords(ctx: Ctx, plan: Plan, words: Sql, limit: number): Promise<number> {
  const among = async (most: number) =>
    number(
      await ctx.db.query(
        `SELECT COUNT(DISTINCT id) AS found FROM
          (SELECT w.customer_id AS id FROM customer_words w WHERE ${words.sql} AND w.is_deleted = ? LIMIT ${most}) counted`,
        [...words.parameters, plan.list],
      ),
    );
  const few = await among(limit + limit / 4);
  return few > limit ? few : among(COUNTED_MATCHES);
}

/** Checks what the rarest condition admits, in steps of ids, until all are checked or the budget is spent. */
async function countDriven(ctx: Ctx, plan: Plan, rarest: Rarest, limit: number): Promise<Count> {
  const { ids } = rarest.condition;
  const where = and([{ sql: "c.is_deleted = ?", parameters: [plan.list] }, ...without(plan, rarest.condition)]);
  const deadline = Date.now() + BUDGET_MS;
  let count = 0;
  let above = 0;
  for (let step = STEP; ; step = Math.min(step * 2, LONGEST_STEP)) {
    const [row]: { found: number | string; seen: number | string; last: number | null }[] = await ctx.db.query(
      `SELECT COUNT(c.id) AS found, COUNT(*) AS seen, MAX(f.id) AS last FROM
        (SELECT DISTINCT id FROM (${ids.sql}) m WHERE id > ? ORDER BY id LIMIT ${step}) f
        LEFT JOIN customers c ON c.id = f.id AND ${where.sql}`,
      [...ids.parameters, above, ...where.parameters],
    );
    count += Number(row?.found ?? 0);
    if (count > limit) return bounded(count, limit);
    if (Number(row?.seen ?? 0) < step || row?.last == null) return { count, isExact: true };
    if (Date.now() > deadline) return { count, isExact: false };
    above = row.last;
    await letOthersIn(ctx);
  }
}

/** Walks along the customers in the order in which they were made, which is how they lie on the disk. */
async function countWalking(ctx: Ctx, plan: Plan, limit: number): Promise<Count> {
  const search = { plan, sort: { field: "createdAt", isDescending: false } as const, isBackward: false, size: limit };
  const deadline = Date.now() + BUDGET_MS;
  let count = 0;
  let from: Place | undefined;
  for (let step = STEP; ; step = Math.min(step * 2, LONGEST_STEP)) {
    count += (await walkStep(ctx, search, from, step, limit + 1 - count)).length;
    if (count > limit) return bounded(count, limit);
    const last = await endOfStep(ctx, search, from, step);
    if (!last) return { count, isExact: true };
    if (Date.now() > deadline) return { count, isExact: false };
    from = last;
    await letOthersIn(ctx);
  }
}

function number(rows: { found: number | string }[]): number {
  return Number(rows[0]?.found ?? 0);
}
