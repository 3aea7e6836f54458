import type { FieldChange } from "@/server/activity/field-change";
import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { CustomerRecord } from "./customer-row";

/** An e-mail address or mobile number: its spelling and the key by which it is compared. */
export interface Identifier {
  value: string;
  key: string;
}

/** What to change on a customer. A field that is left out stays as it is; null empties it. All values are checked already. */
export interface CustomerChanges {
  firstName?: string;
  lastName?: string;
  email?: Identifier | null;
  mobile?: Identifier | null;
  organisation?: { id: number; name: string } | null;
  isActive?: boolean;
  hubAccess?: boolean;
  /** Definition id → canonical value, or null to take the attribute off. */
  attributes?: Map<number, string | null>;
  /** The whole list of grants: organisation id → level. */
  grants?: Map<number, GrantLevel>;
}

/** Names for ids, so that a change can be told in words. */
export interface Names {
  attribute(definitionId: number): string;
  organisation(organisationId: number): string;
}

/** The record as it would be, and what differs. No difference means that nothing needs to be written. */
export function applyChanges(
  record: CustomerRecord,
  changes: CustomerChanges,
  names: Names,
): { after: CustomerRecord; diff: FieldChange[] } {
  const after = changed(record, changes);
  return { after, diff: differences(record, after, names) };
}

/** The record as it would be. */
export function changed(record: CustomerRecord, changes: CustomerChanges): CustomerRecord {
  const after: CustomerRecord = {
    ...record,
    ...fixedFields(record, changes),
    ...identifiers(record, changes),
    attributes: new Map(record.attributes),
    grants: changes.grants ?? record.grants,
  };
  for (const [definitionId, value] of changes.attributes ?? []) {
    if (value === null) after.attributes.delete(definitionId);
    else after.attributes.set(definitionId, value);
  }
  return after;
}

function fixedFields(record: CustomerRecord, changes: CustomerChanges): Partial<CustomerRecord> {
  const { organisation } = changes;
  return {
    firstName: changes.firstName ?? record.firstName,
    lastName: changes.lastName ?? record.lastName,
    isActive: changes.isActive ?? record.isActive,
    hubAccess: changes.hubAccess ?? record.hubAccess,
    ...(organisation === undefined
      ? {}
      : { organisationId: organisation?.id ?? null, organisationName: organisation?.name ?? null }),
  };
}

type Identified = Pick<CustomerRecord, "email" | "emailKey" | "mobile" | "mobileKey" | "others">;

/**
 * The primary ones as they would be. One of the customer's others changes places with the primary; any other takes its place. Where the
 * primary is emptied the next one moves up.
 */
function identifiers(record: CustomerRecord, changes: CustomerChanges): Identified {
  const { email, emailKey, mobile, mobileKey, others } = record;
  let after: Identified = { email, emailKey, mobile, mobileKey, others };
  for (const kind of ["email", "mobile"] as const) {
    const wanted = changes[kind];
    if (wanted !== undefined) after = withPrimary(after, kind, wanted);
  }
  return after;
}

function withPrimary(before: Identified, kind: "email" | "mobile", wanted: Identifier | null): Identified {
  const [value, key] = [before[kind], before[`${kind}Key`]];
  const next = wanted ?? before.others.find((other) => other.kind === kind) ?? null;
  const isOwn = before.others.some((other) => other.kind === kind && other.key === next?.key);
  const former = wanted && isOwn && value !== null && key !== null ? [{ kind, value, key }] : [];
  const rest = before.others.filter((other) => other.kind !== kind || other.key !== next?.key);
  const others = isOwn ? [...former, ...rest] : before.others;
  const primary = { value: next?.value ?? null, key: next?.key ?? null };
  return kind === "email"
    ? { ...before, email: primary.value, emailKey: primary.key, others }
    : { ...before, mobile: primary.value, mobileKey: primary.key, others };
}

const COMPARED = ["email", "mobile", "firstName", "lastName", "organisationName", "isActive", "hubAccess"] as const;

/** What differs, in words. */
export function differences(before: CustomerRecord, after: CustomerRecord, names: Names): FieldChange[] {
  const fixed = COMPARED.filter((field) => before[field] !== after[field]).map((field) => ({
    field: field === "organisationName" ? "organisation" : field,
    from: inWords(before[field]),
    to: inWords(after[field]),
  }));
  const definitionIds = new Set([...before.attributes.keys(), ...after.attributes.keys()]);
  const attributes = [...definitionIds]
    .map((id) => ({
      field: `attributes.${names.attribute(id)}`,
      from: before.attributes.get(id) ?? null,
      to: after.attributes.get(id) ?? null,
    }))
    .filter((change) => change.from !== change.to);
  const grants = { field: "organisationAccess", from: grantsInWords(before, names), to: grantsInWords(after, names) };
  return [...fixed, ...attributes, ...(grants.from === grants.to ? [] : [grants])];
}

function inWords(value: string | boolean | null): string | null {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value || null;
}

/** `Acme:view; Beta:create`, as in a CSV file (PRODUCT 5.1), by name so that equal lists read alike. */
function grantsInWords(record: Pick<CustomerRecord, "grants">, names: Pick<Names, "organisation">): string | null {
  const grants = [...record.grants].map(([id, level]) => `${names.organisation(id)}:${level}`);
  return grants.sort().join("; ") || null;
}
