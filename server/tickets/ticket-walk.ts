import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { matchesAlong, type SteppedWalk, type TicketPlace, walkDeadline } from "./step-walk";
import { TicketStatus } from "./ticket.entity";
import { type TicketCondition, type TicketView, ticketConditions } from "./ticket-view";
import type { VisibleTickets } from "./visible-tickets";

/** What the queue sorts by. Numbers rise with time, so the number is also the order of creation. */
export const TICKET_SORTS = { updatedAt: "updated_at", number: "id", priority: "priority" } as const;
export type TicketSortField = keyof typeof TICKET_SORTS;

export interface TicketSort {
  field: TicketSortField;
  isDescending: boolean;
}

export interface TicketSearch extends TicketView {
  /** The rule by which whoever asks may read, checked on every ticket. */
  visible: VisibleTickets;
  sort: TicketSort;
  /** Walk the sorting towards its beginning. */
  isBackward: boolean;
  from?: TicketPlace;
  size: number;
}

interface Index {
  /** Undefined for the primary key. */
  name?: string;
  /** The columns before the sorted one. */
  fixed: NonNullable<TicketCondition["column"]>[];
  /** Also serves a view of every status: it is then walked once for each. */
  servesAnyStatus?: boolean;
}

/** The indexes that are in the order of a sorting once their first columns are fixed, the most telling first. */
const INDEXES: Record<TicketSortField, Index[]> = {
  updatedAt: [
    { name: "tickets_assignee", fixed: ["assignee_id", "status"], servesAnyStatus: true },
    { name: "tickets_organisation", fixed: ["organisation_id", "status"], servesAnyStatus: true },
    { name: "tickets_status", fixed: ["status"] },
    { name: "tickets_by_updated", fixed: [] },
  ],
  number: [
    { name: "tickets_reporter_status", fixed: ["reporter_id", "status"] },
    { name: "tickets_reporter", fixed: ["reporter_id"] },
    { name: "tickets_by_organisation_status", fixed: ["organisation_id", "status"] },
    { name: "tickets_by_organisation", fixed: ["organisation_id"] },
    { fixed: [] },
  ],
  priority: [{ name: "tickets_by_priority", fixed: [] }],
};

/** Beyond so many matches a condition is not counted: fetching and sorting them would take too long. */
const COUNTED_MATCHES = 50_000;

/** So many are fetched and sorted before anything is walked; MariaDB reads each of them from its own place on the disk. */
const fetchable = (ctx: Ctx): number => (ctx.database.kind === "sqlite" ? COUNTED_MATCHES : 8000);

const FIRST_ROWS = 500;
const PATIENCE = 10_000;

/** The next places of a view, in walking order: as many as `size`, fewer at the end. */
export async function findTicketPlaces(ctx: Ctx, search: TicketSearch): Promise<TicketPlace[]> {
  const conditions = ticketConditions(ctx, search);
  const given = new Set(conditions.map((condition) => condition.column).filter((column) => column !== undefined));
  const index = INDEXES[search.sort.field].find(({ fixed, servesAnyStatus }) =>
    fixed.every((column) => given.has(column) || (column === "status" && servesAnyStatus)),
  );
  if (!index) throw new Error(`Nothing is in the order of ${search.sort.field}.`);
  if (conditions.every((condition) => isFixed(index, condition))) return walkedPlaces(ctx, search, index, conditions);

  // The first steps of a walk fill most pages, for less than counting anything costs.
  const first = await steppedPlaces(ctx, search, index, conditions, FIRST_ROWS);
  if (first) return first;
  const driver = await driverOf(ctx, conditions);
  if (driver && driver.matches <= fetchable(ctx)) return drivenPlaces(ctx, search, conditions, driver.condition);
  // Matches that stand together further on are fetched after all, when there are not too many.
  const places = await steppedPlaces(ctx, search, index, conditions, driver ? PATIENCE : Number.POSITIVE_INFINITY);
  if (places || !driver) return places ?? [];
  return drivenPlaces(ctx, search, conditions, driver.condition);
}

