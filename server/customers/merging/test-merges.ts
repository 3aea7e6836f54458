import type { Ctx } from "@/server/ctx";

/** Every row of every customer with all that hangs on them, but for when they were touched, sessions, and what only tells of it. */
export async function everythingOf(ctx: Ctx): Promise<Record<string, unknown[]>> {
  const rows = async (table: string, order: string, columns = "*"): Promise<[string, unknown[]]> => [
    table,
    await ctx.db.query(`SELECT ${columns} FROM ${table} ORDER BY ${order}`),
  ];
  const customers =
    "id, first_name, last_name, organisation_id, source, is_active, hub_access, is_blocked, is_deleted, merged_into_id, tickets_open, tickets_all, created_at, deleted_at, name_sort, email_sort, mobile_sort, organisation_sort";
  return Object.fromEntries([
    await rows("customers", "id", customers),
    await rows(
      "customer_identifiers",
      "kind, identifier_key",
      "customer_id, kind, identifier_key, value, primary_slot, is_verified",
    ),
    await rows("customer_words", "customer_id, word"),
    await rows("customer_attributes", "customer_id, definition_id"),
    await rows("organisation_grants", "customer_id, organisation_id"),
    await rows("customer_notes", "id"),
    await rows("customer_tags", "customer_id, tag_key"),
    await rows("customer_logins", "customer_id", "customer_id, password_hash, password_set_at"),
    await rows(
      "possible_duplicates",
      "customer_a, customer_b",
      "customer_a, customer_b, reason, created_at, dismissed_at",
    ),
    await rows("tickets", "id"),
    await rows("ticket_comments", "id"),
    await rows("ticket_counts WHERE tickets <> 0", "customer_id, status"),
  ]);
}
