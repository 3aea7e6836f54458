import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import type { JobHandler } from "@/server/jobs/run-job";
import { inviteCustomers } from "./send-invitation";

const INVITE_IMPORTED = "mail.inviteImported";
/** Short enough that a colleague who saves one of them hardly waits. */
const SLICE = 200;

/** Has the customers whom an import has made invited, by a job of its own, in the transaction that ends the import. */
export async function inviteImported(tx: Ctx, importId: number): Promise<void> {
  await enqueueJob(tx, { kind: INVITE_IMPORTED, payload: { importId } });
}

/** Each customer once, however often it is begun: the mail in the outbox is what tells who has been reached. */
const inviteEach: JobHandler = async (ctx, job) => {
  const { importId } = job.payload as { importId: number }; // inviteImported wrote it.
  for (let after = 0, done = 0; ; ) {
    const reached = await inTransaction(ctx, async (tx) => {
      const rows: { id: number }[] = await tx.db.query(
        `SELECT c.id FROM customers c WHERE c.source_import_id = ? AND c.id > ? AND c.is_deleted = 0
          AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.customer_id = c.id AND m.import_id = c.source_import_id)
          ORDER BY c.id LIMIT ?`,
        [importId, after, SLICE],
      );
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) await inviteCustomers(tx, ids, { importId });
      // A worker that has lost the job commits nothing of it.
      await job.progressIn(tx, done + ids.length);
      return ids;
    });
    const last = reached.at(-1);
    if (last === undefined) return;
    after = last;
    done += reached.length;
  }
};

/** The jobs of this folder, for the worker. */
export const mailJobs: [string, JobHandler][] = [[INVITE_IMPORTED, inviteEach]];
