import type { Ctx } from "@/server/ctx";
import { type Condition, type CustomerView, conditionsOf, type Sql } from "./customer-view";

/** What must hold for the customers of a view. */
export interface Plan {
  list: 0 | 1;
  conditions: Condition[];
  /** The condition with the fewest matches, once somebody needs to know: most pages are full before anything is counted. */
  rarest(): Promise<Rarest | undefined>;
}

export interface Rarest {
  condition: Condition & { ids: Sql };
  matches: number;
}

/** Matches are counted up to here; whatever matches more is one in sixteen of a million customers. */
export const COUNTED_MATCHES = 60_000;

export async function planOf(ctx: Ctx, view: CustomerView): Promise<Plan> {
  const conditions = await conditionsOf(ctx, view);
  let rarest: Promise<Rarest | undefined> | undefined;
  return {
    list: view.filter?.isDeleted ? 1 : 0,
    conditions,
    rarest() {
      rarest ??= rarestOf(ctx, conditions);
      return rarest;
    },
  };
}

async function rarestOf(ctx: Ctx, conditions: readonly Condition[]): Promise<Rarest | undefined> {
  let rarest: Rarest | undefined;
  for (const condition of conditions) {
    const { ids } = condition;
    if (!ids) continue;
    const bound = rarest?.matches ?? COUNTED_MATCHES + 1;
    const [row]: { found: number | string }[] = await ctx.db.query(
      `SELECT COUNT(*) AS found FROM (${ids.sql} LIMIT ${bound}) counted`,
      ids.parameters,
    );
    const matches = Number(row?.found);
    if (!rarest || matches < bound) rarest = { condition: { ...condition, ids }, matches };
  }
  return rarest;
}

/**
 * So many matches are fetched, each from its own place in the table, and sorted, in some 100 ms. MariaDB reads them through its
 * buffer pool, 128 MB as it comes, where SQLite has the file in the system's memory.
 */
export const fetchable = (ctx: Ctx): number => (ctx.database.kind === "sqlite" ? 50_000 : 8000);

/** The conditions joined by AND. */
export function and(conditions: readonly (Sql | undefined)[]): Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return {
    sql: given.map((condition) => condition.sql).join(" AND ") || "1 = 1",
    parameters: given.flatMap((condition) => condition.parameters),
  };
}

/** The plan's conditions but for one that is met already. */
export const without = (plan: Plan, met: Condition): Condition[] =>
  plan.conditions.filter((condition) => condition.ids !== met.ids);

/** Joins the right table to the left one and not the other way round, which each database writes in its own way. */
export const inThisOrder = (ctx: Ctx): string => (ctx.database.kind === "sqlite" ? "CROSS JOIN" : "STRAIGHT_JOIN");

/** Names the index to walk along: left to itself MariaDB reads and sorts the table. */
export const along = (ctx: Ctx, index: string): string =>
  ctx.database.kind === "sqlite" ? `INDEXED BY ${index}` : `FORCE INDEX (${index})`;
