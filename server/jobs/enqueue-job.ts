import type { Ctx } from "@/server/ctx";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import type { Actor, Permission } from "@/server/permissions";
import { JobStatus } from "./job.entity";
import { JobResultStatus } from "./job-result.entity";

export interface NewJob {
  kind: string;
  payload?: unknown;
  /** The customers it is about, frozen as they are selected now. */
  customerIds?: readonly number[];
  /** Not before this moment; at once when not given. */
  runAt?: Date;
}

/** Writes a job in the transaction of what causes it: either both are there or neither. Returns its id. */
export async function enqueueJob(tx: Ctx, job: NewJob): Promise<number> {
  // By hand: a saved entity is read again.
  const row = jobRow(tx, job);
  const columns = Object.keys(row);
  const inserted: number | { insertId: number | string } = await tx.db.query(
    `INSERT INTO jobs (${columns.join(", ")}) VALUES ${placeholders(columns.length)}`,
    Object.values(row),
  );
  const id = Number(typeof inserted === "object" ? inserted.insertId : inserted);
  await insertRows(
    tx.db,
    "job_results",
    (job.customerIds ?? []).map((customer_id, position) => ({
      job_id: id,
      position,
      customer_id,
      status: JobResultStatus.PENDING,
    })),
  );
  return id;
}

/** The same for several whose ids nobody needs, in one statement. */
export async function enqueueJobs(tx: Ctx, jobs: readonly Omit<NewJob, "customerIds">[]): Promise<void> {
  await insertRows(
    tx.db,
    "jobs",
    jobs.map((job) => jobRow(tx, job)),
  );
}

function jobRow(tx: Ctx, job: NewJob) {
  const now = tx.now();
  return {
    kind: job.kind,
    payload: JSON.stringify(job.payload ?? {}),
    status: JobStatus.QUEUED,
    run_at: toDbTime(job.runAt ?? now),
    attempts: 0,
    progress_done: 0,
    progress_total: job.customerIds?.length ?? null,
    actor: actorToJson(tx.actor),
    created_at: toDbTime(now),
  };
}

/** A job acts as whoever asked for it, with the permissions of that moment. */
function actorToJson(actor: Actor): string {
  const permissions = actor.kind === "agent" || actor.kind === "token" ? [...actor.permissions] : undefined;
  return JSON.stringify({ ...actor, permissions });
}

export function actorFromJson(text: string): Actor {
  const actor = JSON.parse(text) as Actor & { permissions?: Permission[] };
  if (actor.kind === "agent" || actor.kind === "token")
    return { ...actor, permissions: new Set(actor.permissions) } as Actor;
  return actor;
}
