import type { Ctx } from "@/server/ctx";
import { letOthersIn } from "@/server/db";
import { UserError } from "@/server/errors";
import { type CustomerRow, selectCustomersAt } from "./customer-row";
import { type CustomerSort, type Place, SORTS } from "./customer-sort";
import type { Sql } from "./customer-view";
import { along, and, COUNTED_MATCHES, fetchable, inThisOrder, type Plan, type Rarest, without } from "./plan-view";

/** A statement on SQLite stops the whole process while it runs, so a walk goes in steps; the first page is mostly in the first. */
const FIRST_STEP = 200;
const LONGEST_STEP = 20_000;
/** After so many rows without a page, the matches stand together further on; their words know where. */
const PATIENCE = 4000;
/** What so many customers have would have filled a page by then, did it not stand together. */
const PATIENCE_WITH_WORD = 1000;
/** A search that walks for longer finds next to nothing: whoever waits should type more. */
const DEADLINE_MS = 4000;

/** Beyond every id of an INT column. */
const LAST_ID = 2_147_483_648;

export interface PlaceSearch {
  plan: Plan;
  sort: CustomerSort;
  /** Walk the sorting towards its beginning. */
  isBackward: boolean;
  /** Where to go on from. */
  from?: Place;
  size: number;
  /** Nobody waits for the page: it may take as long as it takes. */
  isPatient?: boolean;
}

/**
 * The next customers of a view in one statement, with their places: so it goes for a list without a filter, and for one whose
 * filters many customers pass. Undefined when a short walk along the sort's index does not fill the page.
 */
export async function rowsAtOnce(
  ctx: Ctx,
  search: PlaceSearch,
): Promise<{ row: CustomerRow; place: Place }[] | undefined> {
  const { plan, from, size } = search;
  const select = (places: Sql) =>
    selectCustomersAt(ctx.db, { places, join: inThisOrder(ctx), order: orderOf(search, "q.value", "q.id") });
  if (plan.conditions.length === 0) return select(walkOf(ctx, search, from, size));
  for (const walked of WALKED_FOR_EACH) {
    const found = await select(stepOf(ctx, search, from, size * walked, size));
    if (found.length >= size) return found;
    // What one of these looks up for every row is worth it only where matches are about.
    if (found.length === 0 && plan.conditions.some(isLookup)) return undefined;
  }
  return undefined;
}

/** Rows for each one that is wanted. Where three are not enough the matches stand a little apart, as all that one import brought do. */
const WALKED_FOR_EACH = [3, 30];

const isLookup = ({ sql }: Sql): boolean => sql.includes("SELECT");

/** The next places of a view, in walking order: as many as `size`, fewer at the end. */
export async function findPlaces(ctx: Ctx, search: PlaceSearch): Promise<Place[]> {
  const { plan, sort } = search;
  if (plan.conditions.length === 0) {
    const walk = walkOf(ctx, search, search.from, search.size);
    return ctx.db.query(walk.sql, walk.parameters);
  }
  // The first step of a walk fills most pages, for less than counting anything costs.
  const first = await walkStep(ctx, search, search.from, FIRST_STEP, search.size);
  if (first.length >= search.size) return first;

  const rarest = await plan.rarest();
  if (rarest && rarest.matches <= fetchable(ctx)) return drivenPlaces(ctx, search, rarest.condition);
  const words = sort.field === "name" ? rarest?.condition.words : undefined;
  const isCounted = rarest !== undefined && rarest.matches <= COUNTED_MATCHES;
  if (words && isCounted) return wordPlaces(ctx, search, rarest, words);

  const places = await walkedPlaces(ctx, search, words ?? (isCounted ? "give up" : "go on"));
  if (places || !rarest) return places ?? [];
  return drivenPlaces(ctx, search, rarest.condition);
}

/** Fetches what the rarest condition admits, checks the others and sorts. */
async function drivenPlaces(ctx: Ctx, search: PlaceSearch, driver: { ids: Sql } & Sql): Promise<Place[]> {
  const { column } = SORTS[search.sort.field];
  const list = { sql: "c.is_deleted = ?", parameters: [search.plan.list] };
  const where = and([
    list,
    ...without(search.plan, driver),
    beyondPlace(ctx, search, `c.${column}`, "c.id", search.from),
  ]);
  return ctx.db.query(
    `SELECT c.id, c.${column} AS value FROM (SELECT DISTINCT id FROM (${driver.ids.sql}) m) f
      ${inThisOrder(ctx)} customers c ON c.id = f.id WHERE ${where.sql} ${orderOf(search, `c.${column}`, "c.id")} LIMIT ?`,
    [...driver.ids.parameters, ...where.parameters, search.size],
  );
}

