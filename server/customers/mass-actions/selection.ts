import type { Ctx } from "@/server/ctx";
import { type CustomerFilter, type CustomerView, conditionsOf } from "@/server/customers/customer-view";
import { UserError } from "@/server/errors";

/** So many can be named one by one; more than a person ticks, and short enough for one request. */
export const MAX_SELECTED = 1000;
/** More than any view that the list shows; TEXT holds 65,535 bytes on MySQL. */
const MAX_VIEW_BYTES = 20_000;

/** Whom a mass action is for: customers by id, or all that a view of the list has. Exactly one of the two. */
export interface Selection {
  ids?: readonly number[] | null;
  matching?: CustomerView | null;
}

/** A selection that has been checked. */
export type Selected = { ids: number[]; matching?: undefined } | { ids?: undefined; matching: CustomerView };

/** @throws UserError when it names nobody, too many, or both ways at once */
export async function checkSelection(ctx: Ctx, { ids, matching }: Selection): Promise<Selected> {
  if (ids && matching) throw new UserError("matching", "Give ids or matching, not both.");
  if (matching) {
    // What is wrong with the view is told now, and not by a job that fails.
    await conditionsOf(ctx, matching);
    if (Buffer.byteLength(viewToJson(matching)) > MAX_VIEW_BYTES) {
      throw new UserError("matching", "Search and filter for less text.", { code: "TOO_LARGE" });
    }
    return { matching };
  }
  const distinct = [...new Set(ids ?? [])];
  if (distinct.length === 0) throw new UserError("ids", "Select at least one customer.", { code: "REQUIRED" });
  if (distinct.length > MAX_SELECTED) {
    throw new UserError("ids", `Select at most ${MAX_SELECTED} customers, or all that match a search or filter.`, {
      code: "TOO_LARGE",
    });
  }
  return { ids: distinct };
}

/** The view as the job keeps it. */
export const viewToJson = (view: CustomerView): string => JSON.stringify(view);

export function viewFromJson(text: string): CustomerView {
  const view = JSON.parse(text) as CustomerView & { filter?: CustomerFilter };
  const { filter } = view;
  if (!filter) return view;
  const date = (value: Date | undefined) => (value === undefined ? undefined : new Date(value));
  return {
    ...view,
    filter: { ...filter, createdFrom: date(filter.createdFrom), createdBefore: date(filter.createdBefore) },
  };
}
