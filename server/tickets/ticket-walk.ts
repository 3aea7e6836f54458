import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { TicketStatus } from "./ticket.entity";
import { type TicketCondition, type TicketView, ticketConditions } from "./ticket-view";
import { visibleTickets } from "./visible-tickets";

/** What the queue sorts by. Numbers rise with time, so the number is also the order of creation. */
export const TICKET_SORTS = { updatedAt: "updated_at", number: "id", priority: "priority" } as const;
export type TicketSortField = keyof typeof TICKET_SORTS;

export interface TicketSort {
  field: TicketSortField;
  isDescending: boolean;
}

/** Where a ticket stands in a sorting. */
export interface TicketPlace {
  value: string | number;
  id: number;
}

export interface TicketSearch extends TicketView {
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
    { fixed: [] },
  ],
  priority: [{ name: "tickets_by_priority", fixed: [] }],
};

/** So many matches are fetched and sorted in some 100 ms. */
const DRIVEN = 50_000;

/** The next places of a view, in walking order: as many as `size`, fewer at the end. */
export async function findTicketPlaces(ctx: Ctx, search: TicketSearch): Promise<TicketPlace[]> {
  const conditions = ticketConditions(ctx, search);
  const given = new Set(conditions.map((condition) => condition.column).filter((column) => column !== undefined));
  const index = INDEXES[search.sort.field].find(({ fixed, servesAnyStatus }) =>
    fixed.every((column) => given.has(column) || (column === "status" && servesAnyStatus)),
  );
  if (!index) throw new Error(`Nothing is in the order of ${search.sort.field}.`);
  const left = conditions.filter(({ column }) => column === undefined || !index.fixed.includes(column));
  const driver = left.length > 0 ? await driverOf(ctx, conditions) : undefined;
  return driver ? drivenPlaces(ctx, search, conditions, driver) : walkedPlaces(ctx, search, index, conditions);
}

/** The condition with the fewest matches, when they are few enough to be fetched and sorted. */
async function driverOf(ctx: Ctx, conditions: readonly TicketCondition[]): Promise<TicketCondition | undefined> {
  let driver: TicketCondition | undefined;
  let most = DRIVEN;
  for (const condition of conditions) {
    const found = await countIds(ctx, condition, most);
    if (found > most) continue;
    driver = condition;
    most = found;
  }
  return driver;
}

async function countIds(ctx: Ctx, { ids }: TicketCondition, bound: number): Promise<number> {
  // Each select ends at the bound by itself: a union would first fetch everything.
  const counts = ids.map(({ sql }) => `SELECT COUNT(*) AS found FROM (${sql} LIMIT ${bound + 1}) counted`);
  const rows: { found: number | string }[] = await ctx.db.query(
    counts.join(" UNION ALL "),
    ids.flatMap(({ parameters }) => parameters),
  );
  return rows.reduce((sum, row) => sum + Number(row.found), 0);
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
  const where = and([visibleTickets(ctx), ...checks, beyondPlace(search)]);
  return ctx.db.query(
    `SELECT t.id, t.${TICKET_SORTS[search.sort.field]} AS value FROM ${from.sql} WHERE ${where.sql} ${orderOf(search, "t.")} LIMIT ?`,
    [...from.parameters, ...where.parameters, search.size],
  );
}

function drivenBy(ctx: Ctx, { ids }: TicketCondition): Sql {
  // Joins the right table to the left one and not the other way round, which each database writes in its own way.
  const join = ctx.database.kind === "sqlite" ? "CROSS JOIN" : "STRAIGHT_JOIN";
  return {
    sql: `(${ids.map(({ sql }) => sql).join(" UNION ")}) f ${join} tickets t ON t.id = f.id`,
    parameters: ids.flatMap(({ parameters }) => parameters),
  };
}

/** Walks an index in the order of the sorting: once for each status where the status stands before the sorted column. */
async function walkedPlaces(
  ctx: Ctx,
  search: TicketSearch,
  index: Index,
  conditions: readonly TicketCondition[],
): Promise<TicketPlace[]> {
  const statuses = conditions.find(({ column }) => column === "status")?.values ?? Object.values(TicketStatus);
  const perStatus = index.fixed.includes("status");
  const others = conditions.filter(({ column }) => !(perStatus && column === "status"));
  const walks = (perStatus ? statuses : [undefined]).map((status) => {
    const ofStatus = status === undefined ? undefined : { sql: "t.status = ?", parameters: [status] };
    const where = and([...others, ofStatus, visibleTickets(ctx), beyondPlace(search)]);
    return {
      sql: `SELECT * FROM (SELECT t.id, t.${TICKET_SORTS[search.sort.field]} AS value FROM tickets t ${named(ctx, index)}
        WHERE ${where.sql} ${orderOf(search, "t.")} LIMIT ${search.size}) walk`,
      parameters: where.parameters,
    };
  });
  if (walks.length === 0) return [];
  const way = wayOf(search);
  return ctx.db.query(
    `SELECT id, value FROM (${walks.map((walk) => walk.sql).join(" UNION ALL ")}) walks ORDER BY value ${way}, id ${way} LIMIT ?`,
    [...walks.flatMap((walk) => walk.parameters), search.size],
  );
}

/** The index is named: left to itself MariaDB reads and sorts the table. */
function named(ctx: Ctx, { name }: Index): string {
  if (ctx.database.kind === "sqlite") return name ? `INDEXED BY ${name}` : "NOT INDEXED";
  return `FORCE INDEX (${name ?? "PRIMARY"})`;
}

function beyondPlace({ sort, isBackward, from }: TicketSearch): Sql | undefined {
  if (!from) return undefined;
  const column = TICKET_SORTS[sort.field];
  const beyond = sort.isDescending !== isBackward ? "<" : ">";
  // The first comparison bounds the walk along the index; the second decides among equals.
  return {
    sql: `t.${column} ${beyond}= ? AND (t.${column} ${beyond} ? OR t.id ${beyond} ?)`,
    parameters: [from.value, from.value, from.id],
  };
}

const wayOf = ({ sort, isBackward }: TicketSearch): string => (sort.isDescending !== isBackward ? "DESC" : "ASC");

function orderOf(search: TicketSearch, table: string): string {
  const column = TICKET_SORTS[search.sort.field];
  const way = wayOf(search);
  return column === "id" ? `ORDER BY ${table}id ${way}` : `ORDER BY ${table}${column} ${way}, ${table}id ${way}`;
}

function and(conditions: readonly (Sql | undefined)[]): Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return {
    sql: given.map((condition) => `(${condition.sql})`).join(" AND "),
    parameters: given.flatMap((condition) => condition.parameters),
  };
}

/** How many match, counted up to `limit` + 1. */
export async function countTicketMatches(ctx: Ctx, view: TicketView, limit: number): Promise<number> {
  const conditions = ticketConditions(ctx, view);
  // Without a word or a tag the tickets' own indexes serve the count.
  const driver = conditions.some(({ column }) => column === undefined) ? await driverOf(ctx, conditions) : undefined;
  const from: Sql = driver ? drivenBy(ctx, driver) : { sql: "tickets t", parameters: [] };
  const where = and([visibleTickets(ctx), ...conditions.filter((condition) => condition !== driver)]);
  const [row]: { found: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS found FROM (SELECT 1 FROM ${from.sql} WHERE ${where.sql} LIMIT ${limit + 1}) counted`,
    [...from.parameters, ...where.parameters],
  );
  return Number(row?.found ?? 0);
}