/** The condition with the fewest matches, when they are few enough to be fetched and sorted. */
export async function driverOf(
  ctx: Ctx,
  conditions: readonly TicketCondition[],
): Promise<{ condition: TicketCondition; matches: number } | undefined> {
  let driver: { condition: TicketCondition; matches: number } | undefined;
  for (const condition of conditions) {
    const bound = driver?.matches ?? COUNTED_MATCHES;
    const matches = await countIds(ctx, condition, bound);
    if (matches <= bound) driver = { condition, matches };
  }
  return driver;
}

async function countIds(ctx: Ctx, { ids }: TicketCondition, bound: number): Promise<number> {
  let matches = 0;
  for (const { through, ...source } of ids) {
    if (through && (await countUpTo(ctx, through, bound)) > bound) return bound + 1;
    matches += await countUpTo(ctx, source, bound);
    if (matches > bound) return matches;
  }
  return matches;
}

/** Counted to one more than the bound. */
export async function countUpTo(ctx: Ctx, { sql, parameters }: Sql, bound: number): Promise<number> {
  const [row]: { found: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS found FROM (${sql} LIMIT ${bound + 1}) counted`,
    parameters,
  );
  return Number(row?.found ?? 0);
}

/** Fetches what the rarest condition admits, checks the others and sorts. */
async function drivenPlaces(
  ctx: Ctx,
  search: TicketSearch,
  conditions: readonly TicketCondition[],
  driver: TicketCondition,
): Promise<TicketPlace[]> {
  const from = drivenBy(ctx, driver);
  const checks = conditions.filter((condition) => condition !== driver);
  const where = and([search.visible, ...checks, beyondPlace(ctx, search)]);
  return ctx.db.query(
    `SELECT t.id, t.${TICKET_SORTS[search.sort.field]} AS value FROM ${from.sql} WHERE ${where.sql} ${orderOf(search, "t.")} LIMIT ?`,
    [...from.parameters, ...where.parameters, search.size],
  );
}

export function drivenBy(ctx: Ctx, { ids }: TicketCondition): Sql {
  // Joins the right table to the left one and not the other way round, which each database writes in its own way.
  const join = ctx.database.kind === "sqlite" ? "CROSS JOIN" : "STRAIGHT_JOIN";
  return {
    sql: `(${ids.map(({ sql }) => sql).join(" UNION ")}) f ${join} tickets t ON t.id = f.id`,
    parameters: ids.flatMap(({ parameters }) => parameters),
  };
}

/** The walks of an index: one for each status where the status stands before the sorted column, else one. */
function walksOf(index: Index, conditions: readonly TicketCondition[]): (Sql | undefined)[] {
  if (!index.fixed.includes("status")) return [undefined];
  const statuses = conditions.find(({ column }) => column === "status")?.values ?? Object.values(TicketStatus);
  return statuses.map((status) => ({ sql: "t.status = ?", parameters: [status] }));
}

const isFixed = (index: Index, { column }: TicketCondition): boolean =>
  column !== undefined && index.fixed.includes(column);

/** For conditions that the index all knows: what the walks find first is the page. */
async function walkedPlaces(
  ctx: Ctx,
  search: TicketSearch,
  index: Index,
  conditions: readonly TicketCondition[],
): Promise<TicketPlace[]> {
  const walks = walksOf(index, conditions).map((ofStatus) => {
    const others = conditions.filter(({ column }) => !(ofStatus && column === "status"));
    const walk = alongIndex(ctx, search, index, [...others, ofStatus, search.visible], search.from);
    return { sql: `SELECT * FROM (${walk.sql} LIMIT ${search.size}) walk`, parameters: walk.parameters };
  });
  if (walks.length === 0) return [];
  const way = wayOf(search);
  return ctx.db.query(
    `SELECT id, value FROM (${walks.map((walk) => walk.sql).join(" UNION ALL ")}) walks ORDER BY value ${way}, id ${way} LIMIT ?`,
    [...walks.flatMap((walk) => walk.parameters), search.size],
  );
}

/**
 * For conditions that no index knows: each walk goes in steps, and all of them end in time. Undefined when one of them has not
 * found its part of the page after so many rows.
 */
async function steppedPlaces(
  ctx: Ctx,
  search: TicketSearch,
  index: Index,
  conditions: readonly TicketCondition[],
  patience: number,
): Promise<TicketPlace[] | undefined> {
  const deadline = walkDeadline();
  const open = conditions.filter((condition) => !isFixed(index, condition));
  const fixed = conditions.filter((condition) => isFixed(index, condition) && condition.column !== "status");
  const found: TicketPlace[] = [];
  for (const ofStatus of walksOf(index, conditions)) {
    const walk: SteppedWalk = {
      from: (place) => alongIndex(ctx, search, index, [...fixed, ofStatus], place),
      checks: and([search.visible, ...open]),
      order: orderOf(search, "t."),
    };
    const matches = await matchesAlong(ctx, walk, { from: search.from, size: search.size, deadline, patience });
    if (!matches) return undefined;
    found.push(...matches);
  }
  const way = wayOf(search) === "ASC" ? 1 : -1;
  // Numbers, or times in one form: they compare as the database compares them.
  const compare = (a: TicketPlace, b: TicketPlace) => (a.value === b.value ? a.id - b.id : a.value < b.value ? -1 : 1);
  return found.sort((a, b) => compare(a, b) * way).slice(0, search.size);
}

/** An index in the order of the sorting, from a place on. */
export function alongIndex(
  ctx: Ctx,
  search: Pick<TicketSearch, "sort" | "isBackward">,
  index: Index,
  conditions: readonly (Sql | undefined)[],
  from: TicketPlace | undefined,
): Sql {
  const where = and([...conditions, beyondPlace(ctx, { ...search, from })]);
  return {
    sql: `SELECT t.id, t.${TICKET_SORTS[search.sort.field]} AS value FROM tickets t ${named(ctx, index)}
      WHERE ${where.sql} ${orderOf(search, "t.")}`,
    parameters: where.parameters,
  };
}

/** The index is named: left to itself MariaDB reads and sorts the table. */
function named(ctx: Ctx, { name }: Index): string {
  if (ctx.database.kind === "sqlite") return name ? `INDEXED BY ${name}` : "NOT INDEXED";
  return `FORCE INDEX (${name ?? "PRIMARY"})`;
}

function beyondPlace(
  ctx: Ctx,
  { sort, isBackward, from }: Pick<TicketSearch, "sort" | "isBackward" | "from">,
): Sql | undefined {
  if (!from) return undefined;
  const column = `t.${TICKET_SORTS[sort.field]}`;
  const beyond = sort.isDescending !== isBackward ? "<" : ">";
  // Each database bounds the walk along an index by its own way of saying so; MySQL even among equals.
  return ctx.database.kind === "sqlite"
    ? {
        sql: `${column} ${beyond}= ? AND (${column} ${beyond} ? OR t.id ${beyond} ?)`,
        parameters: [from.value, from.value, from.id],
      }
    : {
        sql: `(${column} ${beyond} ? OR (${column} = ? AND t.id ${beyond} ?))`,
        parameters: [from.value, from.value, from.id],
      };
}

const wayOf = ({ sort, isBackward }: Pick<TicketSearch, "sort" | "isBackward">): string =>
  sort.isDescending !== isBackward ? "DESC" : "ASC";

function orderOf(search: Pick<TicketSearch, "sort" | "isBackward">, table: string): string {
  const column = TICKET_SORTS[search.sort.field];
  const way = wayOf(search);
  return column === "id" ? `ORDER BY ${table}id ${way}` : `ORDER BY ${table}${column} ${way}, ${table}id ${way}`;
}

export function and(conditions: readonly (Sql | undefined)[]): Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return {
    sql: given.map((condition) => `(${condition.sql})`).join(" AND ") || "1 = 1",
    parameters: given.flatMap((condition) => condition.parameters),
  };
}
