import type { EntityManager } from "typeorm";
import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import { MadeRows } from "@/server/load-rows";
import { takeIds } from "@/server/take-ids";
import type { CustomerRecord } from "./customer-row";
import { nameSortKey, sortKey } from "./identity/fold";
import { searchWords } from "./identity/search-words";

/** A customer before the first write; `id` is given by insertCustomers. */
export type NewCustomer = Omit<
  CustomerRecord,
  "id" | "ticketsOpen" | "ticketsAll" | "version" | "createdAt" | "updatedAt" | "lastActivityAt" | "deletedAt"
>;

/** An empty record for changes to be applied to. */
export function blankCustomer(source: CustomerRecord["source"], sourceImportId: number | null = null): CustomerRecord {
  return {
    id: 0,
    firstName: "",
    lastName: "",
    email: null,
    emailKey: null,
    mobile: null,
    mobileKey: null,
    organisationId: null,
    organisationName: null,
    organisationCreatedAt: null,
    source,
    sourceImportId,
    isActive: false,
    hubAccess: true,
    isBlocked: false,
    isDeleted: false,
    ticketsOpen: 0,
    ticketsAll: 0,
    version: 1,
    createdAt: "",
    updatedAt: "",
    lastActivityAt: "",
    deletedAt: null,
    attributes: new Map(),
    grants: new Map(),
  };
}

/**
 * Writes new customers with all that hangs on them, a handful of statements however many. Returns their ids, in order.
 * A key that somebody has already makes the database refuse the lot: see isDuplicateKey.
 */
export async function insertCustomers(tx: Ctx, customers: readonly NewCustomer[]): Promise<number[]> {
  if (customers.length === 0) return [];
  const firstId = await takeIds(tx, "customers", customers.length);
  const now = toDbTime(tx.now());
  const records = customers.map((customer, index) => ({ ...customer, id: firstId + index }));

  await insertRows(
    tx.db,
    "customers",
    new MadeRows(records, (record) => ({
      id: record.id,
      first_name: record.firstName,
      last_name: record.lastName,
      organisation_id: record.organisationId,
      source: record.source,
      source_import_id: record.sourceImportId,
      is_active: record.isActive ? 1 : 0,
      hub_access: record.hubAccess ? 1 : 0,
      is_blocked: 0,
      is_deleted: 0,
      version: 1,
      created_at: now,
      updated_at: now,
      last_activity_at: now,
      deleted_at: null,
      ...sortKeys(record),
    })),
  );
  await insertRows(tx.db, "customer_identifiers", new MadeRows(records, (record) => identifierRows(record, now)));
  await insertRows(tx.db, "customer_words", new MadeRows(records, wordRows));
  await insertRows(tx.db, "customer_attributes", new MadeRows(records, attributeRows));
  await insertRows(tx.db, "organisation_grants", new MadeRows(records, grantRows));
  return records.map((record) => record.id);
}

/** Writes what `diff` says has changed from `before` to `after`, and raises the version. */
export async function updateCustomer(
  tx: Ctx,
  before: CustomerRecord,
  after: CustomerRecord,
  diff: readonly FieldChange[],
): Promise<void> {
  if (diff.length === 0) return;
  const now = toDbTime(tx.now());
  const keys = sortKeys(after);
  await tx.db.query(
    `UPDATE customers SET first_name = ?, last_name = ?, organisation_id = ?, is_active = ?, hub_access = ?, version = version + 1,
      updated_at = ?, last_activity_at = ?, name_sort = ?, email_sort = ?, mobile_sort = ?, organisation_sort = ? WHERE id = ?`,
    [
      after.firstName,
      after.lastName,
      after.organisationId,
      after.isActive ? 1 : 0,
      after.hubAccess ? 1 : 0,
      now,
      now,
      keys.name_sort,
      keys.email_sort,
      keys.mobile_sort,
      keys.organisation_sort,
      after.id,
    ],
  );
  await writeIdentifier(tx.db, "email", before, after, now);
  await writeIdentifier(tx.db, "mobile", before, after, now);
  // Nobody changes a deleted customer but to bring them back, so the words are those of one who is there.
  const [was, is] = [before, after].map((record) => wordRows({ ...record, isDeleted: false }));
  await replaceRows(tx.db, "customer_words", after.id, was ?? [], is ?? []);
  await replaceRows(tx.db, "customer_attributes", after.id, attributeRows(before), attributeRows(after));
  await replaceRows(tx.db, "organisation_grants", after.id, grantRows(before), grantRows(after));
}

