import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { shortened } from "@/server/shortened";
import { announceCustomers } from "@/server/webhooks/announce-customers";
import type { FieldChange } from "./field-change";

/** What happened to a customer. */
export type CustomerAction =
  | "customer.created"
  | "customer.updated"
  | "customer.deleted"
  | "customer.restored"
  | "customer.undeleted"
  | "customer.importUndone"
  | "customer.passwordSet"
  | "customer.emailConfirmed"
  | "customer.resetForced"
  | "customer.invited"
  | "mail.sent"
  | "mail.kept"
  | "mail.failed"
  | "mail.bounced"
  | "mail.complained"
  | "mail.skipped"
  | "customer.noted"
  | "customer.tagged"
  | "customer.merged"
  | "customer.mergedInto"
  | "customer.unmerged"
  | "ticket.created"
  | "ticket.reporterChanged";

export interface Happening {
  customerId: number;
  action: CustomerAction;
  changes?: readonly FieldChange[];
  importId?: number;
  jobId?: number;
  /** The ticket that it is about, or that caused it. */
  ticketId?: number;
  mergeId?: number;
}

/** TEXT holds 65,535 bytes on MySQL; a longer list of changes goes into several entries rather than being cut. */
const MAX_CHANGES_BYTES = 60_000;

/** What the column holds. A customer's first and last name are up to 100 characters each, an address is longer still. */
const MAX_ACTOR_NAME = 200;

/** Adds to customers' timelines, in the transaction of what happened, and tells the webhooks that want to know. */
export async function recordActivity(tx: Ctx, happenings: readonly Happening[]): Promise<void> {
  const occurred_at = toDbTime(tx.now());
  const { actor } = tx;
  const actorName = actor.kind === "nobody" ? "" : shortened(actor.name, MAX_ACTOR_NAME);
  await insertRows(
    tx.db,
    "activity_entries",
    happenings.flatMap((happening) =>
      parts(happening.changes ?? []).map((changes) => ({
        customer_id: happening.customerId,
        occurred_at,
        action: happening.action,
        actor_kind: happening.importId ? "import" : actor.kind,
        actor_id: "id" in actor ? actor.id : null,
        actor_name: actorName,
        changes,
        import_id: happening.importId ?? null,
        job_id: happening.jobId ?? null,
        ticket_id: happening.ticketId ?? null,
        merge_id: happening.mergeId ?? null,
      })),
    ),
  );
  await announceCustomers(tx, happenings);
}

function parts(changes: readonly FieldChange[]): string[] {
  const whole = JSON.stringify(changes);
  if (changes.length < 2 || Buffer.byteLength(whole) <= MAX_CHANGES_BYTES) return [whole];
  const half = Math.ceil(changes.length / 2);
  return [...parts(changes.slice(0, half)), ...parts(changes.slice(half))];
}
