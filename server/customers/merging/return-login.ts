import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import type { CustomerMerge } from "./customer-merge.entity";
import type { EditsAfter } from "./edits-after";
import type { KeptField } from "./kept-fields";
import type { LaterMerges } from "./later-merges";
import type { Leftovers } from "./leftovers";
import { passwordOf } from "./take-login";

interface Sides {
  kept: CustomerRecord;
  merged: CustomerRecord;
  fields: readonly KeptField[];
  edits: EditsAfter;
  later: LaterMerges;
  left: Leftovers;
}

/** What may get somebody in, of the customer who comes back. */
type Access = Pick<CustomerRecord, "isActive" | "isBlocked" | "hubAccess">;

/**
 * Each has the password of before again. But what closed the door of the one since the merge was meant for the person who was one then:
 * a block, Hub access that was taken away and a reset hold for both.
 */
export async function returnLogin(
  tx: Ctx,
  merge: CustomerMerge,
  { kept, merged, fields, edits, later, left }: Sides,
): Promise<{ merged: Access }> {
  if (merge.tookPassword) await giveUpPassword(tx, merge, fields, left);
  const expected = (name: string) => {
    const field = fields.find((one) => one.field === name);
    return field && later.expected(field);
  };
  const isBlockedSince = kept.isBlocked && expected("isBlocked") === "no";
  if (isBlockedSince) left.add("isBlocked", "They were blocked since: both are.");
  const isShutSince = !kept.hubAccess && expected("hubAccess") === "yes";
  if (isShutSince && merged.hubAccess) left.add("hubAccess", "It was switched off since: it is off for both.");
  const hasPassword = (await passwordOf(tx, merged.id))?.password_hash != null;
  const isEnded = edits.accessEnded && (hasPassword || merged.isActive);
  if (isEnded) {
    left.add("password", "Access was ended since: the password of before stays ended for both.");
    await tx.db.query("UPDATE customer_logins SET password_hash = NULL WHERE customer_id = ?", [merged.id]);
  }
  return {
    merged: {
      isActive: merged.isActive && !isEnded,
      isBlocked: merged.isBlocked || isBlockedSince,
      hubAccess: merged.hubAccess && !isShutSince,
    },
  };
}

/** The copy goes, unless the survivor has set another password since. */
async function giveUpPassword(
  tx: Ctx,
  merge: CustomerMerge,
  fields: readonly KeptField[],
  left: Leftovers,
): Promise<void> {
  const [current, taken] = [await passwordOf(tx, merge.keptId), await passwordOf(tx, merge.mergedId)];
  if (current?.password_hash !== taken?.password_hash) {
    left.add("password", "Another one was set since.");
    return;
  }
  await tx.db.query("UPDATE customer_logins SET password_hash = ?, password_set_at = ? WHERE customer_id = ?", [
    merge.formerPasswordHash,
    fields.find(({ field }) => field === "passwordSetAt")?.former ?? null,
    merge.keptId,
  ]);
}