async function writeIdentifier(
  db: EntityManager,
  kind: "email" | "mobile",
  before: CustomerRecord,
  after: CustomerRecord,
  now: string,
): Promise<void> {
  const [was, is] = [before, after].map((record) => identifierRows(record, now).find((row) => row.kind === kind));
  if (was?.value === is?.value && was?.identifier_key === is?.identifier_key) return;
  if (was && is) {
    // Another spelling of the same address stays verified; another address begins unverified.
    const isVerified = was.identifier_key === is.identifier_key ? "is_verified" : "0";
    await db.query(
      `UPDATE customer_identifiers SET identifier_key = ?, value = ?, is_verified = ${isVerified} WHERE customer_id = ? AND kind = ? AND primary_slot = 1`,
      [is.identifier_key, is.value, after.id, kind],
    );
    return;
  }
  if (was) {
    await db.query("DELETE FROM customer_identifiers WHERE customer_id = ? AND kind = ? AND primary_slot = 1", [
      after.id,
      kind,
    ]);
  } else if (is) {
    await insertRows(db, "customer_identifiers", [is]);
  }
}

async function replaceRows(
  db: EntityManager,
  table: "customer_words" | "customer_attributes" | "organisation_grants",
  customerId: number,
  was: Record<string, unknown>[],
  is: Record<string, unknown>[],
): Promise<void> {
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  await db.query(`DELETE FROM ${table} WHERE customer_id IN ${placeholders(1)}`, [customerId]);
  await insertRows(db, table, is);
}

/** Makes the words of customers in the Active list anew: two statements, however many they are. */
export async function rewriteWords(tx: Ctx, records: readonly CustomerRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.db.query(
    `DELETE FROM customer_words WHERE customer_id IN ${placeholders(records.length)}`,
    records.map(({ id }) => id),
  );
  await insertRows(tx.db, "customer_words", records.flatMap(wordRows));
}

/** What the list sorts by: made here, compared byte by byte, so that both databases agree. */
function sortKeys(record: Omit<NewCustomer, "attributes" | "grants">) {
  return {
    name_sort: nameSortKey(record),
    email_sort: sortKey(record.emailKey ?? ""),
    mobile_sort: record.mobileKey ?? "",
    organisation_sort: sortKey(record.organisationName ?? ""),
  };
}

type Written = Omit<NewCustomer, "attributes" | "grants"> & { id: number };

function identifierRows(record: Written, now: string) {
  const row = (kind: "email" | "mobile", identifier_key: string | null, value: string | null) =>
    identifier_key === null || value === null
      ? []
      : [{ kind, identifier_key, value, customer_id: record.id, primary_slot: 1, is_verified: 0, created_at: now }];
  return [...row("email", record.emailKey, record.email), ...row("mobile", record.mobileKey, record.mobile)];
}

function wordRows(record: Written) {
  const words = searchWords({
    firstName: record.firstName,
    lastName: record.lastName,
    emails: record.emailKey ? [...new Set([record.emailKey, record.email ?? ""])] : [],
    mobiles: record.mobileKey ? [record.mobileKey] : [],
    organisationName: record.organisationName,
  });
  const name_sort = nameSortKey(record);
  return words.map((word) => ({ word, customer_id: record.id, name_sort, is_deleted: record.isDeleted ? 1 : 0 }));
}

function attributeRows(record: Written & { attributes: Map<number, string> }) {
  return [...record.attributes].map(([definition_id, value]) => ({
    customer_id: record.id,
    definition_id,
    value,
    value_key: sortKey(value),
  }));
}

function grantRows(record: Written & { grants: Map<number, string> }) {
  return [...record.grants].map(([organisation_id, level]) => ({ customer_id: record.id, organisation_id, level }));
}
