import { setTimeout as pause } from "node:timers/promises";
import { type Happening, recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { loadCustomers } from "@/server/customers/customer-row";
import { lockCustomers } from "@/server/customers/lock-customers";
import { and, type Plan, planOf } from "@/server/customers/plan-view";
import { insertRows, inTransaction, placeholders } from "@/server/db";
import { Job } from "@/server/jobs/job.entity";
import { JobResultStatus } from "@/server/jobs/job-result.entity";
import { type JobHandler, JobLost, type RunningJob } from "@/server/jobs/run-job";
import { freezeMembers, lockMassAction } from "./freeze-members";
import { IS_MERGED, type MassAction, type Outcome, type Run, type SkipRule } from "./mass-action";
import { MassActionRecord } from "./mass-action.entity";
import { viewFromJson } from "./selection";

/** Short enough that a colleague who saves one of them hardly waits. */
const SLICE = 200;
/** Between slices, so that whoever waits for SQLite's one lock gets it. */
const BREATH_MS = 5;

interface Pending {
  position: number;
  customer_id: number;
  former: string | null;
}

interface Result {
  status: JobResultStatus;
  reason: string | null;
  former: string | null;
}

/** All that the slices of one job have in common. */
interface Work {
  action: MassAction;
  run: Run<unknown>;
  rules: SkipRule[];
  /** The view that they must still match; undefined where they were named. */
  plan: Plan | undefined;
}

/**
 * Makes a job of what happens to each selected customer. It goes on where it last committed; a failure is the failure of one
 * customer and never stops the rest.
 */
export function massActionJob(action: MassAction): JobHandler {
  return async (ctx, job) => {
    const { createdAt } = await ctx.db.findOneByOrFail(Job, { id: job.id });
    const found = await ctx.db.findOneByOrFail(MassActionRecord, { jobId: job.id });
    const record = await freezeMembers(ctx, job, found, createdAt);
    const work = await workOf(ctx, action, record);
    for (let after = -1; ; ) {
      const slice: Pending[] = await ctx.db.query(
        `SELECT position, customer_id, former FROM job_results WHERE job_id = ? AND status = 'pending' AND position > ?
          ORDER BY position LIMIT ${SLICE}`,
        [job.id, after],
      );
      const last = slice.at(-1);
      if (!last) return;
      await changeSliceOrEach(ctx, job, work, slice);
      after = last.position;
      await pause(BREATH_MS);
    }
  };
}

async function workOf(ctx: Ctx, action: MassAction, record: MassActionRecord): Promise<Work> {
  const choice: unknown = JSON.parse(record.choice);
  const undone =
    record.undoOfJobId === null ? undefined : await ctx.db.findOneByOrFail(Job, { id: record.undoOfJobId });
  return {
    action,
    run: { jobId: record.jobId, choice, undoOf: undone && { id: undone.id, createdAt: undone.createdAt } },
    rules: [IS_MERGED, ...action.skips(choice)],
    plan: record.view === null ? undefined : await planOf(ctx, viewFromJson(record.view)),
  };
}

async function changeSliceOrEach(ctx: Ctx, job: RunningJob, work: Work, slice: Pending[]): Promise<void> {
  try {
    await changeSlice(ctx, job, work, slice);
  } catch (error) {
    if (error instanceof JobLost) throw error;
    ctx.log.warn({ err: error }, "a slice failed, its customers go one by one");
    for (const one of slice) await changeOne(ctx, job, work, one);
  }
}

async function changeOne(ctx: Ctx, job: RunningJob, work: Work, one: Pending): Promise<void> {
  try {
    await changeSlice(ctx, job, work, [one]);
  } catch (error) {
    if (error instanceof JobLost) throw error;
    ctx.log.error({ err: error, customerId: one.customer_id }, "a customer failed");
    const failed = { status: JobResultStatus.FAILED, reason: "could not be changed; try again", former: one.former };
    await inTransaction(ctx, async (tx) => {
      const record = await lockMassAction(tx, job.id);
      const pending = await stillPending(tx, job.id, [one]);
      await writeResults(tx, job, record, new Map(pending.map((member) => [member, failed])));
    });
  }
}

async function changeSlice(ctx: Ctx, job: RunningJob, work: Work, slice: Pending[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const record = await lockMassAction(tx, job.id);
    const pending = await stillPending(tx, job.id, slice);
    const outcomes = await outcomesOf(tx, work, pending);
    const happenings: Happening[] = [];
    const results = new Map<Pending, Result>();
    for (const member of pending) {
      const outcome = outcomes.get(member.customer_id) ?? { skipped: "does not exist" };
      results.set(member, resultOf(outcome));
      if ("skipped" in outcome) continue;
      const { action, changes } = outcome;
      happenings.push({ customerId: member.customer_id, action, changes, jobId: job.id });
    }
    await recordActivity(tx, happenings);
    await writeResults(tx, job, record, results);
  });
}

