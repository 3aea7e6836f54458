import type { FieldChange } from "@/server/activity/field-change";
import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { attributeKey } from "@/server/customers/attribute-definitions";
import { applyChanges, type CustomerChanges, type Names } from "@/server/customers/customer-changes";
import type { CustomerRecord, OtherIdentifier } from "@/server/customers/customer-row";
import { type Problem, UserError } from "@/server/errors";
import { MAX_GRANTS } from "@/server/organisations/grant-access";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { LoginState } from "./login-states";

/** A field of two customers, and whose value the survivor has. */
export interface MergeField {
  /** As in the timeline: `email`, `firstName`, …, or `attributes.` and the attribute's name. */
  field: string;
  kept: string | null;
  merged: string | null;
  takesMerged: boolean;
  /** Both have a value, and not the same one. */
  isChoice: boolean;
}

/** What merging two customers makes of the survivor. */
export interface MergePlan {
  fields: MergeField[];
  /** The survivor as they were but with the addresses of both: nothing of these is written twice. */
  before: CustomerRecord;
  after: CustomerRecord;
  diff: FieldChange[];
  /** The survivor cannot sign in by themselves and the merged one can: their password goes on being good. */
  takesPassword: boolean;
  /** Whether anybody can sign in as the survivor. */
  hasPassword: boolean;
}

export interface MergeSides {
  kept: CustomerRecord;
  merged: CustomerRecord;
  logins: { kept: LoginState; merged: LoginState };
}

/** @param take the fields whose value comes from the merged customer; where only one has a value it stays in any case */
export function planMerge(
  { kept, merged, logins }: MergeSides,
  take: readonly string[],
  { definitions, names }: { definitions: readonly AttributeDefinition[]; names: Names },
): MergePlan {
  const fields = fieldsOf(kept, merged, definitions, checkedTake(take, definitions));
  const takesPassword = !logins.kept.canSignIn && logins.merged.canSignIn;
  const before = { ...kept, others: [...kept.others, ...identifiersOf(merged)] };
  const changes: CustomerChanges = {
    ...fixedChanges(merged, new Set(fields.flatMap((one) => (one.takesMerged ? [one.field] : [])))),
    attributes: attributeChanges(merged, fields, definitions),
    grants: highestGrants(kept, merged),
    // The strictest wins (PRODUCT section 2): merging opens nothing that an agent has closed.
    hubAccess: kept.hubAccess && merged.hubAccess,
    isActive: takesPassword || kept.isActive,
  };
  const { after, diff } = applyChanges(before, changes, names);
  after.isBlocked = kept.isBlocked || merged.isBlocked;
  if (after.isBlocked !== kept.isBlocked) diff.push({ field: "isBlocked", from: "no", to: "yes" });
  const hasPassword = takesPassword || logins.kept.canSignIn;
  return { fields, before, after, diff, takesPassword, hasPassword };
}

/** All addresses and numbers of a customer, the primary ones first. */
export function identifiersOf({ email, emailKey, mobile, mobileKey, others }: CustomerRecord): OtherIdentifier[] {
  const one = (kind: "email" | "mobile", value: string | null, key: string | null) =>
    value === null || key === null ? [] : [{ kind, value, key }];
  return [...one("email", email, emailKey), ...one("mobile", mobile, mobileKey), ...others];
}

const FIXED = ["email", "mobile", "firstName", "lastName", "organisation"] as const;

/** The wanted fields, attributes by the spelling of their definition. */
function checkedTake(take: readonly string[], definitions: readonly AttributeDefinition[]): Set<string> {
  const known = new Map<string, string>([
    ...FIXED.map((field): [string, string] => [field, field]),
    ...definitions.map(({ name, nameKey }): [string, string] => [`attributes.${nameKey}`, `attributes.${name}`]),
  ]);
  const problems: Problem[] = [];
  const wanted = take.flatMap((typed, index) => {
    const attribute = /^attributes\.(.*)$/s.exec(typed)?.[1];
    const field = known.get(attribute === undefined ? typed : `attributes.${attributeKey(attribute)}`);
    if (field !== undefined) return [field];
    const message = `Choose among ${FIXED.join(", ")}, or attributes. and the name of an attribute.`;
    problems.push({ path: `takeFromMerged.${index}`, code: "INVALID", message });
    return [];
  });
  if (problems.length > 0) throw new UserError(problems);
  return new Set(wanted);
}

