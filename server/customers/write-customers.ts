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
  | "id"
  | "ticketsOpen"
  | "ticketsAll"
  | "version"
  | "createdAt"
  | "updatedAt"
  | "lastActivityAt"
  | "deletedAt"
  | "mergedIntoId"
>;

/**
 * An empty record for changes to be applied to.
 * @param defaults the desk's settings: what every new customer begins with
 */
export function blankCustomer(
  source: CustomerRecord["source"],
  defaults: { newCustomersHaveHubAccess: boolean },
  sourceImportId: number | null = null,
): CustomerRecord {
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
    hubAccess: defaults.newCustomersHaveHubAccess,
    isBlocked: false,
    isDeleted: false,
    mergedIntoId: null,
    ticketsOpen: 0,
    ticketsAll: 0,
    version: 1,
    createdAt: "",
    updatedAt: "",
    lastActivityAt: "",
    deletedAt: null,
    attributes: new Map(),
    grants: new Map(),
    others: [],
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

/** A customer as they were and as they are to be. */
export interface CustomerUpdate {
  before: CustomerRecord;
  after: CustomerRecord;
  diff: readonly FieldChange[];
}

/** Writes what `diff` says has changed from `before` to `after`, and raises the version. */
export async function updateCustomer(
  tx: Ctx,
  before: CustomerRecord,
  after: CustomerRecord,
  diff: readonly FieldChange[],
): Promise<void> {
  await updateCustomers(tx, [{ before, after, diff }]);
}

/** The same for customers whom the transaction holds: a handful of statements however many. */
export async function updateCustomers(tx: Ctx, updates: readonly CustomerUpdate[]): Promise<void> {
  const changed = updates.filter(({ diff }) => diff.length > 0);
  if (changed.length === 0) return;
  const now = toDbTime(tx.now());
  await overwriteCustomers(tx.db, changed, now);
  for (const kind of ["email", "mobile"] as const) await replaceIdentifiers(tx.db, kind, changed, now);
  // Nobody changes a deleted customer but to bring them back, so the words are those of one who is there.
  await replaceRows(tx.db, "customer_words", changed, (record) => wordRows({ ...record, isDeleted: false }));
  await replaceRows(tx.db, "customer_attributes", changed, attributeRows);
  await replaceRows(tx.db, "organisation_grants", changed, grantRows);
}

/** There is no UPDATE of many rows with values of their own on both databases, but an INSERT that meets the rows that are there. */
async function overwriteCustomers(db: EntityManager, updates: readonly CustomerUpdate[], now: string): Promise<void> {
  const rows = updates.map(({ before, after }) => ({
    id: before.id,
    source: before.source,
    created_at: before.createdAt,
    first_name: after.firstName,
    last_name: after.lastName,
    organisation_id: after.organisationId,
    is_active: after.isActive ? 1 : 0,
    hub_access: after.hubAccess ? 1 : 0,
    updated_at: now,
    last_activity_at: now,
    ...sortKeys(after),
  }));
  const written = Object.keys(rows[0] ?? {}).filter((column) => !["id", "source", "created_at"].includes(column));
  const onSqlite = db.connection.options.type === "better-sqlite3";
  const end = onSqlite
    ? `ON CONFLICT (id) DO UPDATE SET ${written.map((column) => `${column} = excluded.${column}`).join(", ")}`
    : `ON DUPLICATE KEY UPDATE ${written.map((column) => `${column} = VALUES(${column})`).join(", ")}`;
  await insertRows(db, "customers", rows, `${end}, version = customers.version + 1`);
}

/**
 * Another spelling of the same address stays verified; another address begins unverified, unless it is one of the customer's others.
 * The former one goes, unless it is to be one of them.
 */
async function replaceIdentifiers(
  db: EntityManager,
  kind: "email" | "mobile",
  updates: readonly CustomerUpdate[],
  now: string,
): Promise<void> {
  const keyOf = (record: CustomerRecord) => record[`${kind}Key`];
  for (const { before, after } of updates) {
    if (keyOf(before) === null || keyOf(before) !== keyOf(after) || before[kind] === after[kind]) continue;
    await db.query(
      "UPDATE customer_identifiers SET value = ? WHERE customer_id = ? AND kind = ? AND primary_slot = 1",
      [after[kind], after.id, kind],
    );
  }
  const changed = updates.filter(({ before, after }) => keyOf(before) !== keyOf(after));
  const [staying, going] = parted(changed, ({ before, after }) => isOther(after, kind, keyOf(before)));
  for (const { before } of staying) {
    await db.query(
      "UPDATE customer_identifiers SET primary_slot = NULL WHERE customer_id = ? AND kind = ? AND primary_slot = 1",
      [before.id, kind],
    );
  }
  const ids = going.filter(({ before }) => keyOf(before) !== null).map(({ before }) => before.id);
  if (ids.length > 0) {
    await db.query(
      `DELETE FROM customer_identifiers WHERE kind = ? AND primary_slot = 1 AND customer_id IN ${placeholders(ids.length)}`,
      [kind, ...ids],
    );
  }
  const [own, fresh] = parted(changed, ({ before, after }) => isOther(before, kind, keyOf(after)));
  for (const { after } of own) {
    await db.query(
      "UPDATE customer_identifiers SET primary_slot = 1, value = ? WHERE customer_id = ? AND kind = ? AND identifier_key = ?",
      [after[kind], after.id, kind, keyOf(after)],
    );
  }
  const rows = fresh.flatMap(({ after }) => identifierRows(after, now).filter((row) => row.kind === kind));
  await insertRows(db, "customer_identifiers", rows);
}

const isOther = (record: CustomerRecord, kind: "email" | "mobile", key: string | null): boolean =>
  key !== null && record.others.some((other) => other.kind === kind && other.key === key);

function parted<T>(all: readonly T[], holds: (one: T) => boolean): [T[], T[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
}

async function replaceRows(
  db: EntityManager,
  table: "customer_words" | "customer_attributes" | "organisation_grants",
  updates: readonly CustomerUpdate[],
  rowsOf: (record: CustomerRecord) => Record<string, unknown>[],
): Promise<void> {
  const replaced = updates.flatMap(({ before, after }) => {
    const is = rowsOf(after);
    return JSON.stringify(rowsOf(before)) === JSON.stringify(is) ? [] : [{ id: after.id, is }];
  });
  if (replaced.length === 0) return;
  const ids = replaced.map(({ id }) => id);
  await db.query(`DELETE FROM ${table} WHERE customer_id IN ${placeholders(ids.length)}`, ids);
  await insertRows(
    db,
    table,
    replaced.flatMap(({ is }) => is),
  );
}

/** Makes the words of customers anew: two statements, however many they are. Who was merged has none: nobody finds a signpost. */
export async function rewriteWords(tx: Ctx, records: readonly CustomerRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.db.query(
    `DELETE FROM customer_words WHERE customer_id IN ${placeholders(records.length)}`,
    records.map(({ id }) => id),
  );
  const found = records.filter(({ mergedIntoId }) => mergedIntoId === null);
  await insertRows(tx.db, "customer_words", found.flatMap(wordRows));
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
    emails: [...new Set([record.emailKey, record.email, ...ofOthers(record, "email")].filter((one) => one !== null))],
    mobiles: [...new Set([record.mobileKey, ...ofOthers(record, "mobile")].filter((one) => one !== null))],
    organisationName: record.organisationName,
  });
  const name_sort = nameSortKey(record);
  return words.map((word) => ({ word, customer_id: record.id, name_sort, is_deleted: record.isDeleted ? 1 : 0 }));
}

function ofOthers({ others }: Written, kind: "email" | "mobile"): string[] {
  const own = others.filter((other) => other.kind === kind);
  return kind === "email" ? own.flatMap(({ key, value }) => [key, value]) : own.map(({ key }) => key);
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
