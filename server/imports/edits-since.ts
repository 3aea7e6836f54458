import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";

/** What happened to a customer after an import: who did anything at all, and who changed which field (as in the timeline). */
export interface Edits {
  by: string;
  fields: Map<string, string>;
}

interface Entry {
  customer_id: number;
  action: string;
  actor_name: string;
  changes: string;
  import_id: number | null;
}

/** The edits of these customers after what the import did to them. Nobody is in the map whom nothing happened to. */
export async function editsSince(
  ctx: Ctx,
  { id, createdAt }: { id: number; createdAt: Date },
  customerIds: readonly number[],
): Promise<Map<number, Edits>> {
  const edits = new Map<number, Edits>();
  if (customerIds.length === 0) return edits;
  const entries: Entry[] = await ctx.db.query(
    `SELECT customer_id, action, actor_name, changes, import_id FROM activity_entries
      WHERE customer_id IN ${placeholders(customerIds.length)} AND occurred_at >= ? ORDER BY customer_id, occurred_at, id`,
    [...customerIds, toDbTime(createdAt)],
  );
  const reached = new Set<number>();
  for (const entry of entries) {
    if (entry.import_id === id) {
      reached.add(entry.customer_id);
      continue;
    }
    if (!reached.has(entry.customer_id)) continue;
    const by = entry.import_id === null ? entry.actor_name || "Somebody" : `Import #${entry.import_id}`;
    const found = edits.get(entry.customer_id) ?? { by, fields: new Map() };
    found.by = by;
    for (const { field } of JSON.parse(entry.changes) as FieldChange[]) found.fields.set(field, by);
    edits.set(entry.customer_id, found);
  }
  return edits;
}
