import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { allow, allowOneOf, isAllowed } from "@/server/permissions";
import { massActions } from "./all-actions";
import { runAtOnce } from "./begin-mass-action";
import type { MassAction } from "./mass-action";
import { MassActionRecord } from "./mass-action.entity";

/** So few are put back before the call returns. */
const AT_ONCE = 50;

const UNDO_PERMISSIONS = [...massActions.values()].flatMap(({ undo }) => (undo ? [undo.permission] : []));
const CANCEL_PERMISSIONS = [...massActions.values()].map(({ permission }) => permission);

/** Takes a mass action back, where nobody has changed the same since. Returns the job that does it. */
export async function undoJob(ctx: Ctx, input: { jobId: number }): Promise<number> {
  allowOneOf(ctx.actor, UNDO_PERMISSIONS);
  const { id, undo, members } = await inTransaction(ctx, (tx) => writeUndo(tx, input.jobId));
  if (members <= AT_ONCE) await runAtOnce(ctx, undo, id);
  return id;
}

async function writeUndo(tx: Ctx, jobId: number): Promise<{ id: number; undo: MassAction; members: number }> {
  // Two who click at once: the second finds it undone.
  if (tx.database.kind === "mysql") await tx.db.query("SELECT id FROM jobs WHERE id = ? FOR UPDATE", [jobId]);
  const job = await tx.db.findOneBy(Job, { id: jobId });
  if (!job) throw notFound("job");
  const undo = massActions.get(job.kind)?.undo;
  if (!undo) throw new UserError("jobId", "This cannot be undone.");
  allow(tx.actor, undo.permission);
  const record = await tx.db.findOneByOrFail(MassActionRecord, { jobId });
  const problem = undoProblem(job, record.done);
  if (problem) throw new UserError("jobId", problem);
  const id = await enqueueJob(tx, { kind: undo.kind });
  await tx.db.insert(MassActionRecord, { jobId: id, choice: record.choice, undoOfJobId: jobId });
  await tx.db.update(Job, jobId, { undoneByJobId: id });
  await recordAudit(tx, { action: "job.undone", details: { undone: job.kind, job: String(jobId) }, jobId: id });
  return { id, undo, members: record.done };
}

function undoProblem(job: Job, done: number): string | undefined {
  if (job.undoneByJobId) return "This has been undone already.";
  if (isGoingOn(job)) return "This is still going on. Stop it first, or undo it when it is finished.";
  if (done === 0) return "This has changed nobody, so there is nothing to undo.";
  return undefined;
}

/** Whether the actor could take the job back now. `done` are the customers whom it has changed. */
export function isUndoable(ctx: Ctx, job: Job, done: number): boolean {
  const undo = massActions.get(job.kind)?.undo;
  return undo !== undefined && isAllowed(ctx.actor, undo.permission) && undoProblem(job, done) === undefined;
}

/** Stops a mass action: who was reached stays changed, the others stay as they are. Nothing happens to one that has ended. */
export async function cancelJob(ctx: Ctx, input: { jobId: number }): Promise<void> {
  allowOneOf(ctx.actor, CANCEL_PERMISSIONS);
  await inTransaction(ctx, async (tx) => {
    if (tx.database.kind === "mysql") await tx.db.query("SELECT id FROM jobs WHERE id = ? FOR UPDATE", [input.jobId]);
    const job = await tx.db.findOneBy(Job, { id: input.jobId });
    if (!job) throw notFound("job");
    const action = actionOf(job);
    if (!action) throw new UserError("jobId", "This cannot be stopped here.");
    allow(tx.actor, action.permission);
    if (!isGoingOn(job)) return;
    await tx.db.update(Job, job.id, {
      status: JobStatus.CANCELLED,
      finishedAt: tx.now(),
      leaseHolder: null,
      leaseUntil: null,
    });
    await recordAudit(tx, { action: "job.cancelled", details: { cancelled: job.kind }, jobId: job.id });
  });
}

/** Whether the actor could stop the job now. */
export function isCancellable(ctx: Ctx, job: Job): boolean {
  const action = actionOf(job);
  return action !== undefined && isGoingOn(job) && isAllowed(ctx.actor, action.permission);
}

function actionOf(job: Job): MassAction | undefined {
  const known = massActions.get(job.kind);
  return known ?? [...massActions.values()].find(({ undo }) => undo?.kind === job.kind)?.undo;
}

const isGoingOn = ({ status }: Job): boolean => status === JobStatus.QUEUED || status === JobStatus.RUNNING;
