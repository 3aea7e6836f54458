import type { Ctx } from "@/server/ctx";
import { lockCustomers } from "@/server/customers/lock-customers";
import { placeholders } from "@/server/db";
import { announceCustomers } from "@/server/webhooks/announce-customers";

/** Why a customer stays, or in which field something does; an empty field is the customer as a whole. */
export interface Leftover {
  customerId: number;
  field: string;
  reason: string;
}

/** All that an import writes of a customer, what refers to them first. */
const TABLES = [
  ["customer_words", "customer_id"],
  ["customer_attributes", "customer_id"],
  ["organisation_grants", "customer_id"],
  ["customer_identifiers", "customer_id"],
  ["activity_entries", "customer_id"],
  // Of those who were not to be mailed; whoever was stays.
  ["mails", "customer_id"],
  ["ticket_counts", "customer_id"],
  ["duplicate_keys", "customer_id"],
  // Only pairs that were found by looks: one that an agent has decided on keeps the customer, see touchedSince.
  ["possible_duplicates", "customer_a"],
  ["possible_duplicates", "customer_b"],
  ["customer_links", "customer_id"],
  ["customers", "id"],
] as const;

/** The next customers that an import made and that are still there, by id. */
export async function createdAfter(ctx: Ctx, importId: number, after: number, most: number): Promise<number[]> {
  const rows: { id: number }[] = await ctx.db.query(
    "SELECT id FROM customers WHERE source_import_id = ? AND id > ? ORDER BY id LIMIT ?",
    [importId, after, most],
  );
  return rows.map((row) => row.id);
}

/** Removes those of these customers whom nobody has touched since the import made them. Returns the others, with the reasons. */
export async function removeCreated(tx: Ctx, importId: number, ids: readonly number[]): Promise<Leftover[]> {
  await lockCustomers(tx, ids);
  const touched = await touchedSince(tx, importId, ids);
  const untouched = ids.filter((id) => !touched.has(id));
  // Before they are gone: afterwards nobody knows their names.
  await announceCustomers(
    tx,
    untouched.map((customerId) => ({ customerId, action: "customer.deleted", importId })),
  );
  for (const [table, column] of untouched.length > 0 ? TABLES : []) {
    await tx.db.query(`DELETE FROM ${table} WHERE ${column} IN ${placeholders(untouched.length)}`, untouched);
  }
  return [...touched].map(([customerId, reason]) => ({ customerId, field: "", reason }));
}

/** Customer id → what happened to them beside the import. */
async function touchedSince(tx: Ctx, importId: number, ids: readonly number[]): Promise<Map<number, string>> {
  const touched = new Map<number, string>();
  const note = async (reason: (who: string) => string, sql: string, parameters: unknown[] = []) => {
    const rows: { id: number; who?: string }[] = await tx.db.query(sql, [...ids, ...parameters]);
    for (const row of rows) if (!touched.has(row.id)) touched.set(row.id, reason(row.who ?? ""));
  };
  const these = placeholders(ids.length);
  await note(
    () => "They have tickets.",
    `SELECT DISTINCT reporter_id AS id FROM tickets WHERE reporter_id IN ${these}`,
  );
  await note(
    () => "They were mailed.",
    `SELECT DISTINCT customer_id AS id FROM mails WHERE customer_id IN ${these} AND status <> 'skipped'`,
  );
  for (const column of ["customer_a", "customer_b"]) {
    await note(
      () => "They may be the same person as another customer.",
      `SELECT DISTINCT ${column} AS id FROM possible_duplicates
        WHERE ${column} IN ${these} AND (dismissed_at IS NOT NULL OR reason = 'email_and_mobile')`,
    );
  }
  await note(
    (who) => (who ? `${who} has changed them since.` : "They have been changed since."),
    `SELECT customer_id AS id, actor_name AS who FROM activity_entries
      WHERE customer_id IN ${these} AND NOT (action = 'customer.created' AND import_id = ?) ORDER BY occurred_at, id`,
    [importId],
  );
  await note(
    () => "They have been changed since.",
    `SELECT id FROM customers WHERE id IN ${these} AND (version > 1 OR is_active = 1 OR is_blocked = 1 OR is_deleted <> 0)`,
  );
  return touched;
}
