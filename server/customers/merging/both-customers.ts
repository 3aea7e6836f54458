import type { Ctx } from "@/server/ctx";
import { type CustomerRecord, loadCustomers } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { type Problem, UserError } from "@/server/errors";
import { mergedMeanwhile } from "./signposts";

/** Two customers to be merged, and what the caller saw of them. */
export interface PairToMerge {
  keepId: number;
  mergeId: number;
  /** The versions that the caller saw; without them whatever is there is merged. */
  keepVersion?: number;
  mergeVersion?: number;
}

/**
 * Both, held until the transaction ends, in the order of their ids: whoever merges them the other way round, deletes one or writes a
 * ticket for one waits for this, and this for them.
 */
export async function bothCustomers(ctx: Ctx, input: PairToMerge): Promise<[CustomerRecord, CustomerRecord]> {
  if (input.keepId === input.mergeId) throw new UserError("mergeId", "Choose two different customers.");
  if (ctx.isInTransaction) await lockCustomers(ctx, [input.keepId, input.mergeId]);
  const records = new Map((await loadCustomers(ctx.db, [input.keepId, input.mergeId])).map((one) => [one.id, one]));
  const kept = await mergeable(ctx, records.get(input.keepId), "keepId");
  const merged = await mergeable(ctx, records.get(input.mergeId), "mergeId");
  const problems = [
    ...changedProblems(kept, input.keepVersion, "keepId"),
    ...changedProblems(merged, input.mergeVersion, "mergeId"),
  ];
  if (problems.length > 0) throw new UserError(problems);
  return [kept, merged];
}

async function mergeable(ctx: Ctx, record: CustomerRecord | undefined, path: string): Promise<CustomerRecord> {
  if (!record) throw new UserError(path, "There is no such customer.");
  if (record.mergedIntoId !== null) throw await mergedMeanwhile(ctx, record.mergedIntoId, path);
  if (!record.isDeleted) return record;
  const message = `${displayName(record)} is deleted. Restore them first.`;
  throw new UserError(path, message, { customerId: record.id });
}

function changedProblems(record: CustomerRecord, seen: number | undefined, path: string): Problem[] {
  if (seen === undefined || seen === record.version) return [];
  const message = `${displayName(record)} was changed while you were looking. Look at the two again, then merge.`;
  return [{ path, code: "CHANGED_MEANWHILE", message, customerId: record.id }];
}
