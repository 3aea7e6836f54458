import type { Ctx } from "@/server/ctx";
import { toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { attributeKey } from "./attribute-definitions";
import type { CustomerSource } from "./customer.entity";
import { sortKey } from "./identity/fold";
import { prefixRange, searchTerms } from "./identity/search-words";

/** What part of the customers a list shows; the export and mass actions take the same. */
export interface CustomerFilter {
  /** The Deleted list instead of the Active one. */
  isDeleted?: boolean;
  isActive?: boolean;
  hubAccess?: boolean;
  organisationId?: number;
  source?: CustomerSource;
  createdFrom?: Date;
  /** Exclusive. */
  createdBefore?: Date;
  /** Equal whatever the case and accents; an empty value means that the attribute is missing. */
  attributes?: { name: string; value: string }[];
}

export interface CustomerView {
  query?: string;
  filter?: CustomerFilter;
}

/** The fixed columns that sort, each with its index. */
export const SORT_COLUMNS = {
  name: "c.name_sort",
  email: "c.email_sort",
  mobile: "c.mobile_sort",
  organisation: "c.organisation_sort",
  isActive: "c.is_active",
  hubAccess: "c.hub_access",
  createdAt: "c.created_at",
  lastActivityAt: "c.last_activity_at",
} as const;

export type CustomerSortField = keyof typeof SORT_COLUMNS;
export interface CustomerSort {
  field: CustomerSortField;
  isDescending: boolean;
}
export const DEFAULT_SORT: CustomerSort = { field: "name", isDescending: false };

/** A WHERE over `customers c`, without the word. */
export interface Condition {
  sql: string;
  parameters: unknown[];
}

/** Up to so many matches of a search are fetched and sorted; more are met soon enough on a walk along the sort's index. */
const FETCHED_MATCHES = 1000;

/** The condition of a view. Every value is a parameter. */
export async function conditionOf(ctx: Ctx, view: CustomerView): Promise<Condition> {
  const filter = view.filter ?? {};
  const conditions: Condition[] = [{ sql: "c.is_deleted = ?", parameters: [filter.isDeleted ? 1 : 0] }];
  const add = (sql: string, ...parameters: unknown[]) => conditions.push({ sql, parameters });

  if (filter.isActive !== undefined) add("c.is_active = ?", filter.isActive ? 1 : 0);
  if (filter.hubAccess !== undefined) add("c.hub_access = ?", filter.hubAccess ? 1 : 0);
  if (filter.organisationId !== undefined) add("c.organisation_id = ?", filter.organisationId);
  if (filter.source !== undefined) add("c.source = ?", filter.source);
  if (filter.createdFrom) add("c.created_at >= ?", dbTime(filter.createdFrom));
  if (filter.createdBefore) add("c.created_at < ?", dbTime(filter.createdBefore));
  for (const attribute of filter.attributes ?? []) conditions.push(attributeCondition(attribute));
  conditions.push(...(await searchConditions(ctx, view.query ?? "")));
  return {
    sql: conditions.map((condition) => condition.sql).join(" AND "),
    parameters: conditions.flatMap((condition) => condition.parameters),
  };
}

function dbTime(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new UserError("filter", "Give the date as year-month-day.");
  return toDbTime(date);
}

function attributeCondition({ name, value }: { name: string; value: string }): Condition {
  const ofCustomer = `SELECT 1 FROM customer_attributes a JOIN attribute_definitions d ON d.id = a.definition_id
    WHERE a.customer_id = c.id AND d.name_key = ?`;
  const parameters: unknown[] = [attributeKey(name)];
  if (!value.trim()) return { sql: `NOT EXISTS (${ofCustomer})`, parameters };
  return { sql: `EXISTS (${ofCustomer} AND a.value_key = ?)`, parameters: [...parameters, sortKey(value)] };
}

/**
 * One condition for each word that was typed. The rarest word decides how: few matches become a list of ids, which the
 * database fetches and sorts; many are looked for along the sort's index, where a page of them is soon full.
 */
async function searchConditions(ctx: Ctx, query: string): Promise<Condition[]> {
  const terms = searchTerms(query);
  if (terms.length === 0) {
    // Punctuation alone is no word of anybody's.
    return query.trim() ? [{ sql: "1 = 0", parameters: [] }] : [];
  }
  const ranges = terms.map((term) => anyRange(term.anyOf));
  let rarest: { index: number; ids: number[] } | undefined;
  for (const [index, range] of ranges.entries()) {
    const rows: { customer_id: number }[] = await ctx.db.query(
      `SELECT DISTINCT w.customer_id FROM customer_words w WHERE ${range.sql} LIMIT ?`,
      [...range.parameters, FETCHED_MATCHES + 1],
    );
    if (rows.length > FETCHED_MATCHES || (rarest && rarest.ids.length <= rows.length)) continue;
    rarest = { index, ids: rows.map((row) => row.customer_id) };
  }
  const walked = ranges
    .filter((_, index) => index !== rarest?.index)
    .map((range) => ({
      sql: `EXISTS (SELECT 1 FROM customer_words w WHERE w.customer_id = c.id AND (${range.sql}))`,
      parameters: range.parameters,
    }));
  if (!rarest) return walked;
  const ids: Condition = {
    // The ids are numbers from our own table; as text they do not count against the limit of parameters.
    sql: rarest.ids.length > 0 ? `c.id IN (${rarest.ids.map(Number).join(",")})` : "1 = 0",
    parameters: [],
  };
  return [ids, ...walked];
}

function anyRange(prefixes: readonly string[]): Condition {
  const ranges = prefixes.map(prefixRange);
  return {
    sql: ranges.map((range) => (range.to ? "(w.word >= ? AND w.word < ?)" : "w.word >= ?")).join(" OR "),
    parameters: ranges.flatMap((range) => (range.to ? [range.from, range.to] : [range.from])),
  };
}
