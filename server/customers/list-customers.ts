import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { type Count, countMatches } from "./count-matches";
import { type CustomerRow, ownersOf, selectCustomers } from "./customer-row";
import { type CustomerSort, cursorOf, DEFAULT_SORT, type Place, placeOf } from "./customer-sort";
import type { CustomerView } from "./customer-view";
import { findPlaces, type PlaceSearch, rowsAtOnce } from "./find-places";
import { parseEmail } from "./identity/email-key";
import { type Plan, planOf } from "./plan-view";

const MAX_PAGE = 100;
/** Beyond it the exact number costs more than it tells. */
const COUNTED = 10_000;

export interface ListCustomers extends CustomerView {
  sort?: CustomerSort;
  /** Forward: the page after `after`; backward: the page before `before`. */
  direction: "forward" | "backward";
  size: number;
  cursor?: string;
  /** From `planCustomers`, when the same view is counted too. */
  plan?: Plan;
}

export interface CustomerPage {
  rows: { row: CustomerRow; cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** How a view will be read; once for the page and its count. */
export async function planCustomers(ctx: Ctx, view: CustomerView): Promise<Plan> {
  allow(ctx.actor, "customer.view");
  return planOf(ctx, view);
}

/** One page of the list. Pages meet without gap or repeat while customers come and go: a cursor is a place, not a number of rows. */
export async function listCustomers(ctx: Ctx, input: ListCustomers): Promise<CustomerPage> {
  allow(ctx.actor, "customer.view");
  const isBackward = input.direction === "backward";
  if (!Number.isInteger(input.size) || input.size < 1 || input.size > MAX_PAGE) {
    throw new UserError(isBackward ? "last" : "first", `Ask for 1 to ${MAX_PAGE} customers at a time.`);
  }
  const sort = input.sort ?? DEFAULT_SORT;
  const from = input.cursor === undefined ? undefined : placeOf(sort.field, input.cursor);
  if (input.cursor !== undefined && !from) {
    throw new UserError(
      isBackward ? "before" : "after",
      "This place in the list is from another sorting. Begin at the first page.",
    );
  }

  const plan = input.plan ?? (await planOf(ctx, input));
  const found = await findRows(ctx, { plan, sort, isBackward, from, size: input.size + 1 });
  const hasMore = found.length > input.size;
  const page = found.slice(0, input.size);
  if (isBackward) page.reverse();
  return {
    rows: page.flatMap(({ row, place }) => (row ? [{ row, cursor: cursorOf(sort.field, place) }] : [])),
    hasNextPage: isBackward ? from !== undefined : hasMore,
    hasPreviousPage: isBackward ? hasMore : from !== undefined,
  };
}

/** In walking order. Someone may have been erased between two statements; then there is a place and no row. */
async function findRows(ctx: Ctx, search: PlaceSearch): Promise<{ row: CustomerRow | undefined; place: Place }[]> {
  const atOnce = await rowsAtOnce(ctx, search);
  if (atOnce) return atOnce;
  const places = await findPlaces(ctx, search);
  if (places.length === 0) return [];
  const ids = places.map((place) => place.id);
  const rows = await selectCustomers(ctx.db, `WHERE c.id IN ${placeholders(ids.length)}`, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.map((place) => ({ row: byId.get(place.id), place }));
}

/** How many customers a view has: exact up to 10,000, then 10,000 and `isExact` false. */
export async function countCustomers(ctx: Ctx, view: CustomerView, plan?: Plan): Promise<Count> {
  allow(ctx.actor, "customer.view");
  return countMatches(ctx, plan ?? (await planOf(ctx, view)), COUNTED);
}

/** One customer, deleted ones included; undefined when there is none. */
export async function findCustomer(ctx: Ctx, id: number): Promise<CustomerRow | undefined> {
  allow(ctx.actor, "customer.view");
  const [found] = await selectCustomers(ctx.db, "WHERE c.id = ?", [id]);
  return found;
}

/** The customer whom this address belongs to, in any spelling, deleted ones included. */
export async function findCustomerByEmail(ctx: Ctx, email: string): Promise<CustomerRow | undefined> {
  allow(ctx.actor, "customer.view");
  const parsed = parseEmail(email);
  if (!parsed.ok) return undefined;
  const id = (await ownersOf(ctx.db, "email", [parsed.key])).get(parsed.key);
  return id === undefined ? undefined : findCustomer(ctx, id);
}
