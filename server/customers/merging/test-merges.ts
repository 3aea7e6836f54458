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

/** What must hold of all customers at any moment, however many merges are under way. Returns what does not. */
export async function brokenRules(ctx: Ctx): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, sql] of Object.entries(RULES)) {
    const rows: { id: number }[] = await ctx.db.query(sql);
    broken.push(...rows.map(({ id }) => `${rule}: ${id}`));
  }
  return broken;
}

const isMerged = "c.merged_into_id IS NOT NULL";
const ticketsOf = (condition = "1 = 1") =>
  `(SELECT COUNT(*) FROM tickets t WHERE t.reporter_id = c.id AND ${condition})`;

const RULES: Record<string, string> = {
  "a signpost is in no list": `SELECT id FROM customers c WHERE (${isMerged}) <> (is_deleted = 2)`,
  "a signpost leads straight to a customer": `SELECT c.id FROM customers c JOIN customers s ON s.id = c.merged_into_id
    WHERE s.merged_into_id IS NOT NULL`,
  "a signpost has nothing": `SELECT c.id FROM customers c WHERE ${isMerged} AND (
    EXISTS (SELECT 1 FROM customer_identifiers i WHERE i.customer_id = c.id)
    OR EXISTS (SELECT 1 FROM customer_words w WHERE w.customer_id = c.id)
    OR EXISTS (SELECT 1 FROM organisation_grants g WHERE g.customer_id = c.id)
    OR EXISTS (SELECT 1 FROM customer_sessions s WHERE s.customer_id = c.id)
    OR EXISTS (SELECT 1 FROM tickets t WHERE t.reporter_id = c.id))`,
  "a signpost has one merge that stands": `SELECT c.id FROM customers c WHERE (${isMerged}) <>
    EXISTS (SELECT 1 FROM customer_merges m WHERE m.merged_id = c.id AND m.standing_slot = 1)`,
  "a customer has an address": `SELECT c.id FROM customers c WHERE NOT (${isMerged})
    AND NOT EXISTS (SELECT 1 FROM customer_identifiers i WHERE i.customer_id = c.id)`,
  "one address of each kind is the primary one": `SELECT c.id FROM customers c JOIN customer_identifiers i ON i.customer_id = c.id
    GROUP BY c.id, i.kind HAVING SUM(CASE WHEN i.primary_slot = 1 THEN 1 ELSE 0 END) <> 1`,
  "every address is searched for": `SELECT c.id FROM customers c JOIN customer_identifiers i ON i.customer_id = c.id
    WHERE i.kind = 'email' AND NOT EXISTS (SELECT 1 FROM customer_words w WHERE w.customer_id = c.id AND w.word = SUBSTR(i.identifier_key, 1, INSTR(i.identifier_key, '@') - 1))`,
  "the tickets are counted": `SELECT c.id FROM customers c
    WHERE c.tickets_all <> ${ticketsOf()} OR c.tickets_open <> ${ticketsOf("t.status <> 'closed'")}
    OR c.tickets_all <> (SELECT COALESCE(SUM(n.tickets), 0) FROM ticket_counts n WHERE n.customer_id = c.id)`,
};
