import type { FieldChange } from "@/server/activity/field-change";
import { recordActivity } from "@/server/activity/record-activity";
import { type AuditAction, recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { applyChanges } from "@/server/customers/customer-changes";
import { type CustomerRecord, loadCustomers } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { mergedMeanwhile } from "@/server/customers/merging/signposts";
import { updateCustomer } from "@/server/customers/write-customers";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { GrantLevel } from "./organisation-grant.entity";
import { organisationNames } from "./organisations";

/** The Hub has one list for each. */
export const MAX_GRANTS = 100;

export interface GrantAccess {
  customerId: number;
  organisationId: number;
  /** Interact when not given (PRODUCT S19). */
  level?: GrantLevel;
}

/** Gives a customer a right to an organisation's tickets, or another level of the one they have. It holds at their next request. */
export async function grantOrganisationAccess(ctx: Ctx, input: GrantAccess): Promise<void> {
  allow(ctx.actor, "customer.organisationAccess");
  const { customerId, organisationId, level = GrantLevel.INTERACT } = input;
  await inTransaction(ctx, async (tx) => {
    const customer = await heldCustomer(tx, customerId);
    if (customer.isDeleted) throw new UserError("customerId", "This customer is deleted. Restore them first.");
    const isNew = !customer.grants.has(organisationId);
    if (isNew && customer.grants.size >= MAX_GRANTS) {
      throw new UserError("organisationId", `A customer can see at most ${MAX_GRANTS} organisations.`);
    }
    await changeGrants(
      tx,
      customer,
      new Map(customer.grants).set(organisationId, level),
      "grant.given",
      organisationId,
    );
  });
}

/** Takes it away: gone at the customer's next request. Their own tickets stay. Taking away what is not there changes nothing. */
export async function revokeOrganisationAccess(
  ctx: Ctx,
  { customerId, organisationId }: Omit<GrantAccess, "level">,
): Promise<void> {
  allow(ctx.actor, "customer.organisationAccess");
  await inTransaction(ctx, async (tx) => {
    const customer = await heldCustomer(tx, customerId);
    const grants = new Map(customer.grants);
    grants.delete(organisationId);
    await changeGrants(tx, customer, grants, "grant.revoked", organisationId);
  });
}

async function heldCustomer(tx: Ctx, id: number): Promise<CustomerRecord> {
  await lockCustomers(tx, [id]);
  const [customer] = await loadCustomers(tx.db, [id]);
  if (!customer) throw notFound("customer");
  if (customer.mergedIntoId !== null) throw await mergedMeanwhile(tx, customer.mergedIntoId, "customerId");
  return customer;
}

async function changeGrants(
  tx: Ctx,
  before: CustomerRecord,
  grants: Map<number, GrantLevel>,
  action: AuditAction,
  organisationId: number,
): Promise<void> {
  const names = await organisationNames(tx, [...before.grants.keys(), organisationId]);
  const name = names.get(organisationId);
  if (name === undefined) throw new UserError("organisationId", "Choose an organisation from the list.");
  const inWords = { attribute: String, organisation: (id: number) => names.get(id) ?? `organisation ${id}` };
  const { after, diff } = applyChanges(before, { grants }, inWords);
  if (diff.length === 0) return;
  await updateCustomer(tx, before, after, diff);
  await recordActivity(tx, [{ customerId: before.id, action: "customer.updated", changes: diff }]);
  await recordAudit(tx, { action, subject: displayName(before), details: detailsOf(diff, name) });
}

const detailsOf = ([change]: readonly FieldChange[], organisation: string): Record<string, string> => ({
  organisation,
  before: change?.from ?? "none",
  after: change?.to ?? "none",
});
