import type { Ctx } from "@/server/ctx";
import { placeholders } from "@/server/db";
import { allow } from "@/server/permissions";
import type { FieldChange } from "./field-change";

/** One line of a timeline. */
export interface ActivityRow {
  id: number;
  customerId: number;
  /** Database time, UTC. */
  occurredAt: string;
  action: string;
  actorKind: string;
  actorId: number | null;
  actorName: string;
  changes: FieldChange[];
  importId: number | null;
  jobId: number | null;
}

/** A customer's timeline, newest first; `before` continues after an entry of the page before. */
export async function listActivity(
  ctx: Ctx,
  input: { customerId: number; first: number; before?: { occurredAt: string; id: number } },
): Promise<{ rows: ActivityRow[]; hasMore: boolean }> {
  allow(ctx.actor, "customer.view");
  const { before } = input;
  const rows = await selectActivity(
    ctx,
    `WHERE customer_id = ? ${before ? "AND occurred_at <= ? AND (occurred_at < ? OR id < ?)" : ""} ORDER BY occurred_at DESC, id DESC LIMIT ?`,
    [input.customerId, ...(before ? [before.occurredAt, before.occurredAt, before.id] : []), input.first + 1],
  );
  return { rows: rows.slice(0, input.first), hasMore: rows.length > input.first };
}

/** Who changed the customer last. */
export async function lastChangeBy(ctx: Ctx, customerId: number): Promise<ActivityRow | undefined> {
  const [row] = await selectActivity(ctx, "WHERE customer_id = ? ORDER BY occurred_at DESC, id DESC LIMIT 1", [
    customerId,
  ]);
  return row;
}

/** How many entries each of these timelines has. */
export async function countActivity(ctx: Ctx, customerIds: readonly number[]): Promise<Map<number, number>> {
  const rows: { customer_id: number; entries: number | string }[] = await ctx.db.query(
    `SELECT customer_id, COUNT(*) AS entries FROM activity_entries WHERE customer_id IN ${placeholders(customerIds.length)} GROUP BY customer_id`,
    [...customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, Number(row.entries)]));
}

interface RawActivity {
  id: number;
  customer_id: number;
  occurred_at: string;
  action: string;
  actor_kind: string;
  actor_id: number | null;
  actor_name: string;
  changes: string;
  import_id: number | null;
  job_id: number | null;
}

async function selectActivity(ctx: Ctx, end: string, parameters: unknown[]): Promise<ActivityRow[]> {
  const rows: RawActivity[] = await ctx.db.query(`SELECT * FROM activity_entries ${end}`, parameters);
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    occurredAt: row.occurred_at,
    action: row.action,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    changes: JSON.parse(row.changes) as FieldChange[],
    importId: row.import_id,
    jobId: row.job_id,
  }));
}
