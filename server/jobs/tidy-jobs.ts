import type { Ctx } from "@/server/ctx";
import { inTransaction, letOthersWrite, placeholders, toDbTime } from "@/server/db";
import { JobStatus } from "./job.entity";

/** Long enough for whoever looks for what went wrong. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const AT_ONCE = 500;

/**
 * Forgets old jobs of these kinds that are done, a few hundred at a time: every ticket and every customer leaves some. Those that were
 * given up stay for an admin to see.
 * @param kinds those that nothing refers to afterwards
 */
export async function tidyJobs(ctx: Ctx, kinds: readonly string[]): Promise<void> {
  const before = toDbTime(new Date(ctx.now().getTime() - KEPT_MS));
  for (let found = AT_ONCE; found === AT_ONCE; ) {
    const old: { id: number }[] = await ctx.db.query(
      `SELECT id FROM jobs WHERE status = ? AND kind IN ${placeholders(kinds.length)} AND run_at < ? LIMIT ?`,
      [JobStatus.DONE, ...kinds, before, AT_ONCE],
    );
    found = old.length;
    if (found === 0) return;
    const ids = old.map(({ id }) => id);
    await inTransaction(ctx, (tx) => tx.db.query(`DELETE FROM jobs WHERE id IN ${placeholders(ids.length)}`, ids));
    await letOthersWrite(ctx);
  }
}
