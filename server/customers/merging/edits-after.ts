import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import type { CustomerMerge } from "./customer-merge.entity";

/** What happened to the survivor of a merge afterwards. */
export interface EditsAfter {
  /** Field, as in the timeline → who changed it last. */
  fields: Map<string, string>;
  /** Their password was ended, or Is Active set to No. */
  accessEnded: boolean;
}

interface Entry {
  action: string;
  actor_name: string;
  changes: string;
}

/** From the survivor's own timeline, which tells every change. What other merges changed is not an edit: see later-merges.ts. */
export async function editsAfter(tx: Ctx, merge: Pick<CustomerMerge, "id" | "keptId">): Promise<EditsAfter> {
  const entries: Entry[] = await tx.db.query(
    `SELECT action, actor_name, changes FROM activity_entries WHERE customer_id = ? AND merge_id IS NULL AND id >
        (SELECT MAX(id) FROM activity_entries WHERE customer_id = ? AND merge_id = ?) ORDER BY id`,
    [merge.keptId, merge.keptId, merge.id],
  );
  const edits: EditsAfter = { fields: new Map(), accessEnded: false };
  for (const { action, actor_name, changes } of entries) {
    for (const change of JSON.parse(changes) as FieldChange[]) {
      edits.fields.set(change.field, actor_name || "Somebody");
      if (change.field === "isActive" && change.to === "no") edits.accessEnded = true;
    }
    if (action === "customer.resetForced") edits.accessEnded = true;
  }
  return edits;
}
