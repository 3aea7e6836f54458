import type { Ctx } from "@/server/ctx";
import { UserError } from "@/server/errors";
import { type CustomerSort, type Place, SORTS } from "./customer-sort";
import { type Condition, type CustomerView, conditionsOf, type Sql } from "./customer-view";

/** How a view is read: along the sort's own index, or from the ids of its rarest condition. */
export interface Plan {
  list: 0 | 1;
  conditions: Condition[];
  /** The condition with the fewest matches, when they are few enough to be fetched and sorted. */
  driver?: Condition & { ids: Sql };
  /** No more customers than this can match, when a driver is known to admit that many. */
  most?: number;
}

/**
 * So many matches are fetched and sorted in some 100 ms. With more than that, one in twenty of a million customers matches,
 * and a page is soon full on a walk along the sort's index.
 */
const DRIVEN = 50_000;
/** A statement on SQLite stops the whole process while it runs, so a walk goes in steps; the first page is mostly in the first. */
const FIRST_STEP = 1000;
const LONGEST_STEP = 20_000;
/** A search that walks for longer finds next to nothing: whoever waits should type more. */
const DEADLINE_MS = 4000;

export async function planOf(ctx: Ctx, view: CustomerView): Promise<Plan> {
  const conditions = await conditionsOf(ctx, view);
  const plan: Plan = { list: view.filter?.isDeleted ? 1 : 0, conditions };
  for (const condition of conditions) {
    if (!condition.ids) continue;
    const bound = Math.min(plan.most ?? DRIVEN, DRIVEN);
    const [row]: { found: number | string }[] = await ctx.db.query(
      `SELECT COUNT(*) AS found FROM (${condition.ids.sql} LIMIT ${bound + 1}) counted`,
      condition.ids.parameters,
    );
    const found = Number(row?.found);
    if (found > bound) continue;
    plan.driver = { ...condition, ids: condition.ids };
    plan.most = found;
  }
  return plan;
}

export interface PlaceSearch {
  plan: Plan;
  sort: CustomerSort;
  /** Walk the sorting towards its beginning. */
  isBackward: boolean;
  /** Where to go on from. */
  from?: Place;
  size: number;
}

/** The next places of a view, in walking order: as many as `size`, fewer at the end. */
export async function findPlaces(ctx: Ctx, search: PlaceSearch): Promise<Place[]> {
  if (search.plan.driver) return drivenPlaces(ctx, search, search.plan.driver);
  if (search.plan.conditions.length === 0) return nextPlaces(ctx, search, search.from, search.size);
  return walkedPlaces(ctx, search);
}

/** Fetches what the rarest condition admits, checks the others and sorts. */
async function drivenPlaces(ctx: Ctx, search: PlaceSearch, driver: Plan["driver"] & object): Promise<Place[]> {
  const { column } = SORTS[search.sort.field];
  const beyond = beyondPlace(search, search.from);
  const checks = search.plan.conditions.map((condition) => (condition.ids === driver.ids ? undefined : condition));
  const where = and([{ sql: "c.is_deleted = ?", parameters: [search.plan.list] }, ...checks, beyond]);
  return ctx.db.query(
    `SELECT c.id, c.${column} AS value FROM (${driver.ids.sql}) f ${inThisOrder(ctx)} customers c ON c.id = f.id
      WHERE ${where.sql} ${orderOf(search)} LIMIT ?`,
    [...driver.ids.parameters, ...where.parameters, search.size],
  );
}

