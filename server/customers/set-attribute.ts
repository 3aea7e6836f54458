import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { allDefinitions, attributeKey, rulesOf } from "./attribute-definitions";
import { parseAttributeValue } from "./attribute-value";
import { sortKey } from "./identity/fold";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import type { Selection } from "./mass-actions/selection";
import { settingAction } from "./mass-actions/setting-action";
import { touchCustomers } from "./mass-actions/touch-customers";

interface AttributeChoice {
  definitionId: number;
  name: string;
  value: string | null;
}

/** Gives customers the same value of an attribute, or takes it off them. Returns the job that does it. */
export async function setAttribute(
  ctx: Ctx,
  input: Selection & { name: string; value?: string | null },
): Promise<number> {
  allow(ctx.actor, "customer.edit");
  const choice = await checkAttribute(ctx, input);
  return beginMassAction(ctx, attributeAction, input, choice, { [choice.name]: choice.value ?? "none" });
}

/** The attribute and its canonical value. Not for new attributes: a misspelt name would be on everybody. */
export async function checkAttribute(
  ctx: Ctx,
  { name, value }: { name: string; value?: string | null },
): Promise<AttributeChoice> {
  const key = attributeKey(name);
  const definition = (await allDefinitions(ctx)).find(({ nameKey }) => nameKey === key);
  if (!definition) throw new UserError("name", "Choose an attribute from the list.");
  const known = { definitionId: definition.id, name: definition.name };
  if (!value?.trim()) {
    if (definition.isRequired) throw new UserError("value", `${definition.name} is required.`, { code: "REQUIRED" });
    return { ...known, value: null };
  }
  const parsed = parseAttributeValue(rulesOf(definition), value);
  if (!parsed.ok) throw new UserError("value", parsed.message);
  return { ...known, value: parsed.value };
}

export const attributeAction = settingAction<AttributeChoice, string | null>({
  kind: "customers.setAttribute",
  permission: "customer.edit",
  audit: "customers.setAttribute",
  field: ({ name }) => `attributes.${name}`,
  chosen: ({ value }) => value,
  valueOf: (record, { definitionId }) => record.attributes.get(definitionId) ?? null,
  already: ({ definitionId, name, value }) => {
    const has = "EXISTS (SELECT 1 FROM customer_attributes a WHERE a.customer_id = c.id AND a.definition_id = ?";
    return value === null
      ? { reason: `has no ${name} already`, sql: { sql: `NOT ${has})`, parameters: [definitionId] } }
      : {
          reason: "has this value already",
          sql: { sql: `${has} AND a.value = ?)`, parameters: [definitionId, value] },
        };
  },
  words: async () => (value) => value,
  gone: async (tx, _values, { definitionId }) => {
    const isThere = (await allDefinitions(tx)).some(({ id }) => id === definitionId);
    return (value) => (isThere || value === null ? undefined : "cannot have it: the attribute has been removed");
  },
  write: async (tx, assignments, { definitionId }) => {
    const ids = assignments.map(({ record }) => record.id);
    await touchCustomers(tx, ids);
    await tx.db.query(
      `DELETE FROM customer_attributes WHERE definition_id = ? AND customer_id IN ${placeholders(ids.length)}`,
      [definitionId, ...ids],
    );
    await insertRows(
      tx.db,
      "customer_attributes",
      assignments.flatMap(({ record, value }) =>
        value === null
          ? []
          : [{ customer_id: record.id, definition_id: definitionId, value, value_key: sortKey(value) }],
      ),
    );
  },
});
