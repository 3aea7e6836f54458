import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
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
  const now = tx.now();
  // By hand: every ticket writes one or two of them, and a saved entity is read again.
  const inserted: number | { insertId: number | string } = await tx.db.query(
    `INSERT INTO jobs (kind, payload, status, run_at, attempts, progress_done, progress_total, actor, created_at)
      VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?)`,
    [
      job.kind,
      JSON.stringify(job.payload ?? {}),
      JobStatus.QUEUED,
      toDbTime(job.runAt ?? now),
      job.customerIds?.length ?? null,
      actorToJson(tx.actor),
      toDbTime(now),
    ],
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

/** A job acts as whoever asked for it, with the permissions of that moment. */
export function actorToJson(actor: Actor): string {
  const permissions = actor.kind === "agent" || actor.kind === "token" ? [...actor.permissions] : undefined;
  return JSON.stringify({ ...actor, permissions });
}

export function actorFromJson(text: string): Actor {
  const actor = JSON.parse(text) as Actor & { permissions?: Permission[] };
  if (actor.kind === "agent" || actor.kind === "token")
    return { ...actor, permissions: new Set(actor.permissions) } as Actor;
  return actor;
}
