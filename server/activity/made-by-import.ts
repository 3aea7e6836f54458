import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { actorFromJson } from "@/server/jobs/enqueue-job";
import type { ActivityRow } from "./list-activity";

interface Made {
  id: number;
  created_at: string;
  source_import_id: number;
  /** Of the job that ran the import. */
  actor: string | null;
}

/**
 * The first lines of the timelines of customers whom an import made. Nobody writes them down, a million of one import would say the same:
 * the customer's own record tells who made them and when. Imports from before that did write one, which then stands in the timeline.
 */
export async function madeByImport(ctx: Ctx, customerIds: readonly number[]): Promise<ActivityRow[]> {
  if (customerIds.length === 0) return [];
  const rows: Made[] = await ctx.db.query(
    `SELECT c.id, c.created_at, c.source_import_id, j.actor FROM customers c
      JOIN imports i ON i.id = c.source_import_id LEFT JOIN jobs j ON j.id = i.job_id
      WHERE c.id IN ${placeholders(customerIds.length)} AND COALESCE((SELECT a.action FROM activity_entries a
        WHERE a.customer_id = c.id ORDER BY a.occurred_at, a.id LIMIT 1), '') <> 'customer.created'`,
    [...customerIds],
  );
  return rows.map(({ id, created_at, source_import_id, actor }) => {
    const by = actor ? actorFromJson(actor) : undefined;
    return {
      // Before whatever was written at the same instant, and no written line's id.
      id: -id,
      customerId: id,
      occurredAt: created_at,
      action: "customer.created",
      actorKind: "import",
      actorId: by && "id" in by ? by.id : null,
      actorName: by && by.kind !== "nobody" ? by.name : "",
      changes: [],
      importId: source_import_id,
      jobId: null,
      ticketNumber: null,
      mergeId: null,
    };
  });
}
