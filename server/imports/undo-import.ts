import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { allow } from "@/server/permissions";
import { withGivenUp } from "./find-import";
import { Import, ImportStatus } from "./import.entity";
import { allowColumns, lockImport } from "./start-import";

export const UNDO_IMPORT_JOB = "import.undo";

/**
 * Takes an import back, in the background: the customers that it made go, the fields that it changed become what they were.
 * What somebody has touched since stays, and is listed.
 */
export async function undoImport(ctx: Ctx, input: { importId: number }): Promise<void> {
  allow(ctx.actor, "customer.import");
  await inTransaction(ctx, async (tx) => {
    const locked = await lockImport(tx, input.importId);
    if (!locked) throw notFound("import");
    const [found = locked] = await withGivenUp(tx, [locked]);
    await requireUndoable(tx, found);
    await allowColumns(tx, found);
    const jobId = await enqueueJob(tx, { kind: UNDO_IMPORT_JOB, payload: { importId: found.id } });
    // An import whose worker died for good is marked so here, or its status would say that it runs.
    await tx.db.update(Import, found.id, { undoJobId: jobId, status: found.status });
    await recordAudit(tx, { action: "import.undone", subject: found.fileName, importId: found.id });
  });
}

async function requireUndoable(tx: Ctx, found: Import): Promise<void> {
  const refuse = (message: string) => new UserError("importId", message);
  if (found.undoneAt) throw refuse("This import has been undone already.");
  if (found.undoJobId !== null) {
    const job = await tx.db.findOneBy(Job, { id: found.undoJobId });
    // One that was given up goes on where it was.
    if (job?.status !== JobStatus.FAILED) throw refuse("This import is being undone already.");
  }
  switch (found.status) {
    case ImportStatus.DONE:
    case ImportStatus.FAILED:
    case ImportStatus.CANCELLED:
      if (found.created + found.updated + found.restored > 0) return;
      throw refuse("This import has changed nothing, so there is nothing to undo.");
    case ImportStatus.QUEUED:
    case ImportStatus.RUNNING:
      throw refuse("This import is still going on. Cancel it first, or undo it when it is finished.");
    default:
      throw refuse("This file has not been imported.");
  }
}
