import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";

/** Short statements: one for a million rows would hold everybody up. */
const STEP = 5000;

/** Takes away what only a running import needs to know. */
export async function removeClaims(ctx: Ctx, importId: number): Promise<void> {
  for (;;) {
    const [last]: { claim: string }[] = await ctx.db.query(
      `SELECT claim FROM import_claims WHERE import_id = ? ORDER BY claim LIMIT 1 OFFSET ${STEP - 1}`,
      [importId],
    );
    const [condition, parameters] = last ? ["AND claim <= ?", [last.claim]] : ["", []];
    await inTransaction(ctx, (tx) =>
      tx.db.query(`DELETE FROM import_claims WHERE import_id = ? ${condition}`, [importId, ...parameters]),
    );
    if (!last) break;
  }
  await inTransaction(ctx, (tx) => tx.db.query("DELETE FROM import_slices WHERE import_id = ?", [importId]));
}
