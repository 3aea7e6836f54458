import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { shortened } from "@/server/shortened";

/** Everything that the audit tells of. */
export const AUDIT_ACTIONS = [
  "customers.delete",
  "customers.restore",
  "customers.forceReset",
  "customers.setHubAccess",
  "customers.block",
  "customers.unblock",
  "customers.setOrganisation",
  "customers.setAttribute",
  "customers.merge",
  "customers.unmerge",
  "customers.export",
  "job.undone",
  "job.cancelled",
  "import.started",
  "import.cancelled",
  "import.undone",
  "grant.given",
  "grant.revoked",
  "organisation.created",
  "organisation.changed",
  "organisation.deleted",
  "settings.changed",
  "attribute.defined",
  "attribute.changed",
  "attribute.removed",
  "token.created",
  "token.revoked",
  "webhook.created",
  "webhook.changed",
  "webhook.secretRotated",
  "webhook.removed",
  "webhook.disabled",
  "agent.created",
  "agent.activated",
  "agent.deactivated",
  "agent.roleChanged",
  "agent.renamed",
  "agent.invited",
  "agent.passwordSet",
  "signIn.limited",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface Audited {
  action: AuditAction;
  /** Whom or what it was about, in words: an agent's name, a token's name. */
  subject?: string;
  /** What is worth knowing beside, in words. Never a secret. */
  details?: Readonly<Record<string, string>>;
  jobId?: number;
  importId?: number;
}

const MAX_SUBJECT = 400;
/** TEXT holds 65,535 bytes on MySQL. */
const MAX_DETAIL = 4000;

/** Adds to the audit, in the transaction of what happened. */
export async function recordAudit(tx: Ctx, { action, subject, details, jobId, importId }: Audited): Promise<void> {
  const { actor } = tx;
  const known = Object.entries(details ?? {}).map(([name, value]) => [name, shortened(value, MAX_DETAIL)]);
  await insertRows(tx.db, "audit_entries", [
    {
      occurred_at: toDbTime(tx.now()),
      action,
      actor_kind: actor.kind,
      actor_id: "id" in actor ? actor.id : null,
      actor_name: actor.kind === "nobody" ? "" : shortened(actor.name, 200),
      subject: subject === undefined ? null : shortened(subject, MAX_SUBJECT),
      details: JSON.stringify(Object.fromEntries(known)),
      job_id: jobId ?? null,
      import_id: importId ?? null,
    },
  ]);
}