/**
 * For many matches sorted by name: the word index holds the names beside each other, so they are sorted without a look at the
 * customers. Other conditions are checked on ever more of them until a page is full.
 */
async function wordPlaces(ctx: Ctx, search: PlaceSearch, rarest: Rarest, words: Sql): Promise<Place[]> {
  const others = without(search.plan, rarest.condition);
  const list = { sql: "w.is_deleted = ?", parameters: [search.plan.list] };
  const range = and([words, list, beyondPlace(ctx, search, "w.name_sort", "w.customer_id", search.from)]);
  const sorted = `SELECT DISTINCT w.customer_id AS id, w.name_sort AS value FROM customer_words w WHERE ${range.sql}
    ${orderOf(search, "w.name_sort", "w.customer_id")}`;
  if (others.length === 0) return ctx.db.query(`${sorted} LIMIT ?`, [...range.parameters, search.size]);

  const checks = and(others);
  for (let step = search.size * 10; ; step *= 10) {
    const places: Place[] = await ctx.db.query(
      `SELECT p.id, p.value FROM (${sorted} LIMIT ${step}) p ${inThisOrder(ctx)} customers c ON c.id = p.id
        WHERE ${checks.sql} ${orderOf(search, "p.value", "p.id")} LIMIT ?`,
      [...range.parameters, ...checks.parameters, search.size],
    );
    const isAll = step > 10 * COUNTED_MATCHES;
    if (places.length >= search.size || isAll || rarest.matches <= step) return places;
    await letOthersIn(ctx);
  }
}

/**
 * Steps along the sort's index, checking the conditions of each row. Rows that do not fill a page for long mean that the matches
 * stand together further on: a word, which is only given for the sorting by name, knows where the next of them is.
 * @returns undefined when it gave up
 * @throws UserError when the deadline passes
 */
async function walkedPlaces(
  ctx: Ctx,
  search: PlaceSearch,
  afterPatience: Sql | "give up" | "go on",
): Promise<Place[] | undefined> {
  const deadline = Date.now() + DEADLINE_MS;
  const patience = typeof afterPatience === "object" ? PATIENCE_WITH_WORD : PATIENCE;
  const found: Place[] = [];
  let walked = 0;
  for (let step = FIRST_STEP, from = search.from; ; step = Math.min(step * 4, LONGEST_STEP)) {
    found.push(...(await walkStep(ctx, search, from, step, search.size - found.length)));
    if (found.length >= search.size) return found;
    from = await endOfStep(ctx, search, from, step);
    if (!from) return found;
    walked += step;
    if (walked >= patience && afterPatience === "give up") return undefined;
    await letOthersIn(ctx);
    if (!search.isPatient && Date.now() > deadline) {
      throw new UserError(
        "query",
        "This search goes through too many customers. Narrow it: type more, or take a filter off.",
      );
    }
    if (walked >= patience && typeof afterPatience === "object") {
      from = await beforeNextMatch(ctx, search, afterPatience, from);
      if (!from) return found;
      walked = 0;
      step = FIRST_STEP;
    }
  }
}

/** The place right before the next match of a word, sorted by name; undefined when there is none further on. */
async function beforeNextMatch(ctx: Ctx, search: PlaceSearch, words: Sql, from: Place): Promise<Place | undefined> {
  const isDown = search.sort.isDescending !== search.isBackward;
  const list = { sql: "w.is_deleted = ?", parameters: [search.plan.list] };
  const where = and([words, list, beyondPlace(ctx, search, "w.name_sort", "w.customer_id", from)]);
  // Without sorting them: there may be half a million.
  const [row]: { name: string | null }[] = await ctx.db.query(
    `SELECT ${isDown ? "MAX" : "MIN"}(w.name_sort) AS name FROM customer_words w WHERE ${where.sql}`,
    where.parameters,
  );
  if (row?.name == null) return undefined;
  // Whoever has the same name as the place where the walk stopped stands on both sides of it.
  return row.name === from.value ? from : { value: row.name, id: isDown ? LAST_ID : 0 };
}

