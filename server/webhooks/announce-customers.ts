import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { displayName } from "@/server/customers/identity/person-name";
import { placeholders } from "@/server/db";
import { announce } from "./announce";
import { subscribers } from "./subscribers";
import type { WebhookEventType } from "./webhook-event-types";

/** What happened to a customer, as their timeline has it. */
export interface CustomerHappening {
  customerId: number;
  action: string;
  changes?: readonly FieldChange[];
  importId?: number;
  jobId?: number;
}

/** What of the timeline is told. Mails and notes are not, and a password only by what else it changes. */
const TOLD: Readonly<Record<string, WebhookEventType>> = {
  "customer.created": "customer.created",
  "customer.updated": "customer.updated",
  "customer.tagged": "customer.updated",
  "customer.passwordSet": "customer.updated",
  "customer.emailConfirmed": "customer.updated",
  "customer.resetForced": "customer.updated",
  "customer.invited": "customer.updated",
  "customer.importUndone": "customer.updated",
  "customer.deleted": "customer.deleted",
  "customer.restored": "customer.restored",
  "customer.undeleted": "customer.restored",
  "customer.merged": "customer.merged",
  "customer.mergedInto": "customer.merged",
  "customer.unmerged": "customer.unmerged",
};

/** Tells of what happened to customers, in the transaction in which it did, however many they are. */
export async function announceCustomers(tx: Ctx, happenings: readonly CustomerHappening[]): Promise<void> {
  const listening = await subscribers(tx);
  if (listening.size === 0) return;
  const told = happenings.filter(({ action }) => TOLD[action] !== undefined);
  const customers = await customersNow(tx, told);
  const groups = new Map<WebhookEventType, CustomerHappening[]>();
  for (const happening of told) {
    const type = typeOf(happening, customers.get(happening.customerId));
    if (!type || !listening.has(type)) continue;
    const group = groups.get(type) ?? [];
    group.push(happening);
    groups.set(type, group);
  }
  for (const [type, group] of groups) {
    // One call tells of one import or job, if of any.
    const [first] = group;
    await announce(tx, listening.get(type) ?? [], {
      type,
      listName: "customers",
      items: group.flatMap((happening) => itemsOf(happening, customers.get(happening.customerId))),
      cause: {
        ...(first?.importId ? { importId: String(first.importId) } : {}),
        ...(first?.jobId ? { jobId: String(first.jobId) } : {}),
      },
    });
  }
}

function typeOf({ action, changes = [] }: CustomerHappening, now: CustomerNow | undefined) {
  // Whom an import had brought back is gone again.
  if (action === "customer.importUndone" && now?.is_deleted) return "customer.deleted";
  const type = TOLD[action];
  return type === "customer.updated" && changes.length === 0 ? undefined : type;
}

interface CustomerNow {
  id: number;
  first_name: string;
  last_name: string;
  merged_into_id: number | null;
  is_deleted: number;
  email: string | null;
  mobile: string | null;
}

async function customersNow(tx: Ctx, told: readonly CustomerHappening[]): Promise<Map<number, CustomerNow>> {
  const distinct = [...new Set(told.map(({ customerId }) => customerId))];
  const primary = (kind: string) =>
    `(SELECT value FROM customer_identifiers i WHERE i.customer_id = c.id AND i.kind = '${kind}' AND i.primary_slot = 1) AS ${kind}`;
  const found = new Map<number, CustomerNow>();
  for (let start = 0; start < distinct.length; start += 1000) {
    const some = distinct.slice(start, start + 1000);
    const rows: CustomerNow[] = await tx.db.query(
      `SELECT c.id, c.first_name, c.last_name, c.merged_into_id, c.is_deleted, ${primary("email")}, ${primary("mobile")}
        FROM customers c WHERE c.id IN ${placeholders(some.length)}`,
      some,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** Half of what an event holds, so that none is too long for it. */
const MAX_CHANGES_BYTES = 25_000;

function itemsOf(happening: CustomerHappening, now: CustomerNow | undefined): object[] {
  const named = now && {
    firstName: now.first_name,
    lastName: now.last_name,
    email: now.email,
    mobile: now.mobile,
  };
  const item = {
    id: String(happening.customerId),
    name: named ? displayName(named) : null,
    email: now?.email ?? null,
    mobile: now?.mobile ?? null,
    mergedIntoId: now?.merged_into_id == null ? null : String(now.merged_into_id),
  };
  return partsOf(happening.changes ?? []).map((changes) => ({ ...item, changes }));
}

function partsOf(changes: readonly FieldChange[]): (readonly FieldChange[])[] {
  if (changes.length < 2 || Buffer.byteLength(JSON.stringify(changes)) <= MAX_CHANGES_BYTES) return [changes];
  const half = Math.ceil(changes.length / 2);
  return [...partsOf(changes.slice(0, half)), ...partsOf(changes.slice(half))];
}
