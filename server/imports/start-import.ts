import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { allow } from "@/server/permissions";
import { withGivenUp } from "./find-import";
import { Import, ImportStatus } from "./import.entity";
import { importColumns } from "./import-columns";
import { type ImportPlan, planOf } from "./import-plan";
import { FILE_GONE, findSource } from "./import-source";

export const IMPORT_JOB = "import.run";

/** Imports a file that has been previewed, in the background; one that was stopped goes on where it was. */
export async function startImport(ctx: Ctx, input: { importId: number; sendInvitations?: boolean }): Promise<void> {
  allow(ctx.actor, "customer.import");
  await inTransaction(ctx, async (tx) => {
    const locked = await lockImport(tx, input.importId);
    if (!locked) throw notFound("import");
    const [found = locked] = await withGivenUp(tx, [locked]);
    if (found.status !== ImportStatus.READY && !canGoOn(found)) throw new UserError("importId", notReady(found));
    await allowColumns(tx, found);
    if (!(await findSource(tx, found.uploadId))) throw new UserError("importId", FILE_GONE);
    const jobId = await enqueueJob(tx, { kind: IMPORT_JOB, payload: { importId: found.id } });
    await recordAudit(tx, { action: "import.started", subject: found.fileName, importId: found.id });
    const plan: ImportPlan = { ...planOf(found), ...(input.sendInvitations ? { sendInvitations: true } : {}) };
    await tx.db.update(Import, found.id, {
      status: ImportStatus.QUEUED,
      jobId,
      plan: JSON.stringify(plan),
      message: null,
      finishedAt: null,
    });
  });
}

/** One that an error or an agent stopped goes on where it was. */
function canGoOn(found: Import): boolean {
  const isStopped = found.status === ImportStatus.FAILED || found.status === ImportStatus.CANCELLED;
  return isStopped && found.totalRows !== null && found.undoJobId === null;
}

/** Whoever gives access by a file, or takes it back, needs what giving it by hand needs. The preview may be a colleague's. */
export async function allowColumns(tx: Ctx, found: Import): Promise<void> {
  for (const { target, name } of await importColumns(tx, found.id)) {
    if (target !== "field") continue;
    if (name === "hubAccess") allow(tx.actor, "customer.hubAccess");
    if (name === "organisationAccess") allow(tx.actor, "customer.organisationAccess");
  }
}

/** Holds the import until the transaction ends, so that two clicks or two workers take turns. */
export async function lockImport(tx: Ctx, id: number): Promise<Import | null> {
  const lock = tx.database.kind === "mysql" ? ({ mode: "pessimistic_write" } as const) : undefined;
  return tx.db.findOne(Import, { where: { id }, lock });
}

function notReady(found: Import): string {
  if (found.undoJobId !== null) return "This import has been undone. Upload the file again to import it once more.";
  switch (found.status) {
    case ImportStatus.PREVIEWING:
      return "The preview is not finished yet. Wait for it.";
    case ImportStatus.REFUSED:
      return found.message ?? "This file cannot be imported.";
    default:
      return "This import has been started already. Upload the file again to import it once more.";
  }
}
