import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { type Count, countMatches } from "./count-matches";
import { type CustomerRow, ownersOf, selectCustomers } from "./customer-row";
import { type CustomerSort, cursorOf, DEFAULT_SORT, placeOf } from "./customer-sort";
import type { CustomerView } from "./customer-view";
import { findPlaces } from "./find-places";
import { parseEmail } from "./identity/email-key";
import { type Plan, planOf } from "./plan-view";

export const MAX_PAGE = 100;
/** Beyond it the exact number costs more than it tells. */
export const COUNTED = 10_000;

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
  const places = await findPlaces(ctx, { plan, sort, isBackward, from, size: input.size + 1 });
  const hasMore = places.length > input.size;
  const page = places.slice(0, input.size);
  if (isBackward) page.reverse();
  const rows = new Map((await rowsOf(ctx, page)).map((row) => [row.id, row]));
  return {
    // Someone may have been erased between the two statements; then they are simply not there.
    rows: page.flatMap((place) => {
      const row = rows.get(place.id);
      return row ? [{ row, cursor: cursorOf(sort.field, place) }] : [];
    }),
    hasNextPage: isBackward ? from !== undefined : hasMore,
    hasPreviousPage: isBackward ? hasMore : from !== undefined,
  };
}

async function rowsOf(ctx: Ctx, page: readonly { id: number }[]): Promise<CustomerRow[]> {
  if (page.length === 0) return [];
  return selectCustomers(
    ctx.db,
    `WHERE c.id IN ${placeholders(page.length)}`,
    page.map((place) => place.id),
  );
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
