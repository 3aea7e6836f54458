import type { Ctx } from "@/server/ctx";
import { runNextJob } from "@/server/jobs/run-job";
import { grantOrganisationAccess } from "@/server/organisations/grant-access";
import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { createOrganisation, findOrganisation, type OrganisationRow } from "@/server/organisations/organisations";
import { organisationJobs } from "@/server/organisations/renamed-members";
import { type UpdateOrganisation, updateOrganisation } from "@/server/organisations/update-organisation";

let number = 0;

/** An organisation; name only what matters to the test. */
export async function anOrganisation(
  ctx: Ctx,
  { name, ...more }: Partial<Omit<UpdateOrganisation, "id">> = {},
): Promise<OrganisationRow> {
  number += 1;
  const { id } = await createOrganisation(ctx, { name: name ?? `Organisation ${number}` });
  await updateOrganisation(ctx, { id, ...more });
  return organisationWith(ctx, id);
}

/** The organisation with this id, as it is now. */
export async function organisationWith(ctx: Ctx, id: number): Promise<OrganisationRow> {
  const row = await findOrganisation(ctx, id);
  if (!row) throw new Error(`There is no organisation ${id}.`);
  return row;
}

/** Lets a customer see an organisation's tickets, or do more with them. */
export async function aGrant(ctx: Ctx, customerId: number, organisationId: number, level: GrantLevel): Promise<void> {
  await grantOrganisationAccess(ctx, { customerId, organisationId, level });
}

/** Does what renamed organisations left for the worker. */
export async function runOrganisationJobs(ctx: Ctx): Promise<void> {
  while (await runNextJob(ctx, organisationJobs));
}
