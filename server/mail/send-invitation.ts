import { issueLinks } from "@/server/accounts/customer-links";
import { customersWithPassword } from "@/server/accounts/customer-logins";
import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { queueMails } from "./queue-mail";

interface Invited {
  id: number;
  skipped?: string;
}

/** Mails a customer who has no password yet a link to set one. Returns the mail. */
export async function sendInvitation(ctx: Ctx, { customerId }: { customerId: number }): Promise<number> {
  allow(ctx.actor, "customer.edit");
  return inTransaction(ctx, async (tx) => {
    const [customer] = await tx.db.query(`SELECT id FROM customers WHERE id IN ${placeholders(1)}`, [customerId]);
    if (!customer) throw notFound("customer");
    if ((await customersWithPassword(tx, [customerId])).has(customerId)) {
      throw new UserError("customerId", "This customer has set a password already. Reset it to have them set another.");
    }
    const [mail] = await inviteCustomers(tx, [customerId], {});
    if (!mail || mail.skipped)
      throw new UserError("customerId", `No invitation was sent: the customer ${mail?.skipped}.`);
    await recordActivity(tx, [{ customerId, action: "customer.invited" }]);
    return mail.id;
  });
}

/** Queues the account mail for verbs that have checked their actor, in their transaction. In the order given. */
export async function inviteCustomers(
  tx: Ctx,
  customerIds: readonly number[],
  cause: { importId?: number; jobId?: number },
): Promise<Invited[]> {
  const links = await issueLinks(tx, "invitation", customerIds);
  return queueMails(
    tx,
    customerIds.map((customerId) => ({
      kind: "accountCreated",
      to: { customerId },
      values: { link: links.get(customerId) ?? "" },
      ...cause,
    })),
  );
}
