import type { Ctx } from "@/server/ctx";
import { UserError } from "@/server/errors";
import { organisationNames } from "@/server/organisations/organisations";
import { allow } from "@/server/permissions";
import { sortKey } from "./identity/fold";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import type { Selection } from "./mass-actions/selection";
import { byValue, settingAction } from "./mass-actions/setting-action";
import { touchCustomers } from "./mass-actions/touch-customers";
import { rewriteWords } from "./write-customers";

/** Makes customers members of an organisation, or of none. Returns the job that does it. */
export async function setOrganisation(ctx: Ctx, input: Selection & { organisationId: number | null }): Promise<number> {
  allow(ctx.actor, "customer.edit");
  const { organisationId } = input;
  const name = organisationId === null ? "none" : (await organisationNames(ctx, [organisationId])).get(organisationId);
  if (name === undefined) throw new UserError("organisationId", "Choose an organisation from the list.");
  return beginMassAction(ctx, organisationAction, input, { organisationId }, { organisation: name });
}

export const organisationAction = settingAction<{ organisationId: number | null }, number | null>({
  kind: "customers.setOrganisation",
  permission: "customer.edit",
  audit: "customers.setOrganisation",
  field: () => "organisation",
  chosen: ({ organisationId }) => organisationId,
  valueOf: (record) => record.organisationId,
  already: ({ organisationId }) =>
    organisationId === null
      ? { reason: "has no organisation already", sql: { sql: "c.organisation_id IS NULL", parameters: [] } }
      : { reason: "is a member already", sql: { sql: "c.organisation_id = ?", parameters: [organisationId] } },
  words: async (tx, ids) => {
    const names = await organisationNames(
      tx,
      ids.filter((id) => id !== null),
    );
    return (id) => (id === null ? null : (names.get(id) ?? null));
  },
  gone: async (tx, values) => {
    const ids = values.filter((id) => id !== null);
    const names = await organisationNames(tx, ids);
    return (id) => (id === null || names.has(id) ? undefined : "cannot be a member: the organisation has been deleted");
  },
  write: async (tx, assignments) => {
    const ids = assignments.flatMap(({ value }) => (value === null ? [] : [value]));
    const names = await organisationNames(tx, ids);
    const nameOf = (id: number | null) => (id === null ? null : (names.get(id) ?? null));
    for (const { value, records } of byValue(assignments)) {
      await touchCustomers(
        tx,
        records.map(({ id }) => id),
        "organisation_id = ?, organisation_sort = ?",
        [value, sortKey(nameOf(value) ?? "")],
      );
    }
    // The search finds members by their organisation's name.
    await rewriteWords(
      tx,
      assignments.map(({ record, value }) => ({ ...record, organisationId: value, organisationName: nameOf(value) })),
    );
  },
});
