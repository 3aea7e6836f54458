import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { CustomerChanges } from "./customer-changes";
import type { CustomerRecord } from "./customer-row";

const ATTRIBUTE = "attribute:";

const attributeField = (definitionId: number): string => `${ATTRIBUTE}${definitionId}`;

/** The definition whose value a field of `stateOf` is; undefined for a fixed field. */
export const attributeOfField = (field: string): number | undefined =>
  field.startsWith(ATTRIBUTE) ? Number(field.slice(ATTRIBUTE.length)) : undefined;

/** A customer as undos keep one: each field as text that can be compared and read back exactly. */
export function stateOf(record: CustomerRecord): Map<string, string | null> {
  const identifier = (value: string | null, key: string | null) => (key === null ? null : JSON.stringify([value, key]));
  const grants = [...record.grants].sort(([one], [other]) => one - other);
  return new Map([
    ["firstName", record.firstName],
    ["lastName", record.lastName],
    ["email", identifier(record.email, record.emailKey)],
    ["mobile", identifier(record.mobile, record.mobileKey)],
    ["organisation", record.organisationId === null ? null : String(record.organisationId)],
    ["isActive", record.isActive ? "yes" : "no"],
    ["hubAccess", record.hubAccess ? "yes" : "no"],
    ["organisationAccess", JSON.stringify(grants)],
    ...[...record.attributes].map(([id, value]): [string, string] => [attributeField(id), value]),
  ]);
}

/**
 * Adds a field as `stateOf` wrote it to the changes of its customer. An organisation that was deleted since is none, as its deletion
 * would have left them with.
 * @param organisations the names of all that are named, of those that there are
 */
export function changeTo(
  changes: CustomerChanges,
  { field, text }: { field: string; text: string | null },
  organisations: ReadonlyMap<number, string>,
): void {
  switch (field) {
    case "firstName":
    case "lastName":
      changes[field] = text ?? "";
      return;
    case "email":
    case "mobile": {
      const [value, key] = JSON.parse(text ?? "[]") as string[];
      changes[field] = value === undefined || key === undefined ? null : { value, key };
      return;
    }
    case "organisation": {
      const id = Number(text);
      const name = organisations.get(id);
      changes.organisation = text === null || name === undefined ? null : { id, name };
      return;
    }
    case "isActive":
    case "hubAccess":
      changes[field] = text === "yes";
      return;
    case "organisationAccess":
      changes.grants = new Map([...grantsFrom(text)].filter(([id]) => organisations.has(id)));
      return;
    default:
      changes.attributes ??= new Map();
      changes.attributes.set(attributeOfField(field) ?? 0, text);
  }
}

/** Grants as `stateOf` wrote them. */
export const grantsFrom = (text: string | null) => new Map(JSON.parse(text ?? "[]") as [number, GrantLevel][]);
