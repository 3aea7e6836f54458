import type { EntityManager } from "typeorm";
import { placeholders } from "@/server/db";
import type { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { CustomerSource } from "./customer.entity";
import { IN_ACTIVE_LIST } from "./customer-lists";
import type { Place } from "./customer-sort";
import type { Sql } from "./customer-view";

/** A customer as lists and pages read one: a raw row, because hydrating entities costs a third of a list's time. */
export interface CustomerRow {
  id: number;
  firstName: string;
  lastName: string;
  email: string | null;
  emailKey: string | null;
  mobile: string | null;
  mobileKey: string | null;
  organisationId: number | null;
  organisationName: string | null;
  organisationCreatedAt: string | null;
  source: CustomerSource;
  sourceImportId: number | null;
  isActive: boolean;
  hubAccess: boolean;
  isBlocked: boolean;
  /** Of one who was merged as well: whoever may not touch the one may not touch the other. */
  isDeleted: boolean;
  /** The customer whom this one was merged into, never one who was merged themselves. */
  mergedIntoId: number | null;
  /** Not closed. */
  ticketsOpen: number;
  ticketsAll: number;
  version: number;
  /** Database time, `2026-11-23 14:29:17.123`, UTC; likewise the other times. */
  createdAt: string;
  updatedAt: string;
  lastActivityAt: string;
  deletedAt: string | null;
}

/** A customer with all that hangs on them: what the writing verbs compare. */
export interface CustomerRecord extends CustomerRow {
  /** Definition id → canonical value. */
  attributes: Map<number, string>;
  /** Organisation id → level. */
  grants: Map<number, GrantLevel>;
  /** Their addresses and numbers beside the primary ones, oldest first. */
  others: OtherIdentifier[];
}

/** An address or number that is not the primary one. It finds its owner like the primary. */
export interface OtherIdentifier {
  kind: "email" | "mobile";
  value: string;
  key: string;
}

const COLUMNS = `c.id, c.first_name, c.last_name, c.organisation_id, c.source, c.source_import_id, c.is_active, c.hub_access,
  c.is_blocked, c.is_deleted, c.merged_into_id, c.tickets_open, c.tickets_all, c.version, c.created_at, c.updated_at, c.last_activity_at, c.deleted_at,
  e.value AS email, e.identifier_key AS email_key, m.value AS mobile, m.identifier_key AS mobile_key, o.name AS organisation_name,
  o.created_at AS organisation_created_at`;

const JOINS = `LEFT JOIN customer_identifiers e ON e.customer_id = c.id AND e.kind = 'email' AND e.primary_slot = 1
LEFT JOIN customer_identifiers m ON m.customer_id = c.id AND m.kind = 'mobile' AND m.primary_slot = 1
LEFT JOIN organisations o ON o.id = c.organisation_id`;

interface RawCustomer {
  id: number;
  first_name: string;
  last_name: string;
  organisation_id: number | null;
  source: CustomerSource;
  source_import_id: number | null;
  is_active: number;
  hub_access: number;
  is_blocked: number;
  is_deleted: number;
  merged_into_id: number | null;
  tickets_open: number;
  tickets_all: number;
  version: number;
  created_at: string;
  updated_at: string;
  last_activity_at: string;
  deleted_at: string | null;
  email: string | null;
  email_key: string | null;
  mobile: string | null;
  mobile_key: string | null;
  organisation_name: string | null;
  organisation_created_at: string | null;
}

/** Customers `c` with their primary e-mail and mobile. `end` is a WHERE and an ORDER BY over `c`. */
export async function selectCustomers(db: EntityManager, end: string, parameters: unknown[]): Promise<CustomerRow[]> {
  const rows: RawCustomer[] = await db.query(`SELECT ${COLUMNS} FROM customers c ${JOINS} ${end}`, parameters);
  return rows.map(rowOf);
}

/**
 * The customers at the places of a list, with them: `places` selects `id` and `value`, `join` is how a right table follows the
 * left one, and `order` is over `q`.
 */
export async function selectCustomersAt(
  db: EntityManager,
  { places, join, order }: { places: Sql; join: string; order: string },
): Promise<{ row: CustomerRow; place: Place }[]> {
  const rows: (RawCustomer & { place: Place["value"] })[] = await db.query(
    `SELECT ${COLUMNS}, q.value AS place FROM (${places.sql}) q ${join} customers c ON c.id = q.id ${JOINS} ${order}`,
    places.parameters,
  );
  return rows.map((raw) => ({ row: rowOf(raw), place: { value: raw.place, id: raw.id } }));
}

function rowOf(raw: RawCustomer): CustomerRow {
  return {
    id: raw.id,
    firstName: raw.first_name,
    lastName: raw.last_name,
    email: raw.email,
    emailKey: raw.email_key,
    mobile: raw.mobile,
    mobileKey: raw.mobile_key,
    organisationId: raw.organisation_id,
    organisationName: raw.organisation_name,
    organisationCreatedAt: raw.organisation_created_at,
    source: raw.source,
    sourceImportId: raw.source_import_id,
    isActive: raw.is_active === 1,
    hubAccess: raw.hub_access === 1,
    isBlocked: raw.is_blocked === 1,
    isDeleted: raw.is_deleted !== IN_ACTIVE_LIST,
    mergedIntoId: raw.merged_into_id,
    ticketsOpen: raw.tickets_open,
    ticketsAll: raw.tickets_all,
    version: raw.version,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
    lastActivityAt: raw.last_activity_at,
    deletedAt: raw.deleted_at,
  };
}

/** The customers with these ids, in no promised order, with attributes, grants and further identifiers: a handful of statements however many. */
export async function loadCustomers(db: EntityManager, ids: readonly number[]): Promise<CustomerRecord[]> {
  if (ids.length === 0) return [];
  const inIds = placeholders(ids.length);
  const rows = await selectCustomers(db, `WHERE c.id IN ${inIds}`, [...ids]);
  const attributes: { customer_id: number; definition_id: number; value: string }[] = await db.query(
    `SELECT customer_id, definition_id, value FROM customer_attributes WHERE customer_id IN ${inIds}`,
    [...ids],
  );
  const grants: { customer_id: number; organisation_id: number; level: GrantLevel }[] = await db.query(
    `SELECT customer_id, organisation_id, level FROM organisation_grants WHERE customer_id IN ${inIds}`,
    [...ids],
  );
  const others: { customer_id: number; kind: "email" | "mobile"; value: string; identifier_key: string }[] =
    await db.query(
      `SELECT customer_id, kind, value, identifier_key FROM customer_identifiers
        WHERE customer_id IN ${inIds} AND primary_slot IS NULL ORDER BY id`,
      [...ids],
    );
  const records = new Map(
    rows.map((row) => [row.id, { ...row, attributes: new Map(), grants: new Map(), others: [] } as CustomerRecord]),
  );
  for (const row of attributes) records.get(row.customer_id)?.attributes.set(row.definition_id, row.value);
  for (const row of grants) records.get(row.customer_id)?.grants.set(row.organisation_id, row.level);
  for (const { customer_id, kind, value, identifier_key: key } of others)
    records.get(customer_id)?.others.push({ kind, value, key });
  return [...records.values()];
}

/** Whether an address or number is the customer's, the primary one or another. */
export function hasIdentifier(record: CustomerRecord, kind: "email" | "mobile", key: string): boolean {
  return record[`${kind}Key`] === key || record.others.some((other) => other.kind === kind && other.key === key);
}

/** Who owns each of these keys, deleted customers included. Key → customer id. */
export async function ownersOf(
  db: EntityManager,
  kind: "email" | "mobile",
  keys: readonly string[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows: { identifier_key: string; customer_id: number }[] = await db.query(
    `SELECT identifier_key, customer_id FROM customer_identifiers WHERE kind = ? AND identifier_key IN ${placeholders(keys.length)}`,
    [kind, ...keys],
  );
  return new Map(rows.map((row) => [row.identifier_key, row.customer_id]));
}
