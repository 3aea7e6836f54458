import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { type GrantLevel, OrganisationGrant } from "@/server/organisations/organisation-grant.entity";

/** Lets a customer see an organisation's tickets, or do more with them. */
export async function aGrant(ctx: Ctx, customerId: number, organisationId: number, level: GrantLevel): Promise<void> {
  await inTransaction(ctx, (tx) => tx.db.save(OrganisationGrant, { customerId, organisationId, level }));
}
