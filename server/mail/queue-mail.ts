import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { takeIds } from "@/server/take-ids";
import { type MailKind, MailPriority, MailStatus } from "./mail.entity";
import { type Addressee, findRecipients, type Recipient } from "./recipients";
import { seal } from "./sealed-text";

export type { MailKind };

export interface NewMail {
  kind: MailKind;
  /** `address` is one that is not the customer's: a ticket's reply address, or their former or next address. */
  to: { customerId: number } | { agentId: number } | { customerId: number; address: string };
  /** What the template fills in: link, note, subject, … Plain text; the template escapes it. */
  values: Record<string, string>;
  jobId?: number;
  ticketId?: number;
  importId?: number;
}

/** What somebody waits for at their screen. */
const URGENT: ReadonlySet<MailKind> = new Set<MailKind>([
  "confirmEmail",
  "changeEmail",
  "confirmAddress",
  "resetLink",
  "addressChanged",
  "agentInvitation",
  "agentReset",
]);

/**
 * Writes mails into the outbox in the transaction of what causes them: either both are there or neither, and the worker sends
 * what is committed. Who must not get mail is kept as skipped, with the reason. Returns id and reason of each, in order.
 */
export async function queueMails(ctx: Ctx, mails: readonly NewMail[]): Promise<{ id: number; skipped?: string }[]> {
  if (mails.length === 0) return [];
  return inTransaction(ctx, async (tx) => {
    const recipients = await findRecipients(tx, mails.map(addresseeOf));
    const firstId = await takeIds(tx, "mails", mails.length);
    const entries = mails.map((mail, index) => ({
      mail,
      id: firstId + index,
      recipient: recipients[index] ?? { address: null, skipped: "does not exist" },
    }));
    const now = toDbTime(tx.now());
    await insertRows(
      tx.db,
      "mails",
      entries.map((entry) => mailRow(entry, now)),
    );
    await insertRows(
      tx.db,
      "mail_values",
      entries.flatMap(({ id, mail, recipient }) =>
        recipient.skipped
          ? []
          : seal(tx.config, JSON.stringify(mail.values)).map((sealed, part) => ({ mail_id: id, part, sealed })),
      ),
    );
    return entries.map(({ id, recipient: { skipped } }) => (skipped ? { id, skipped } : { id }));
  });
}

function addresseeOf({ kind, to }: NewMail): Addressee {
  return {
    kind,
    customerId: "customerId" in to ? to.customerId : null,
    agentId: "agentId" in to ? to.agentId : null,
    fixedAddress: "address" in to ? to.address : null,
  };
}

function mailRow({ mail, id, recipient }: { mail: NewMail; id: number; recipient: Recipient }, now: string) {
  const { customerId, agentId, fixedAddress } = addresseeOf(mail);
  return {
    id,
    kind: mail.kind,
    customer_id: customerId,
    agent_id: agentId,
    address: recipient.address,
    is_address_fixed: fixedAddress === null ? 0 : 1,
    priority: priorityOf(mail),
    status: recipient.skipped ? MailStatus.SKIPPED : MailStatus.QUEUED,
    reason: recipient.skipped ?? null,
    job_id: mail.jobId ?? null,
    ticket_id: mail.ticketId ?? null,
    import_id: mail.importId ?? null,
    created_at: now,
    updated_at: now,
  };
}

function priorityOf({ kind, jobId, importId }: NewMail): MailPriority {
  if (URGENT.has(kind)) return MailPriority.URGENT;
  return jobId || importId ? MailPriority.BULK : MailPriority.NORMAL;
}
