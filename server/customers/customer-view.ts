import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { organisationNames } from "@/server/organisations/organisations";
import { tagKey } from "@/server/tags/check-tags";
import { allDefinitions, attributeKey } from "./attribute-definitions";
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
  /** Made by this import. */
  importId?: number;
  createdFrom?: Date;
  /** Exclusive. */
  createdBefore?: Date;
  /** With this tag, whatever its case and accents. */
  tag?: string;
  /** Equal whatever the case and accents; an empty value means that the attribute is missing. */
  attributes?: { name: string; value: string }[];
}

export interface CustomerView {
  /** Of the list, these only. */
  ids?: readonly number[];
  query?: string;
  filter?: CustomerFilter;
}

/** A view for whoever reads the audit. The Active list is what is meant when nothing is said. */
export function viewInWords({ query, filter = {} }: CustomerView): Record<string, string> {
  const { isDeleted, attributes = [], ...others } = filter;
  const inWords = (value: unknown) =>
    value instanceof Date ? value.toISOString() : value === true ? "yes" : value === false ? "no" : String(value);
  const narrowed = Object.entries(others).filter(([, value]) => value !== undefined);
  return Object.fromEntries([
    ...(isDeleted ? [["list", "Deleted"]] : []),
    ...(query?.trim() ? [["search", query.trim()]] : []),
    ...narrowed.map(([name, value]) => [name, inWords(value)]),
    ...attributes.map(({ name, value }) => [`attribute ${name}`, value || "none"]),
  ]);
}

/** SQL with its parameters. */
export interface Sql {
  sql: string;
  parameters: unknown[];
}

/** One thing that must hold for `customers c`. */
export interface Condition extends Sql {
  /** The ids that it admits, from an index of its own, some of them perhaps twice: how a list is found when they are few. */
  ids?: Sql;
  /** They are of the list that is shown, and none comes twice. */
  areIdsOfList?: boolean;
  /** For a word that was typed: the condition over `customer_words w`. */
  words?: Sql;
}

/** The conditions of a view beside the list itself. Every value is a parameter. */
export async function conditionsOf(ctx: Ctx, view: CustomerView): Promise<Condition[]> {
  const filter = view.filter ?? {};
  const list = filter.isDeleted ? 1 : 0;
  const conditions: Condition[] = [];
  const ofList = (sql: string, value: unknown) => {
    // The same comparison once for the row and once, led by the list, for the index that begins with it.
    const ids = { sql: `SELECT i.id FROM customers i WHERE i.is_deleted = ? AND i.${sql}`, parameters: [list, value] };
    conditions.push({ sql: `c.${sql}`, parameters: [value], ids, areIdsOfList: true });
  };

  if (view.ids) conditions.push(amongIds(view.ids));
  if (filter.isActive !== undefined) ofList("is_active = ?", filter.isActive ? 1 : 0);
  if (filter.hubAccess !== undefined) ofList("hub_access = ?", filter.hubAccess ? 1 : 0);
  if (filter.source !== undefined) ofList("source = ?", filter.source);
  if (filter.importId !== undefined) {
    const parameters = [filter.importId];
    const ids = { sql: "SELECT i.id FROM customers i WHERE i.source_import_id = ?", parameters };
    conditions.push({ sql: "c.source_import_id = ?", parameters, ids });
  }
  if (filter.createdFrom) ofList("created_at >= ?", dbTime(filter.createdFrom));
  if (filter.createdBefore) ofList("created_at < ?", dbTime(filter.createdBefore));
  if (filter.organisationId !== undefined) {
    const parameters = [filter.organisationId];
    const ids = { sql: "SELECT i.id FROM customers i WHERE i.organisation_id = ?", parameters };
    conditions.push({ sql: "c.organisation_id = ?", parameters, ids });
    // Said again in the words of the sort: members stand beside each other there, and the walk begins with them.
    const name = (await organisationNames(ctx, parameters)).get(filter.organisationId);
    if (name !== undefined) conditions.push({ sql: "c.organisation_sort = ?", parameters: [sortKey(name)] });
  }
  if (filter.tag !== undefined) conditions.push(tagged(filter.tag));
  conditions.push(...(await attributeConditions(ctx, filter.attributes ?? [])));
  conditions.push(...searchConditions(view.query ?? ""));
  return conditions;
}

function amongIds(ids: readonly number[]): Condition {
  const parameters = [...ids];
  const among = ids.length === 0 ? "id IS NULL" : `id IN ${placeholders(ids.length)}`;
  return { sql: `c.${among}`, parameters, ids: { sql: `SELECT i.id FROM customers i WHERE i.${among}`, parameters } };
}

function tagged(tag: string): Condition {
  const parameters = [tagKey(tag)];
  return {
    sql: "EXISTS (SELECT 1 FROM customer_tags g WHERE g.customer_id = c.id AND g.tag_key = ?)",
    parameters,
    ids: { sql: "SELECT g.customer_id AS id FROM customer_tags g WHERE g.tag_key = ?", parameters },
  };
}

function dbTime(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new UserError("filter", "Give the date as year-month-day.");
  return toDbTime(date);
}

async function attributeConditions(
  ctx: Ctx,
  attributes: NonNullable<CustomerFilter["attributes"]>,
): Promise<Condition[]> {
  if (attributes.length === 0) return [];
  const definitions = new Map((await allDefinitions(ctx)).map((definition) => [definition.nameKey, definition.id]));
  return attributes.map(({ name, value }) => {
    const parameters: unknown[] = [definitions.get(attributeKey(name)) ?? 0];
    const exists = "EXISTS (SELECT 1 FROM customer_attributes a WHERE a.customer_id = c.id AND a.definition_id = ?";
    if (!value.trim()) return { sql: `NOT ${exists})`, parameters };
    parameters.push(sortKey(value));
    return {
      sql: `${exists} AND a.value_key = ?)`,
      parameters,
      ids: {
        sql: "SELECT a.customer_id AS id FROM customer_attributes a WHERE a.definition_id = ? AND a.value_key = ?",
        parameters,
      },
    };
  });
}

/** One condition for each word that was typed. */
function searchConditions(query: string): Condition[] {
  const terms = searchTerms(query);
  // Punctuation alone is no word of anybody's.
  if (terms.length === 0 && query.trim()) return [{ sql: "1 = 0", parameters: [] }];
  return terms.map(({ anyOf }) => {
    const { sql, parameters } = anyRange(anyOf);
    return {
      sql: `EXISTS (SELECT 1 FROM customer_words w WHERE w.customer_id = c.id AND (${sql}))`,
      parameters,
      ids: { sql: `SELECT w.customer_id AS id FROM customer_words w WHERE (${sql})`, parameters },
      words: { sql: `(${sql})`, parameters },
    };
  });
}

/** `w.word` begins with any of these. */
export function anyRange(prefixes: readonly string[]): Sql {
  const ranges = prefixes.map(prefixRange);
  return {
    sql: ranges.map((range) => (range.to ? "(w.word >= ? AND w.word < ?)" : "w.word >= ?")).join(" OR "),
    parameters: ranges.flatMap((range) => (range.to ? [range.from, range.to] : [range.from])),
  };
}
