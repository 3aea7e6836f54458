import type { Ctx } from "@/server/ctx";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { notFound } from "@/server/errors";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { allow } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { visibleTickets, waysToTickets } from "./visible-tickets";

/** Whether a customer sees a ticket in the Hub, and why, in words. */
export interface TicketVisibility {
  /** The rule's answer, whether or not the customer can sign in now. */
  isVisible: boolean;
  /** Whether they may reply, attach, close and reopen. */
  mayInteract: boolean;
  isReporter: boolean;
  /** Their grant for the organisation that stands on the ticket. */
  level: GrantLevel | null;
  /** Why, and what keeps them out of the Hub now. */
  reasons: string[];
}

interface RawAnswer {
  is_reporter: number | string;
  may_view: number | string;
  may_interact: number | string;
  level: GrantLevel | null;
  organisation_id: number | null;
  organisation_name: string | null;
  reporter_id: number;
}

/**
 * Answers “why can Ann see this ticket?” by the rule that the Hub itself asks.
 * @throws DeniedError NOT_FOUND when there is no such ticket or customer
 */
export async function explainTicketVisibility(
  ctx: Ctx,
  { ticketId, customerId }: { ticketId: number; customerId: number },
): Promise<TicketVisibility> {
  allow(ctx.actor, "customer.view");
  const visible = visibleTickets(ctx);
  const [view, interact] = [waysToTickets(customerId, GrantLevel.VIEW), waysToTickets(customerId, GrantLevel.INTERACT)];
  const yes = (sql: string) => `CASE WHEN ${sql} THEN 1 ELSE 0 END`;
  const [raw]: RawAnswer[] = await ctx.db.query(
    `SELECT ${yes(view.reported.sql)} AS is_reporter, ${yes(view.granted.sql)} AS may_view, ${yes(interact.granted.sql)} AS may_interact,
      g.level, t.organisation_id, o.name AS organisation_name, t.reporter_id
      FROM tickets t LEFT JOIN organisations o ON o.id = t.organisation_id
      LEFT JOIN organisation_grants g ON g.organisation_id = t.organisation_id AND g.customer_id = ?
      WHERE t.id = ? AND ${visible.sql}`,
    [
      ...view.reported.parameters,
      ...view.granted.parameters,
      ...interact.granted.parameters,
      customerId,
      ticketId,
      ...visible.parameters,
    ],
  );
  if (!raw) throw notFound("ticket");
  const people = await selectCustomers(ctx.db, "WHERE c.id IN (?, ?)", [customerId, raw.reporter_id]);
  const customer = people.find(({ id }) => id === customerId);
  const reporter = people.find(({ id }) => id === raw.reporter_id);
  if (!customer) throw notFound("customer");
  const isReporter = Number(raw.is_reporter) === 1;
  const answer = {
    isReporter,
    isVisible: isReporter || Number(raw.may_view) === 1,
    mayInteract: isReporter || Number(raw.may_interact) === 1,
    level: raw.level,
  };
  const names = {
    customer,
    reporter: reporter ? displayName(reporter) : "somebody else",
    organisation: raw.organisation_name,
  };
  const reasons = [
    ...(answer.isVisible ? whyVisible(answer, names) : whyHidden(raw, names)),
    ...(answer.isVisible || customer.mergedIntoId !== null ? await whyOut(ctx, customer) : []),
  ];
  return { ...answer, reasons };
}

interface Names {
  customer: CustomerRow;
  reporter: string;
  organisation: string | null;
}

const MAY: Record<GrantLevel, string> = {
  [GrantLevel.VIEW]: "see",
  [GrantLevel.INTERACT]: "see and answer",
  [GrantLevel.CREATE]: "see, answer and open",
};

function whyVisible(answer: Omit<TicketVisibility, "reasons">, { customer, organisation }: Names): string[] {
  const name = displayName(customer);
  const byGrant =
    answer.level && `may ${MAY[answer.level]} the tickets of ${organisation}, which this ticket was opened for`;
  return [
    ...(answer.isReporter ? [`${name} reported this ticket.`] : []),
    ...(byGrant ? [`${name} ${byGrant}.`] : []),
    ...(answer.mayInteract ? [] : [`${name} may not reply to it.`]),
  ];
}

function whyHidden(raw: RawAnswer, { customer, reporter, organisation }: Names): string[] {
  const name = displayName(customer);
  const reasons = [`${reporter} reported this ticket, not ${name}.`];
  if (organisation === null) return [...reasons, "It was opened for no organisation, so nobody else sees it."];
  reasons.push(`${name} has no access to the tickets of ${organisation}, which it was opened for.`);
  if (customer.organisationId === raw.organisation_id) {
    reasons.push(`Being a member of ${organisation} gives no access by itself.`);
  }
  return reasons;
}

/** What keeps somebody out of the Hub for the moment, whatever they could see in it (PRODUCT section 2). */
async function whyOut(ctx: Ctx, customer: CustomerRow): Promise<string[]> {
  const { hubActivated } = await readSettings(ctx);
  const survivor = customer.mergedIntoId === null ? undefined : await nameOfSurvivor(ctx, customer.mergedIntoId);
  const because = [
    ...(hubActivated ? [] : ["the Customer Hub is switched off for everybody"]),
    ...(customer.isDeleted && survivor === undefined ? ["this customer is deleted"] : []),
    ...(survivor === undefined ? [] : [`this record was merged into ${survivor}`]),
    ...(customer.isBlocked ? ["this customer is blocked"] : []),
    ...(customer.hubAccess ? [] : ["their Hub access is off"]),
    ...(customer.isActive ? [] : ["they have not confirmed their e-mail or set a password"]),
  ];
  return because.length > 0 ? [`They cannot sign in to the Hub now: ${because.join(", and ")}.`] : [];
}

async function nameOfSurvivor(ctx: Ctx, id: number): Promise<string> {
  const [survivor] = await selectCustomers(ctx.db, "WHERE c.id = ?", [id]);
  return survivor ? displayName(survivor) : "another customer";
}