function fieldsOf(
  kept: CustomerRecord,
  merged: CustomerRecord,
  definitions: readonly AttributeDefinition[],
  take: ReadonlySet<string>,
): MergeField[] {
  const textOf = (record: CustomerRecord, field: (typeof FIXED)[number]) =>
    (field === "organisation" ? record.organisationName : record[field]) || null;
  const pairs = [
    ...FIXED.map((field) => ({ field: field as string, kept: textOf(kept, field), merged: textOf(merged, field) })),
    ...definitions.map(({ id, name }) => ({
      field: `attributes.${name}`,
      kept: kept.attributes.get(id) ?? null,
      merged: merged.attributes.get(id) ?? null,
    })),
  ];
  return pairs
    .filter((pair) => pair.kept !== null || pair.merged !== null)
    .map((pair) => {
      const isChoice = pair.kept !== null && pair.merged !== null && pair.kept !== pair.merged;
      return { ...pair, isChoice, takesMerged: isChoice ? take.has(pair.field) : pair.kept === null };
    });
}

function fixedChanges(merged: CustomerRecord, taken: ReadonlySet<string>): CustomerChanges {
  const changes: CustomerChanges = {};
  for (const kind of ["email", "mobile"] as const) {
    const [value, key] = [merged[kind], merged[`${kind}Key`]];
    if (taken.has(kind) && value !== null && key !== null) changes[kind] = { value, key };
  }
  if (taken.has("firstName")) changes.firstName = merged.firstName;
  if (taken.has("lastName")) changes.lastName = merged.lastName;
  const { organisationId: id, organisationName: name } = merged;
  if (taken.has("organisation") && id !== null && name !== null) changes.organisation = { id, name };
  return changes;
}

function attributeChanges(
  merged: CustomerRecord,
  fields: readonly MergeField[],
  definitions: readonly AttributeDefinition[],
): Map<number, string | null> {
  const taken = new Set(fields.flatMap(({ field, takesMerged }) => (takesMerged ? [field] : [])));
  return new Map(
    definitions
      .filter(({ name }) => taken.has(`attributes.${name}`))
      .map(({ id }) => [id, merged.attributes.get(id) ?? null]),
  );
}

const LEVELS = [GrantLevel.VIEW, GrantLevel.INTERACT, GrantLevel.CREATE];

/** The higher of two levels; nothing is lower than the lowest. */
export const higherLevel = (one: GrantLevel | undefined, other: GrantLevel): GrantLevel =>
  one !== undefined && LEVELS.indexOf(one) > LEVELS.indexOf(other) ? one : other;

/** The lower of two levels; nothing is lower than the lowest. */
export const lowerLevel = (one: GrantLevel | undefined, other: GrantLevel): GrantLevel | undefined =>
  one === undefined || LEVELS.indexOf(one) < LEVELS.indexOf(other) ? one : other;

function highestGrants(kept: CustomerRecord, merged: CustomerRecord): Map<number, GrantLevel> {
  const grants = new Map(kept.grants);
  for (const [id, level] of merged.grants) grants.set(id, higherLevel(grants.get(id), level));
  // Leaving some out would take away what somebody was granted, and the Hub has one list for each.
  if (grants.size > MAX_GRANTS && grants.size > kept.grants.size) {
    const message = `Together they have access to ${grants.size} organisations, and a customer can see at most ${MAX_GRANTS}. Take access away from one of them first.`;
    throw new UserError("mergeId", message, { code: "TOO_LARGE" });
  }
  return grants;
}
