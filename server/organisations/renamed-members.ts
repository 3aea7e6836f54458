import type { Ctx } from "@/server/ctx";
import { loadCustomers } from "@/server/customers/customer-row";
import { sortKey } from "@/server/customers/identity/fold";
import { lockCustomers } from "@/server/customers/lock-customers";
import { rewriteWords } from "@/server/customers/write-customers";
import { inTransaction, letOthersWrite, placeholders } from "@/server/db";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import type { JobHandler, RunningJob } from "@/server/jobs/run-job";

const RENAMED = "organisations.renamed";
const SLICE = 200;

/**
 * Members are sorted and found by their organisation's name, which stands on each of them for that. A job writes it anew: there may
 * be more of them than a request should wait for.
 */
export async function tellMembersOfName(tx: Ctx, organisationId: number): Promise<void> {
  await enqueueJob(tx, { kind: RENAMED, payload: { organisationId } });
}

/** Doing it again changes nothing, so after a crash it begins anew. */
async function renameMembers(ctx: Ctx, job: RunningJob): Promise<void> {
  // The shape is the one that was enqueued above.
  const { organisationId } = job.payload as { organisationId: number };
  for (let after = 0, done = 0; ; ) {
    const rows: { id: number }[] = await ctx.db.query(
      "SELECT id FROM customers WHERE organisation_id = ? AND id > ? ORDER BY id LIMIT ?",
      [organisationId, after, SLICE],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    done += rows.length;
    await inTransaction(ctx, async (tx) => {
      await job.progressIn(tx, done);
      await rename(
        tx,
        organisationId,
        rows.map(({ id }) => id),
      );
    });
    await letOthersWrite(ctx);
  }
}

async function rename(tx: Ctx, organisationId: number, ids: readonly number[]): Promise<void> {
  await lockCustomers(tx, ids);
  // Who has left meanwhile is none of ours, and the name is the one of now.
  const members = (await loadCustomers(tx.db, ids)).filter((member) => member.organisationId === organisationId);
  const [first] = members;
  if (!first) return;
  await tx.db.query(`UPDATE customers SET organisation_sort = ? WHERE id IN ${placeholders(members.length)}`, [
    sortKey(first.organisationName ?? ""),
    ...members.map(({ id }) => id),
  ]);
  await rewriteWords(tx, members);
}

/** The jobs of this folder, for the worker. */
export const organisationJobs: ReadonlyMap<string, JobHandler> = new Map([[RENAMED, renameMembers]]);