/** Steps along the sort's index, checking the conditions of each row. */
async function walkedPlaces(ctx: Ctx, search: PlaceSearch): Promise<Place[]> {
  const { column } = SORTS[search.sort.field];
  const checks = and(search.plan.conditions);
  const deadline = Date.now() + DEADLINE_MS;
  const found: Place[] = [];
  let from = search.from;
  for (let step = FIRST_STEP; ; step = Math.min(step * 4, LONGEST_STEP)) {
    const walk = walkOf(ctx, search, from);
    const [last]: Place[] = await ctx.db.query(`${walk.sql} LIMIT 1 OFFSET ${step - 1}`, walk.parameters);
    const places: Place[] = await ctx.db.query(
      `SELECT c.id, c.${column} AS value FROM (${walk.sql} LIMIT ${step}) p ${inThisOrder(ctx)} customers c ON c.id = p.id
        WHERE ${checks.sql} ${orderOf(search)} LIMIT ?`,
      [...walk.parameters, ...checks.parameters, search.size - found.length],
    );
    found.push(...places);
    if (found.length >= search.size || !last) return found;
    if (Date.now() > deadline) {
      throw new UserError(
        "query",
        "This search goes through too many customers. Narrow it: type more, or take a filter off.",
      );
    }
    from = last;
  }
}

async function nextPlaces(ctx: Ctx, search: PlaceSearch, from: Place | undefined, size: number): Promise<Place[]> {
  const walk = walkOf(ctx, search, from);
  return ctx.db.query(`${walk.sql} LIMIT ?`, [...walk.parameters, size]);
}

/** The sort's index from a place on. The index is named: left to itself MariaDB reads and sorts the table. */
function walkOf(ctx: Ctx, search: PlaceSearch, from: Place | undefined): Sql {
  const { column, index } = SORTS[search.sort.field];
  // What the filter fixes on the sorted column itself lets the walk begin there instead of passing all others.
  const onColumn = search.plan.conditions.filter((condition) => condition.sql.startsWith(`c.${column} `));
  const where = and([
    { sql: "c.is_deleted = ?", parameters: [search.plan.list] },
    ...onColumn,
    beyondPlace(search, from),
  ]);
  const named = ctx.database.kind === "sqlite" ? `INDEXED BY ${index}` : `FORCE INDEX (${index})`;
  return {
    sql: `SELECT c.id, c.${column} AS value FROM customers c ${named} WHERE ${where.sql} ${orderOf(search)}`,
    parameters: where.parameters,
  };
}

function beyondPlace(search: PlaceSearch, from: Place | undefined): Sql | undefined {
  if (!from) return undefined;
  const { column } = SORTS[search.sort.field];
  const beyond = search.sort.isDescending !== search.isBackward ? "<" : ">";
  // The first comparison bounds the walk along the index; the second decides among equals.
  return {
    sql: `c.${column} ${beyond}= ? AND (c.${column} ${beyond} ? OR c.id ${beyond} ?)`,
    parameters: [from.value, from.value, from.id],
  };
}

function orderOf(search: PlaceSearch): string {
  const way = search.sort.isDescending !== search.isBackward ? "DESC" : "ASC";
  return `ORDER BY c.${SORTS[search.sort.field].column} ${way}, c.id ${way}`;
}

/** Joins the right table to the left one and not the other way round, which each database writes in its own way. */
const inThisOrder = (ctx: Ctx): string => (ctx.database.kind === "sqlite" ? "CROSS JOIN" : "STRAIGHT_JOIN");

function and(conditions: readonly (Sql | undefined)[]): Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return {
    sql: given.map((condition) => condition.sql).join(" AND "),
    parameters: given.flatMap((condition) => condition.parameters),
  };
}

/** How many match, counted up to `limit` + 1. */
export async function countMatches(ctx: Ctx, plan: Plan, limit: number): Promise<number> {
  const list = { sql: "c.is_deleted = ?", parameters: [plan.list] };
  const from = plan.driver
    ? `(${plan.driver.ids.sql}) f ${inThisOrder(ctx)} customers c ON c.id = f.id`
    : "customers c";
  const checks = plan.conditions.filter(
    (condition) => condition.ids === undefined || condition.ids !== plan.driver?.ids,
  );
  const where = and([list, ...checks]);
  const [row]: { found: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS found FROM (SELECT 1 FROM ${from} WHERE ${where.sql} LIMIT ${limit + 1}) counted`,
    [...(plan.driver?.ids.parameters ?? []), ...where.parameters],
  );
  return Number(row?.found ?? 0);
}
