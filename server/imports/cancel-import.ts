import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { allow } from "@/server/permissions";
import { Import, ImportStatus } from "./import.entity";
import { IMPORT_JOB, lockImport } from "./start-import";

/** Stops an import that waits or runs: what is counted is written, and nothing more. Returns the import's id. */
export async function cancelImport(ctx: Ctx, input: { jobId: number }): Promise<number> {
  allow(ctx.actor, "customer.import");
  return inTransaction(ctx, async (tx) => {
    const job = await tx.db.findOneBy(Job, { id: input.jobId });
    if (!job) throw notFound("job");
    if (job.kind !== IMPORT_JOB) throw new UserError("jobId", "Only an import can be cancelled.");
    const { importId } = JSON.parse(job.payload) as { importId: number };
    // Waits for the slice that is being written; the next one finds the job cancelled and is rolled back.
    const found = await lockImport(tx, importId);
    const isGoingOn = found?.status === ImportStatus.QUEUED || found?.status === ImportStatus.RUNNING;
    if (found?.jobId !== job.id || !isGoingOn) throw new UserError("jobId", "This import has ended already.");
    const finishedAt = tx.now();
    await tx.db.update(Job, job.id, {
      status: JobStatus.CANCELLED,
      finishedAt,
      leaseHolder: null,
      leaseUntil: null,
    });
    await tx.db.update(Import, importId, { status: ImportStatus.CANCELLED, finishedAt });
    await recordAudit(tx, { action: "import.cancelled", subject: found.fileName, importId });
    return importId;
  });
}