/** What another worker has done meanwhile is not done again. */
async function stillPending(tx: Ctx, jobId: number, slice: Pending[]): Promise<Pending[]> {
  return tx.db.query(
    `SELECT position, customer_id, former FROM job_results
      WHERE job_id = ? AND status = 'pending' AND position IN ${placeholders(slice.length)} ORDER BY position`,
    [jobId, ...slice.map(({ position }) => position)],
  );
}

async function outcomesOf(tx: Ctx, work: Work, pending: readonly Pending[]): Promise<Map<number, Outcome>> {
  const ids = pending.map(({ customer_id }) => customer_id);
  await lockCustomers(tx, ids);
  const records = await loadCustomers(tx.db, ids);
  const matching = work.plan && (await whoMatches(tx, work.plan, ids));
  const former = new Map(pending.map((member) => [member.customer_id, member.former]));
  const outcomes = new Map<number, Outcome>();
  const members = records.filter((record) => {
    const rule = work.rules.find(({ holds }) => holds(record));
    const reason = rule?.reason ?? (matching?.has(record.id) === false ? "no longer matches" : undefined);
    if (reason !== undefined) outcomes.set(record.id, { skipped: reason });
    return reason === undefined;
  });
  if (members.length === 0) return outcomes;
  const changed = await work.action.change(
    tx,
    members.map((record) => ({ record, former: JSON.parse(former.get(record.id) ?? "null") as unknown })),
    work.run,
  );
  for (const [id, outcome] of changed) outcomes.set(id, outcome);
  return outcomes;
}

async function whoMatches(tx: Ctx, plan: Plan, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const where = and([{ sql: "c.is_deleted = ?", parameters: [plan.list] }, ...plan.conditions]);
  const rows: { id: number }[] = await tx.db.query(
    `SELECT c.id FROM customers c WHERE c.id IN ${placeholders(ids.length)} AND ${where.sql}`,
    [...ids, ...where.parameters],
  );
  return new Set(rows.map(({ id }) => id));
}

function resultOf(outcome: Outcome): Result {
  if ("skipped" in outcome) return { status: JobResultStatus.SKIPPED, reason: outcome.skipped, former: null };
  const former = outcome.former === undefined ? null : JSON.stringify(outcome.former);
  return { status: JobResultStatus.DONE, reason: outcome.note ?? null, former };
}

/** The slice's rows anew: two statements, whatever each of them says. */
async function writeResults(
  tx: Ctx,
  job: RunningJob,
  record: MassActionRecord,
  results: ReadonlyMap<Pending, Result>,
): Promise<void> {
  const ended = [...results];
  if (ended.length > 0) {
    await tx.db.query(`DELETE FROM job_results WHERE job_id = ? AND position IN ${placeholders(ended.length)}`, [
      job.id,
      ...ended.map(([{ position }]) => position),
    ]);
    await insertRows(
      tx.db,
      "job_results",
      ended.map(([{ position, customer_id }, result]) => ({ job_id: job.id, position, customer_id, ...result })),
    );
  }
  const count = (status: JobResultStatus) => ended.filter(([, result]) => result.status === status).length;
  const counts = {
    done: record.done + count(JobResultStatus.DONE),
    skipped: record.skipped + count(JobResultStatus.SKIPPED),
    failed: record.failed + count(JobResultStatus.FAILED),
  };
  await tx.db.update(MassActionRecord, { jobId: job.id }, counts);
  // Last, because it is what tells whether this worker still has the job: if not, all of the slice is rolled back.
  await job.progressIn(tx, counts.done + counts.skipped + counts.failed);
}
