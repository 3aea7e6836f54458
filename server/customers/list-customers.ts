import type { Ctx } from "@/server/ctx";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { type CustomerRow, ownersOf, selectCustomers } from "./customer-row";
import {
  type CustomerSort,
  type CustomerSortField,
  type CustomerView,
  conditionOf,
  DEFAULT_SORT,
  SORT_COLUMNS,
} from "./customer-view";
import { parseEmail } from "./identity/email-key";

export const MAX_PAGE = 100;
/** Beyond it the exact number costs more than it tells. */
export const COUNTED = 10_000;

export interface ListCustomers extends CustomerView {
  sort?: CustomerSort;
  /** Forward: the page after `after`; backward: the page before `before`. */
  direction: "forward" | "backward";
  size: number;
  cursor?: string;
}

export interface CustomerPage {
  rows: { row: CustomerRow; cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** One page of the list. Pages meet without gap or repeat while customers come and go: a cursor is a place, not a number of rows. */
export async function listCustomers(ctx: Ctx, input: ListCustomers): Promise<CustomerPage> {
  allow(ctx.actor, "customer.view");
  if (!Number.isInteger(input.size) || input.size < 1 || input.size > MAX_PAGE) {
    throw new UserError(
      input.direction === "forward" ? "first" : "last",
      `Ask for 1 to ${MAX_PAGE} customers at a time.`,
    );
  }
  const sort = input.sort ?? DEFAULT_SORT;
  const isBackward = input.direction === "backward";
  const condition = await conditionOf(ctx, input);
  const place = input.cursor === undefined ? undefined : placeCondition(input.cursor, sort, isBackward);
  const order = sort.isDescending !== isBackward ? "DESC" : "ASC";

  const rows = await selectCustomers(
    ctx.db,
    `WHERE ${condition.sql} ${place ? `AND ${place.sql}` : ""} ORDER BY ${SORT_COLUMNS[sort.field]} ${order}, c.id ${order} LIMIT ?`,
    [...condition.parameters, ...(place?.parameters ?? []), input.size + 1],
    SORT_COLUMNS[sort.field],
  );
  const hasMore = rows.length > input.size;
  const page = rows.slice(0, input.size);
  if (isBackward) page.reverse();
  return {
    rows: page.map(({ row, sortValue }) => ({ row, cursor: cursorOf(sort.field, sortValue, row.id) })),
    hasNextPage: isBackward ? input.cursor !== undefined : hasMore,
    hasPreviousPage: isBackward ? hasMore : input.cursor !== undefined,
  };
}

/** How many customers a view has: exact up to 10,000, then 10,000 and `isExact` false. */
export async function countCustomers(ctx: Ctx, view: CustomerView): Promise<{ count: number; isExact: boolean }> {
  allow(ctx.actor, "customer.view");
  const condition = await conditionOf(ctx, view);
  const [row]: { found: number | string }[] = await ctx.db.query(
    `SELECT COUNT(*) AS found FROM (SELECT 1 FROM customers c WHERE ${condition.sql} LIMIT ${COUNTED + 1}) counted`,
    condition.parameters,
  );
  const found = Number(row?.found ?? 0);
  return { count: Math.min(found, COUNTED), isExact: found <= COUNTED };
}

/** One customer, deleted ones included; undefined when there is none. */
export async function findCustomer(ctx: Ctx, id: number): Promise<CustomerRow | undefined> {
  allow(ctx.actor, "customer.view");
  const [found] = await selectCustomers(ctx.db, "WHERE c.id = ?", [id]);
  return found?.row;
}

/** The customer whom this address belongs to, in any spelling, deleted ones included. */
export async function findCustomerByEmail(ctx: Ctx, email: string): Promise<CustomerRow | undefined> {
  allow(ctx.actor, "customer.view");
  const parsed = parseEmail(email);
  if (!parsed.ok) return undefined;
  const id = (await ownersOf(ctx.db, "email", [parsed.key])).get(parsed.key);
  return id === undefined ? undefined : findCustomer(ctx, id);
}

function placeCondition(cursor: string, sort: CustomerSort, isBackward: boolean) {
  const place = readCursor(cursor, sort.field);
  if (!place) {
    throw new UserError(
      isBackward ? "before" : "after",
      "This place in the list is from another sorting. Begin at the first page.",
    );
  }
  const column = SORT_COLUMNS[sort.field];
  const beyond = sort.isDescending !== isBackward ? "<" : ">";
  // The first comparison bounds the walk along the index; the second decides among equals.
  return {
    sql: `${column} ${beyond}= ? AND (${column} ${beyond} ? OR c.id ${beyond} ?)`,
    parameters: [place.value, place.value, place.id],
  };
}

function cursorOf(field: CustomerSortField, value: string | number, id: number): string {
  return Buffer.from(JSON.stringify([field, value, id])).toString("base64url");
}

function readCursor(cursor: string, field: CustomerSortField): { value: string | number; id: number } | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parsed)) return undefined;
    const [cursorField, value, id]: unknown[] = parsed;
    const isValue = typeof value === "string" || typeof value === "number";
    return cursorField === field && isValue && Number.isSafeInteger(id) ? { value, id: id as number } : undefined;
  } catch {
    return undefined;
  }
}
