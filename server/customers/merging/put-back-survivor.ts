import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { allDefinitions } from "@/server/customers/attribute-definitions";
import { applyChanges, type CustomerChanges } from "@/server/customers/customer-changes";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { attributeOfField, changeTo } from "@/server/customers/customer-state";
import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { organisationNames } from "@/server/organisations/organisations";
import type { EditsAfter } from "./edits-after";
import { type KeptField, mergeStateOf, organisationOfField, tagOfField } from "./kept-fields";
import type { LaterMerges } from "./later-merges";
import type { Leftovers } from "./leftovers";

interface Survivor {
  kept: CustomerRecord;
  fields: readonly KeptField[];
  edits: EditsAfter;
  later: LaterMerges;
  left: Leftovers;
}

/** Dealt with by whoever gives addresses and passwords back. */
const ELSEWHERE: ReadonlySet<string> = new Set(["email", "mobile", "passwordSetAt"]);

/** The survivor as they would be without the merge, but for what was changed since. Only tags and the block are written here. */
export async function putBackSurvivor(
  tx: Ctx,
  { kept, fields, edits, later, left }: Survivor,
): Promise<{ after: CustomerRecord; diff: FieldChange[] }> {
  const definitions = new Map((await allDefinitions(tx)).map(({ id, name }) => [id, name]));
  const organisations = await organisationNames(tx, [
    ...fields.flatMap(({ field, former }) => (field === "organisation" && former ? [Number(former)] : [])),
    ...fields.flatMap(({ field }) => organisationOfField(field) ?? []),
    ...kept.grants.keys(),
  ]);
  const current = mergeStateOf(kept);
  const changes: CustomerChanges = {};
  const grants = new Map(kept.grants);
  let isBlocked = kept.isBlocked;
  for (const one of fields) {
    const { field } = one;
    if (ELSEWHERE.has(field) || tagOfField(field) !== undefined) continue;
    // Whoever has set a password of their own since stays active.
    if (field === "isActive" && left.has("password")) continue;
    const definitionId = attributeOfField(field);
    // Nothing is put back of an attribute that nobody has any more.
    if (definitionId !== undefined && !definitions.has(definitionId)) continue;
    const organisationId = organisationOfField(field);
    const name = nameOf(field, { definitions, organisations });
    const editor = organisationId === undefined ? edits.fields.get(name) : undefined;
    const isIntact = (current.get(field) ?? null) === later.expected(one);
    const without = later.without(one);
    if (!editor && isIntact && without) {
      const { value } = without;
      if (field === "isBlocked") isBlocked = value === "yes";
      else if (organisationId === undefined) changeTo(changes, { field, text: value }, organisations);
      else if (value === null) grants.delete(organisationId);
      else grants.set(organisationId, value as GrantLevel);
    } else if (one.former !== one.latter) {
      left.add(name, editor ? `${editor} has changed this since.` : "This has been changed since.");
    }
  }
  await takeTagsOff(tx, kept.id, fields);
  const { after, diff } = applyChanges(
    kept,
    { ...changes, grants },
    {
      attribute: (id) => definitions.get(id) ?? `attribute ${id}`,
      organisation: (id) => organisations.get(id) ?? `organisation ${id}`,
    },
  );
  if (isBlocked !== kept.isBlocked) {
    after.isBlocked = isBlocked;
    diff.push({ field: "isBlocked", from: "yes", to: "no" });
    await tx.db.query("UPDATE customers SET is_blocked = ? WHERE id = ?", [isBlocked ? 1 : 0, kept.id]);
  }
  return { after, diff };
}

/** A field as the timeline calls it. */
function nameOf(
  field: string,
  names: { definitions: ReadonlyMap<number, string>; organisations: ReadonlyMap<number, string> },
): string {
  const definitionId = attributeOfField(field);
  if (definitionId !== undefined) return `attributes.${names.definitions.get(definitionId)}`;
  const organisationId = organisationOfField(field);
  return organisationId === undefined ? field : `organisationAccess.${names.organisations.get(organisationId)}`;
}

async function takeTagsOff(tx: Ctx, customerId: number, fields: readonly KeptField[]): Promise<void> {
  for (const { field } of fields) {
    const key = tagOfField(field);
    if (key === undefined) continue;
    await tx.db.query("DELETE FROM customer_tags WHERE customer_id = ? AND tag_key = ?", [customerId, key]);
  }
}
