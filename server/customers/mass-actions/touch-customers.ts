import type { Ctx } from "@/server/ctx";
import { placeholders, toDbTime } from "@/server/db";

/** Sets columns of many customers to the same, or none, and notes that they were changed. `assignments` is SQL of ours. */
export async function touchCustomers(
  tx: Ctx,
  ids: readonly number[],
  assignments = "",
  parameters: readonly unknown[] = [],
): Promise<void> {
  if (ids.length === 0) return;
  const now = toDbTime(tx.now());
  await tx.db.query(
    `UPDATE customers SET ${assignments && `${assignments}, `}version = version + 1, updated_at = ?, last_activity_at = ?
      WHERE id IN ${placeholders(ids.length)}`,
    [...parameters, now, now, ...ids],
  );
}
