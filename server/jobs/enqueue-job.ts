import type { Ctx } from "@/server/ctx";
import { insertRows } from "@/server/db";
import type { Actor, Permission } from "@/server/permissions";
import { Job, JobStatus } from "./job.entity";
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
  const saved = await tx.db.save(Job, {
    kind: job.kind,
    payload: JSON.stringify(job.payload ?? {}),
    status: JobStatus.QUEUED,
    runAt: job.runAt ?? now,
    attempts: 0,
    progressDone: 0,
    progressTotal: job.customerIds?.length ?? null,
    actor: actorToJson(tx.actor),
    createdAt: now,
  });
  await insertRows(
    tx.db,
    "job_results",
    (job.customerIds ?? []).map((customer_id, position) => ({
      job_id: saved.id,
      position,
      customer_id,
      status: JobResultStatus.PENDING,
    })),
  );
  return saved.id;
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
