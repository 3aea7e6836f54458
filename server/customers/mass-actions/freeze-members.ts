import type { Ctx } from "@/server/ctx";
import { type Plan, planOf } from "@/server/customers/plan-view";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { JobResultStatus } from "@/server/jobs/job-result.entity";
import type { RunningJob } from "@/server/jobs/run-job";
import { MassActionRecord } from "./mass-action.entity";
import { viewFromJson } from "./selection";
import { type WalkPlace, walkView } from "./walk-view";

/** So many are looked at in one transaction. */
const STEP = 2000;

/** The reason of those who may or may not have matched at the click: what an agent has not seen is not done. */
const CHANGED_SINCE_CLICK = "was changed after this was asked for";

interface NewMember {
  customer_id: number;
  former?: string | null;
  /** Not to be touched, and why. */
  reason?: string;
}

interface Step {
  members: NewMember[];
  end: WalkPlace | undefined;
}

/**
 * The first stage of a job: writes down who is meant, in slices, going on where it last committed. Whoever was made after the click is
 * never among them, and who was changed between the click and this is skipped.
 */
export async function freezeMembers(
  ctx: Ctx,
  job: RunningJob,
  found: MassActionRecord,
  clickedAt: Date,
): Promise<MassActionRecord> {
  let record = found;
  const plan = record.view === null ? undefined : await planOf(ctx, viewFromJson(record.view));
  while (!record.isFrozen) {
    record = await inTransaction(ctx, async (tx) => {
      const current = await lockMassAction(tx, job.id);
      if (current.isFrozen) return current;
      const after = current.frozenTo === null ? undefined : (JSON.parse(current.frozenTo) as WalkPlace);
      const step =
        current.undoOfJobId === null
          ? await matchingStep(tx, plan, after, clickedAt)
          : await changedStep(tx, current.undoOfJobId, after);
      return writeStep(tx, job, current, step);
    });
  }
  return record;
}

/** Whoever works on a mass action holds its row: a worker that has lost the job and its successor never meet in a slice. */
export async function lockMassAction(tx: Ctx, jobId: number): Promise<MassActionRecord> {
  if (tx.database.kind === "mysql") {
    await tx.db.query("SELECT job_id FROM mass_actions WHERE job_id = ? FOR UPDATE", [jobId]);
  }
  return tx.db.findOneByOrFail(MassActionRecord, { jobId });
}

async function matchingStep(
  tx: Ctx,
  plan: Plan | undefined,
  after: WalkPlace | undefined,
  clickedAt: Date,
): Promise<Step> {
  if (!plan) return { members: [], end: undefined };
  const click = toDbTime(clickedAt);
  const { rows, end } = await walkView<{ id: number; updated_at: string }>(tx, plan, {
    after,
    before: click,
    step: STEP,
    select: { sql: "c.id, c.updated_at", parameters: [] },
    end: "ORDER BY c.id",
  });
  const members = rows.map(({ id, updated_at }) =>
    updated_at > click ? { customer_id: id, reason: CHANGED_SINCE_CLICK } : { customer_id: id },
  );
  return { members, end };
}

/** Whom another job has changed. Its row is held, so that a slice of it that was cancelled on the way has ended. */
async function changedStep(tx: Ctx, jobId: number, after: WalkPlace | undefined): Promise<Step> {
  await lockMassAction(tx, jobId);
  const rows: { position: number; customer_id: number; former: string | null }[] = await tx.db.query(
    `SELECT position, customer_id, former FROM job_results WHERE job_id = ? AND status = 'done' AND position > ?
      ORDER BY position LIMIT ${STEP}`,
    [jobId, after?.id ?? -1],
  );
  const last = rows.at(-1);
  return {
    members: rows.map(({ customer_id, former }) => ({ customer_id, former })),
    end: last && rows.length === STEP ? { id: last.position } : undefined,
  };
}

async function writeStep(
  tx: Ctx,
  job: RunningJob,
  record: MassActionRecord,
  { members, end }: Step,
): Promise<MassActionRecord> {
  await insertRows(
    tx.db,
    "job_results",
    members.map(({ customer_id, former, reason }, index) => ({
      job_id: job.id,
      position: record.members + index,
      customer_id,
      status: reason === undefined ? JobResultStatus.PENDING : JobResultStatus.SKIPPED,
      reason: reason ?? null,
      former: former ?? null,
    })),
  );
  const skipped = members.filter(({ reason }) => reason !== undefined).length;
  const next = {
    ...record,
    members: record.members + members.length,
    skipped: record.skipped + skipped,
    frozenTo: end ? JSON.stringify(end) : record.frozenTo,
    isFrozen: end === undefined,
  };
  await tx.db.update(
    MassActionRecord,
    { jobId: job.id },
    { members: next.members, skipped: next.skipped, frozenTo: next.frozenTo, isFrozen: next.isFrozen },
  );
  await job.progressIn(tx, next.done + next.skipped + next.failed, next.members);
  return next;
}
