import type { Ctx } from "@/server/ctx";
import { toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { AUDIT_ACTIONS } from "./record-audit";

export interface AuditRow {
  id: number;
  /** Database time, UTC. */
  occurredAt: string;
  action: string;
  actorKind: string;
  actorId: number | null;
  actorName: string;
  subject: string | null;
  details: Record<string, string>;
  jobId: number | null;
  importId: number | null;
}

/** A place in the audit: the last entry of the page before. */
export interface AuditPlace {
  occurredAt: string;
  id: number;
}

export interface AuditFilter {
  action?: string;
  /** `agent`, `token`, `system`, …, and which of them. */
  actorKind?: string;
  actorId?: number;
  from?: Date;
  /** Exclusive. */
  before?: Date;
}

/** What was done to the desk, newest first. */
export async function listAudit(
  ctx: Ctx,
  input: { first: number; after?: AuditPlace; filter?: AuditFilter },
): Promise<{ rows: AuditRow[]; hasMore: boolean }> {
  allow(ctx.actor, "audit.view");
  const { sql, parameters } = conditionsOf(input.filter ?? {}, input.after);
  const rows: RawAudit[] = await ctx.db.query(
    `SELECT * FROM audit_entries WHERE ${sql} ORDER BY occurred_at DESC, id DESC LIMIT ?`,
    [...parameters, input.first + 1],
  );
  return { rows: rows.slice(0, input.first).map(rowOf), hasMore: rows.length > input.first };
}

function conditionsOf(filter: AuditFilter, after: AuditPlace | undefined): { sql: string; parameters: unknown[] } {
  const conditions = ["1 = 1"];
  const parameters: unknown[] = [];
  const add = (sql: string, ...values: unknown[]) => {
    conditions.push(sql);
    parameters.push(...values);
  };
  if (filter.action !== undefined) {
    const isKnown = (AUDIT_ACTIONS as readonly string[]).includes(filter.action);
    if (!isKnown) throw new UserError("filter.action", `Choose one of: ${AUDIT_ACTIONS.join(", ")}.`);
    add("action = ?", filter.action);
  }
  if (filter.actorKind !== undefined) {
    // Longer than any kind is; the database compares in characters that it can hold.
    if (!/^[a-zA-Z]{1,20}$/.test(filter.actorKind)) throw new UserError("filter.actorKind", "There is no such kind.");
    add("actor_kind = ?", filter.actorKind);
  }
  if (filter.actorId !== undefined) add("actor_id = ?", filter.actorId);
  if (filter.from) add("occurred_at >= ?", timeOf(filter.from));
  if (filter.before) add("occurred_at < ?", timeOf(filter.before));
  if (after) add("occurred_at <= ? AND (occurred_at < ? OR id < ?)", after.occurredAt, after.occurredAt, after.id);
  return { sql: conditions.join(" AND "), parameters };
}

function timeOf(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new UserError("filter", "Give the date as year-month-day.");
  return toDbTime(date);
}

interface RawAudit {
  id: number;
  occurred_at: string;
  action: string;
  actor_kind: string;
  actor_id: number | null;
  actor_name: string;
  subject: string | null;
  details: string;
  job_id: number | null;
  import_id: number | null;
}

function rowOf(raw: RawAudit): AuditRow {
  return {
    id: raw.id,
    occurredAt: raw.occurred_at,
    action: raw.action,
    actorKind: raw.actor_kind,
    actorId: raw.actor_id,
    actorName: raw.actor_name,
    subject: raw.subject,
    details: JSON.parse(raw.details) as Record<string, string>,
    jobId: raw.job_id,
    importId: raw.import_id,
  };
}