/** The matches among the next `step` rows, at most `most` of them. */
export async function walkStep(
  ctx: Ctx,
  search: PlaceSearch,
  from: Place | undefined,
  step: number,
  most: number,
): Promise<Place[]> {
  const { sql, parameters } = stepOf(ctx, search, from, step, most);
  return ctx.db.query(sql, parameters);
}

function stepOf(ctx: Ctx, search: PlaceSearch, from: Place | undefined, step: number, most: number): Sql {
  const checks = and(search.plan.conditions);
  const walk = walkOf(ctx, search, from, step);
  // Sorted by what was walked, MariaDB looks at no more customers than fill the page.
  return {
    sql: `SELECT p.id, p.value FROM (${walk.sql}) p ${inThisOrder(ctx)} customers c ON c.id = p.id
      WHERE ${checks.sql} ${orderOf(search, "p.value", "p.id")} LIMIT ${most}`,
    parameters: [...walk.parameters, ...checks.parameters],
  };
}

/** Where a step ends; undefined when the list ends before. */
export async function endOfStep(
  ctx: Ctx,
  search: PlaceSearch,
  from: Place | undefined,
  step: number,
): Promise<Place | undefined> {
  const walk = walkOf(ctx, search, from, 1, step - 1);
  const [last]: Place[] = await ctx.db.query(walk.sql, walk.parameters);
  return last;
}

/** So many rows of the sort's index from a place on. */
function walkOf(ctx: Ctx, search: PlaceSearch, from: Place | undefined, limit: number, offset = 0): Sql {
  const { column, index } = SORTS[search.sort.field];
  const list = { sql: "c.is_deleted = ?", parameters: [search.plan.list] };
  // What the filter fixes on the sorted column itself lets the walk begin there instead of passing all others.
  const onColumn = search.plan.conditions.filter((condition) => condition.sql.startsWith(`c.${column} `));
  const part = (place: Sql | undefined): Sql => {
    const where = and([list, ...onColumn, place]);
    return {
      sql: `SELECT c.id, c.${column} AS value FROM customers c ${along(ctx, index)} WHERE ${where.sql} ${orderOf(search, `c.${column}`, "c.id")}`,
      parameters: where.parameters,
    };
  };
  if (ctx.database.kind !== "sqlite" || !from) {
    const { sql, parameters } = part(beyondPlace(ctx, search, `c.${column}`, "c.id", from));
    return { sql: `${sql} LIMIT ${limit} OFFSET ${offset}`, parameters };
  }
  // Half of all customers may have the value of the place. SQLite would go through all of them, were it not told where among
  // its equals the place is.
  const beyond = beyondOf(search);
  const parts = [
    part({ sql: `c.${column} = ? AND c.id ${beyond} ?`, parameters: [from.value, from.id] }),
    part({ sql: `c.${column} ${beyond} ?`, parameters: [from.value] }),
  ];
  return {
    sql: `SELECT id, value FROM (${parts.map(({ sql }) => `SELECT * FROM (${sql} LIMIT ${limit + offset})`).join(" UNION ALL ")})
      ${orderOf(search, "value", "id")} LIMIT ${limit} OFFSET ${offset}`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

const beyondOf = (search: PlaceSearch): string => (search.sort.isDescending !== search.isBackward ? "<" : ">");

function beyondPlace(
  ctx: Ctx,
  search: PlaceSearch,
  column: string,
  id: string,
  from: Place | undefined,
): Sql | undefined {
  if (!from) return undefined;
  const beyond = beyondOf(search);
  // Each database bounds the walk along an index by its own way of saying so; MySQL even among equals.
  return ctx.database.kind === "sqlite"
    ? {
        sql: `${column} ${beyond}= ? AND (${column} ${beyond} ? OR ${id} ${beyond} ?)`,
        parameters: [from.value, from.value, from.id],
      }
    : {
        sql: `(${column} ${beyond} ? OR (${column} = ? AND ${id} ${beyond} ?))`,
        parameters: [from.value, from.value, from.id],
      };
}

function orderOf(search: PlaceSearch, column: string, id: string): string {
  const way = search.sort.isDescending !== search.isBackward ? "DESC" : "ASC";
  return `ORDER BY ${column} ${way}, ${id} ${way}`;
}
