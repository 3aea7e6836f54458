import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { allow, signedInCustomer } from "@/server/permissions";

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

/** The same for a customer who is signed in to the Hub: what they reported. */
export function visibleInHub(ctx: Ctx): Sql & { customerId: number } {
  const { id } = signedInCustomer(ctx.actor);
  return { sql: "t.reporter_id = ?", parameters: [id], customerId: id };
}
