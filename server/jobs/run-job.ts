import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { actorFromJson } from "./enqueue-job";
import { Job, JobStatus } from "./job.entity";
import { isGone, NEIGHBOURS, newLeaseHolder } from "./lease-holder";

/** Does the work of one kind of job. It may be called again after a crash, so it goes on where it last committed. */
export type JobHandler = (ctx: Ctx, job: RunningJob) => Promise<void>;

export interface RunningJob {
  readonly id: number;
  /** From JSON; the handler knows its shape. */
  readonly payload: unknown;
  /** Tells how far it is and throws JobLost when the job was cancelled or another worker has taken it over. */
  progress(done: number, total?: number): Promise<void>;
  /** The same in a transaction of the handler's own: nothing of it is committed by a worker that has lost the job. */
  progressIn(tx: Ctx, done: number, total?: number): Promise<void>;
}

/** The lease is another's now, or the job was cancelled: stop, and write nothing more. */
export class JobLost extends Error {
  override name = "JobLost";
}

/**
 * Several heartbeats, each longer than any slice of work, and short enough that whoever starts the desk again after a crash sees
 * the job go on while they look. A worker that was only slow finds its lease gone and writes nothing more: see JobLost.
 */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 4_000;
const MAX_ATTEMPTS = 5;
/** What ends one worker after the other, by all the memory that it takes for example, takes the work of all the others with it. */
const MAX_WORKERS_LOST = 5;

/** Takes one due job and runs it to its end. False when nothing is due. `onlyId` runs that very job, if it is still waiting. */
export async function runNextJob(
  ctx: Ctx,
  handlers: ReadonlyMap<string, JobHandler>,
  onlyId?: number,
): Promise<boolean> {
  const kinds = [...handlers.keys()];
  let job = await claim(ctx, kinds, onlyId);
  if (!job && (await releaseLost(ctx))) job = await claim(ctx, kinds, onlyId);
  if (!job) return false;
  const handler = handlers.get(job.kind);
  if (!handler) throw new Error(`No handler for ${job.kind}.`);

  const holder = job.leaseHolder ?? "";
  const jobCtx: Ctx = {
    ...ctx,
    actor: actorFromJson(job.actor),
    log: ctx.log.child({ jobId: job.id, kind: job.kind }),
  };
  const heartbeat = setInterval(() => {
    void renew(ctx, job.id, holder).catch((error) => jobCtx.log.warn({ err: error }, "could not renew the lease"));
  }, HEARTBEAT_MS);
  try {
    await handler(jobCtx, {
      id: job.id,
      payload: JSON.parse(job.payload),
      progress: (done, total) => reportProgress(ctx, job.id, holder, done, total),
      progressIn: (tx, done, total) => reportProgress(tx, job.id, holder, done, total),
    });
    await end(ctx, job.id, holder, JobStatus.DONE);
  } catch (error) {
    await failed(jobCtx, job, holder, error);
  } finally {
    clearInterval(heartbeat);
  }
  return true;
}

async function claim(ctx: Ctx, kinds: readonly string[], onlyId?: number): Promise<Job | undefined> {
  const due = onlyId === undefined ? await dueJobs(ctx, kinds) : [onlyId];
  for (const id of due) {
    const job = await claimJob(ctx, id, kinds);
    if (job) return job;
  }
  return undefined;
}

/** As many as there are lanes of a few workers that may look at the same moment. */
const MOST_LOOKED_AT = 8;

/**
 * Jobs that may be begun now, the longest due first. Each kind is looked up by itself: what waits of another lane's, be it thousands,
 * costs this one nothing. It only reads, so that an idle worker keeps nobody from writing.
 */
async function dueJobs(ctx: Ctx, kinds: readonly string[]): Promise<number[]> {
  const now = toDbTime(ctx.now());
  const queued = kinds.map(
    (_, at) => `SELECT id, run_at FROM (SELECT id, run_at FROM jobs WHERE status = ? AND kind = ? AND run_at <= ?
      ORDER BY run_at, id LIMIT ${MOST_LOOKED_AT}) k${at}`,
  );
  const lost = `SELECT id, run_at FROM jobs WHERE status = ? AND kind IN ${placeholders(kinds.length)} AND lease_until < ?`;
  const rows: { id: number; run_at: string }[] = await ctx.db.query([...queued, lost].join(" UNION ALL "), [
    ...kinds.flatMap((kind) => [JobStatus.QUEUED, kind, now]),
    JobStatus.RUNNING,
    ...kinds,
    now,
  ]);
  rows.sort((a, b) => (a.run_at === b.run_at ? a.id - b.id : a.run_at < b.run_at ? -1 : 1));
  return rows.slice(0, MOST_LOOKED_AT).map(({ id }) => id);
}

