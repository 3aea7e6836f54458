import type { Ctx } from "@/server/ctx";
import { SORTS } from "@/server/customers/customer-sort";
import type { Sql } from "@/server/customers/customer-view";
import { along, and, COUNTED_MATCHES, inThisOrder, type Plan, without } from "@/server/customers/plan-view";

/** A place in the walk through a view. */
export interface WalkPlace {
  id: number;
  /** When the customer was made; missing where the walk goes by id alone. */
  createdAt?: string;
}

/**
 * One step through all customers of a view, in an order that needs no sorting: `select` is over `customers c`, whose row is null
 * for whoever was looked at and does not match. Undefined as the end means that it was the last step.
 */
export async function walkView<T>(
  ctx: Ctx,
  plan: Plan,
  { after, before, step, select, end = "" }: WalkStep,
): Promise<{ rows: T[]; end: WalkPlace | undefined }> {
  const rarest = plan.conditions.length === 0 ? undefined : await plan.rarest();
  const driver = rarest && rarest.matches <= COUNTED_MATCHES ? rarest.condition : undefined;
  const list = { sql: "c.is_deleted = ? AND c.created_at <= ?", parameters: [plan.list, before] };
  const where = and([list, ...(driver ? without(plan, driver) : plan.conditions)]);
  const looked = driver ? drivenStep(driver.ids, after) : walkedStep(ctx, plan, after, before);
  const [last]: { id: number; created_at?: string }[] = await ctx.db.query(
    `${looked.sql} LIMIT 1 OFFSET ${step - 1}`,
    looked.parameters,
  );
  const rows: T[] = await ctx.db.query(
    `SELECT ${select.sql} FROM (${looked.sql} LIMIT ${step}) f ${inThisOrder(ctx)} customers c ON c.id = f.id
      WHERE ${where.sql} ${end}`,
    [...select.parameters, ...looked.parameters, ...where.parameters],
  );
  return { rows, end: last && { id: last.id, createdAt: last.created_at } };
}

export interface WalkStep {
  after: WalkPlace | undefined;
  /** Database time: whoever was made later is not part of the view. */
  before: string;
  /** So many are looked at. */
  step: number;
  select: Sql;
  /** What follows the WHERE. */
  end?: string;
}

function drivenStep(ids: Sql, after: WalkPlace | undefined): Sql {
  return {
    sql: `SELECT DISTINCT m.id FROM (${ids.sql}) m WHERE m.id > ? ORDER BY m.id`,
    parameters: [...ids.parameters, after?.id ?? 0],
  };
}

/** In the order in which they were made, which is how they lie on the disk. */
function walkedStep(ctx: Ctx, plan: Plan, after: WalkPlace | undefined, before: string): Sql {
  const { index } = SORTS.createdAt;
  const from = after && {
    sql: "w.created_at >= ? AND (w.created_at > ? OR w.id > ?)",
    parameters: [after.createdAt, after.createdAt, after.id],
  };
  const where = and([{ sql: "w.is_deleted = ? AND w.created_at <= ?", parameters: [plan.list, before] }, from]);
  return {
    sql: `SELECT w.id, w.created_at FROM customers w ${along(ctx, index)} WHERE ${where.sql} ORDER BY w.created_at, w.id`,
    parameters: where.parameters,
  };
}
