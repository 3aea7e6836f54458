import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { insertRows, placeholders } from "@/server/db";

/** Of a customer who was deleted: when. */
export const DELETED = "deletedAt";
export const attributeField = (definitionId: number): string => `attribute:${definitionId}`;

/** A customer as import_changes holds one: each field as text that can be compared and read back exactly. */
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

/** What an import is about to do to a customer. */
export interface ComingChange {
  before: CustomerRecord;
  after: CustomerRecord;
  diff: readonly FieldChange[];
}

/** Keeps what the customers were, in the transaction that changes them and before it does. */
export async function keepFormer(tx: Ctx, importId: number, changes: readonly ComingChange[]): Promise<void> {
  const verified = await verifiedKinds(tx, changes);
  const rows = changes.flatMap(({ before, after }) => {
    const row = (field: string, former: string | null, latter: string | null) => ({
      import_id: importId,
      customer_id: before.id,
      field,
      former,
      latter,
    });
    const [was, is] = [stateOf(before), stateOf(after)];
    const fields = [...new Set([...was.keys(), ...is.keys()])];
    return [
      ...fields.flatMap((field) => {
        const [former, latter] = [was.get(field) ?? null, is.get(field) ?? null];
        return former === latter ? [] : [row(field, former, latter)];
      }),
      ...(before.isDeleted ? [row(DELETED, before.deletedAt, null)] : []),
      ...(verified.get(before.id) ?? []).map((kind) => row(`${kind}Verified`, "yes", null)),
    ];
  });
  await insertRows(tx.db, "import_changes", rows);
}

/** The verified addresses and numbers that another is about to replace. */
async function verifiedKinds(tx: Ctx, changes: readonly ComingChange[]): Promise<Map<number, string[]>> {
  const replaced = changes.filter(
    ({ before, after }) => before.emailKey !== after.emailKey || before.mobileKey !== after.mobileKey,
  );
  const found = new Map<number, string[]>();
  if (replaced.length === 0) return found;
  const rows: { customer_id: number; kind: string }[] = await tx.db.query(
    `SELECT customer_id, kind FROM customer_identifiers
      WHERE primary_slot = 1 AND is_verified = 1 AND customer_id IN ${placeholders(replaced.length)}`,
    replaced.map(({ before }) => before.id),
  );
  for (const row of rows) found.set(row.customer_id, [...(found.get(row.customer_id) ?? []), row.kind]);
  return found;
}