/** Takes this one, unless another worker was faster. */
async function claimJob(ctx: Ctx, id: number, kinds: readonly string[]): Promise<Job | undefined> {
  const holder = newLeaseHolder();
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const builder = tx.db
      .createQueryBuilder(Job, "job")
      .where("job.id = :id AND job.kind IN (:...kinds)", { id, kinds })
      .andWhere(
        "((job.status = :queued AND job.run_at <= :now) OR (job.status = :running AND job.lease_until < :now))",
        { queued: JobStatus.QUEUED, running: JobStatus.RUNNING, now: toDbTime(now) },
      );
    // Workers that look at the same moment each get another job.
    if (tx.database.kind === "mysql") builder.setLock("pessimistic_write").setOnLocked("skip_locked");
    const job = await builder.getOne();
    if (!job) return undefined;
    const workersLost = job.status === JobStatus.RUNNING ? job.workersLost + 1 : job.workersLost;
    if (workersLost >= MAX_WORKERS_LOST) return giveUp(tx, job, workersLost);
    const attempts = job.attempts + 1;
    const leased = {
      workersLost,
      status: JobStatus.RUNNING,
      leaseHolder: holder,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      attempts,
    };
    await tx.db.update(Job, job.id, leased);
    return { ...job, ...leased };
  });
}

async function giveUp(tx: Ctx, job: Job, workersLost: number): Promise<undefined> {
  tx.log.error({ jobId: job.id, kind: job.kind, workersLost }, "job given up: workers end over it");
  await tx.db.update(Job, job.id, {
    status: JobStatus.FAILED,
    workersLost,
    error: `${workersLost} workers ended while they were at it.`,
    finishedAt: tx.now(),
    leaseHolder: null,
    leaseUntil: null,
  });
}

/** Ends the leases of workers on this machine that were killed, so that their successor need not wait for them to run out. */
async function releaseLost(ctx: Ctx): Promise<boolean> {
  const held: { id: number; lease_holder: string }[] = await ctx.db.query(
    "SELECT id, lease_holder FROM jobs WHERE status = 'running' AND lease_holder LIKE ?",
    [`${NEIGHBOURS}%`],
  );
  const lost = held.filter((job) => isGone(job.lease_holder));
  for (const { id, lease_holder: leaseHolder } of lost) {
    const leaseUntil = new Date(ctx.now().getTime() - 1);
    await inTransaction(ctx, (tx) => tx.db.update(Job, { id, leaseHolder }, { leaseUntil }));
  }
  return lost.length > 0;
}

async function renew(ctx: Ctx, id: number, holder: string): Promise<void> {
  await inTransaction(ctx, (tx) =>
    tx.db.update(
      Job,
      { id, leaseHolder: holder, status: JobStatus.RUNNING },
      { leaseUntil: new Date(tx.now().getTime() + LEASE_MS) },
    ),
  );
}

async function reportProgress(ctx: Ctx, id: number, holder: string, done: number, total?: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const job = await tx.db.findOneBy(Job, { id, leaseHolder: holder, status: JobStatus.RUNNING });
    if (!job) throw new JobLost(`Job ${id} was cancelled or taken over.`);
    const leaseUntil = new Date(tx.now().getTime() + LEASE_MS);
    await tx.db.update(Job, id, {
      progressDone: done,
      leaseUntil,
      ...(done > job.progressDone ? { workersLost: 0 } : {}),
      ...(total === undefined ? {} : { progressTotal: total }),
    });
  });
}

async function end(
  ctx: Ctx,
  id: number,
  holder: string,
  status: JobStatus,
  error: string | null = null,
): Promise<void> {
  await inTransaction(ctx, (tx) =>
    tx.db.update(
      Job,
      { id, leaseHolder: holder, status: JobStatus.RUNNING },
      { status, error, finishedAt: tx.now(), leaseHolder: null, leaseUntil: null },
    ),
  );
}

async function failed(ctx: Ctx, job: Job, holder: string, error: unknown): Promise<void> {
  if (error instanceof JobLost) {
    ctx.log.info(error.message);
    return;
  }
  const text = error instanceof Error ? error.message : String(error);
  const { progressDone } = await ctx.db.findOneByOrFail(Job, { id: job.id });
  // Work that gets on is not given up, however often its workers were stopped.
  if (job.attempts >= MAX_ATTEMPTS && progressDone <= job.progressDone) {
    ctx.log.error({ err: error }, "job given up");
    await end(ctx, job.id, holder, JobStatus.FAILED, text);
    return;
  }
  ctx.log.warn({ err: error, attempt: job.attempts }, "job failed, trying again later");
  const runAt = new Date(ctx.now().getTime() + 2 ** Math.min(job.attempts, MAX_ATTEMPTS) * 1000);
  await inTransaction(ctx, (tx) =>
    tx.db.update(
      Job,
      { id: job.id, leaseHolder: holder },
      { status: JobStatus.QUEUED, runAt, error: text, leaseHolder: null, leaseUntil: null },
    ),
  );
}
