import type { Ctx } from "@/server/ctx";
import { firstCodePoints } from "@/server/customers/identity/fold";
import { insertRows } from "@/server/db";

const MAX_FIELD = 150;
const MAX_REASON = 500;

/** What stayed as it was when a merge was taken apart, by field as in the timeline, and why. */
export class Leftovers {
  private readonly reasons = new Map<string, string>();

  add(field: string, reason: string): void {
    const known = this.reasons.get(field);
    this.reasons.set(field, known ? `${known} ${reason}` : reason);
  }

  has(field: string): boolean {
    return this.reasons.has(field);
  }

  async write(tx: Ctx, mergeId: number): Promise<void> {
    const rows = [...this.reasons].map(([field, reason]) => ({
      merge_id: mergeId,
      field: firstCodePoints(field, MAX_FIELD),
      leftover: firstCodePoints(reason, MAX_REASON),
    }));
    await insertRows(tx.db, "customer_merge_fields", rows);
  }
}
