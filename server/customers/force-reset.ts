import { issueLinks } from "@/server/accounts/customer-links";
import { customersWithPassword, endLogins } from "@/server/accounts/customer-logins";
import type { FieldChange } from "@/server/activity/field-change";
import type { Ctx } from "@/server/ctx";
import { UserError } from "@/server/errors";
import { type NewMail, queueMails } from "@/server/mail/queue-mail";
import { allow } from "@/server/permissions";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import { IS_DELETED, idsOf, type MassAction, type Member, type Outcome, type Run } from "./mass-actions/mass-action";
import type { Selection } from "./mass-actions/selection";
import { touchCustomers } from "./mass-actions/touch-customers";

const MAX_NOTE = 2000;

interface ResetChoice {
  /** The admin's words in the mail; empty for none. */
  note: string;
}

/**
 * Ends the passwords and sessions of customers as the job reaches each, and mails them a link to a new one. Who never had a password
 * gets the invitation. Returns the job.
 */
export async function forceResetPasswords(ctx: Ctx, input: Selection & { note?: string | null }): Promise<number> {
  allow(ctx.actor, "customer.forceReset");
  const note = checkedNote(input.note ?? "");
  return beginMassAction(ctx, forceResetAction, input, { note }, note ? { note } : {});
}

function checkedNote(typed: string): string {
  const note = typed.normalize("NFC").replace(/\r\n?/g, "\n").trim();
  if (Array.from(note).length > MAX_NOTE) {
    throw new UserError("note", `Use at most ${MAX_NOTE} characters.`, { code: "TOO_LARGE" });
  }
  // Line ends and tabs are typed by people; other control characters, and halves of characters, are not.
  if (/[^\P{C}\n\t\p{Cf}]|\p{Surrogate}/u.test(note)) throw new UserError("note", "Remove the control characters.");
  return note;
}

export const forceResetAction: MassAction<ResetChoice> = {
  kind: "customers.forceReset",
  permission: "customer.forceReset",
  audit: "customers.forceReset",
  skips: () => [
    IS_DELETED,
    {
      reason: "is blocked",
      holds: (record) => record.isBlocked,
      sql: { sql: "c.is_blocked = 1", parameters: [] },
    },
    {
      reason: "has no e-mail",
      holds: (record) => record.emailKey === null,
      sql: {
        sql: `NOT EXISTS (SELECT 1 FROM customer_identifiers e
          WHERE e.customer_id = c.id AND e.kind = 'email' AND e.primary_slot = 1)`,
        parameters: [],
      },
    },
  ],
  change: resetSlice,
};

/** Nothing is hashed: a link is all that the customer needs. */
async function resetSlice(tx: Ctx, members: readonly Member[], run: Run<ResetChoice>): Promise<Map<number, Outcome>> {
  const ids = idsOf(members);
  const known = await customersWithPassword(tx, ids);
  await endLogins(tx, ids);
  await touchCustomers(tx, ids, "is_active = 0");
  const [reset, invited] = [ids.filter((id) => known.has(id)), ids.filter((id) => !known.has(id))];
  const links = new Map([...(await issueLinks(tx, "reset", reset)), ...(await issueLinks(tx, "invitation", invited))]);
  const mails = ids.map((customerId): NewMail => {
    const values = { link: links.get(customerId) ?? "", note: run.choice.note };
    const kind = known.has(customerId) ? "forcedReset" : "accountCreated";
    return { kind, to: { customerId }, values, jobId: run.jobId };
  });
  const queued = await queueMails(tx, mails);
  return new Map(
    members.map(({ record }, index): [number, Outcome] => {
      const changes: FieldChange[] = record.isActive ? [{ field: "isActive", from: "yes", to: "no" }] : [];
      const unsent = queued[index]?.skipped;
      const invited = known.has(record.id) ? undefined : "never had a password and was invited";
      const note = unsent === undefined ? invited : `no mail was sent: ${unsent}`;
      const action = known.has(record.id) ? "customer.resetForced" : "customer.invited";
      return [record.id, { action, changes, note }];
    }),
  );
}
