import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import { stateOf } from "@/server/customers/customer-state";
import { insertRows, placeholders } from "@/server/db";

/** Of a customer who was deleted: when. */
export const DELETED = "deletedAt";

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
