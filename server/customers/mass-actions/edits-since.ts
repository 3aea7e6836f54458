import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";

interface Entry {
  customer_id: number;
  actor_name: string;
  changes: string;
  job_id: number | null;
}

/** Who changed this field of these customers after a job did, by customer. Nobody is in the map whose field is as the job left it. */
export async function editorsSince(
  ctx: Ctx,
  job: { id: number; createdAt: Date },
  customerIds: readonly number[],
  field: string,
): Promise<Map<number, string>> {
  const editors = new Map<number, string>();
  if (customerIds.length === 0) return editors;
  const entries: Entry[] = await ctx.db.query(
    `SELECT customer_id, actor_name, changes, job_id FROM activity_entries
      WHERE customer_id IN ${placeholders(customerIds.length)} AND occurred_at >= ? ORDER BY customer_id, occurred_at, id`,
    [...customerIds, toDbTime(job.createdAt)],
  );
  const reached = new Set<number>();
  for (const { customer_id, actor_name, changes, job_id } of entries) {
    if (job_id === job.id) reached.add(customer_id);
    else if (reached.has(customer_id) && isAbout(changes, field)) editors.set(customer_id, actor_name || "Somebody");
  }
  return editors;
}

const isAbout = (changes: string, field: string): boolean =>
  (JSON.parse(changes) as FieldChange[]).some((change) => change.field === field);
