import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { placeholders } from "@/server/db";
import { DeniedError } from "@/server/errors";
import { type GrantRow, grantsOf } from "@/server/organisations/grants-of";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
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

/** The levels that let somebody do what a level does: each includes the one before. */
const LEVELS_FOR: Record<GrantLevel, readonly GrantLevel[]> = {
  [GrantLevel.VIEW]: [GrantLevel.VIEW, GrantLevel.INTERACT, GrantLevel.CREATE],
  [GrantLevel.INTERACT]: [GrantLevel.INTERACT, GrantLevel.CREATE],
  [GrantLevel.CREATE]: [GrantLevel.CREATE],
};

/**
 * Why a ticket is a customer's: they reported it, or they have a grant for the organisation that stands on it. There is no third
 * way; membership is none. Each is a condition over `tickets t`.
 */
export function waysToTickets(customerId: number, level: GrantLevel): { reported: Sql; granted: Sql } {
  const levels = LEVELS_FOR[level];
  return {
    reported: { sql: "t.reporter_id = ?", parameters: [customerId] },
    granted: {
      sql: `EXISTS (SELECT 1 FROM organisation_grants og WHERE og.customer_id = ? AND og.organisation_id = t.organisation_id
        AND og.level IN ${placeholders(levels.length)})`,
      parameters: [customerId, ...levels],
    },
  };
}

/** A condition over `tickets t` for one customer of the Hub. */
export interface InHub extends VisibleTickets {
  customerId: number;
}

/**
 * The tickets that a customer who is signed in to the Hub may read, for whatever finds tickets by their numbers. A list walks one
 * index instead, that of the reporter or of one organisation, and checks this on each row: see `listHubTickets`.
 */
export const visibleInHub = (ctx: Ctx): InHub => inHub(ctx, GrantLevel.VIEW);

/** Those that they may reply to, attach to, close and reopen. */
export const interactInHub = (ctx: Ctx): InHub => inHub(ctx, GrantLevel.INTERACT);

function inHub(ctx: Ctx, level: GrantLevel): InHub {
  const { id: customerId } = signedInCustomer(ctx.actor);
  const { reported, granted } = waysToTickets(customerId, level);
  return {
    sql: `(${reported.sql} OR ${granted.sql})`,
    parameters: [...reported.parameters, ...granted.parameters],
    seesAll: false,
    customerId,
  };
}

/** The organisations whose tickets the signed-in customer sees in the Hub, by name, with what they may do there. */
export async function organisationsInHub(ctx: Ctx): Promise<GrantRow[]> {
  const { id } = signedInCustomer(ctx.actor);
  return (await grantsOf(ctx.db, [id])).get(id) ?? [];
}

/** Whether the signed-in customer has a grant for an organisation that includes a level. Tells nothing of whether there is one. */
export async function isGrantedInHub(ctx: Ctx, organisationId: number, level: GrantLevel): Promise<boolean> {
  const { id } = signedInCustomer(ctx.actor);
  const levels = LEVELS_FOR[level];
  const granted: unknown[] = await ctx.db.query(
    `SELECT 1 AS one FROM organisation_grants WHERE customer_id = ? AND organisation_id = ? AND level IN ${placeholders(levels.length)}`,
    [id, organisationId, ...levels],
  );
  return granted.length > 0;
}

/**
 * The check of a new ticket on an organisation's behalf, in the transaction that writes it (PRODUCT S20).
 * @throws DeniedError FORBIDDEN, the same for an organisation without that grant and for one that there is not
 */
export async function mayCreateFor(ctx: Ctx, organisationId: number): Promise<void> {
  if (await isGrantedInHub(ctx, organisationId, GrantLevel.CREATE)) return;
  throw new DeniedError("FORBIDDEN", "You cannot open requests for this organisation.");
}
