import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { allow } from "@/server/permissions";

/** Which tickets an actor may read: a condition over `tickets t`. */
export interface VisibleTickets extends Sql {
  /** Nothing is hidden, so numbers that were counted for everybody hold. */
  seesAll: boolean;
}

/**
 * The one place that says which tickets an actor may read. Lists, single tickets, comments, history, counts and search all
 * ask here, so whatever is hidden is hidden everywhere. It is the permission check of every reading verb.
 */
export function visibleTickets(ctx: Ctx): VisibleTickets {
  allow(ctx.actor, "ticket.view");
  return { sql: "1 = 1", parameters: [], seesAll: true };
}
