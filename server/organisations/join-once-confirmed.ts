import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { CustomerSource } from "@/server/customers/customer.entity";
import { applyChanges } from "@/server/customers/customer-changes";
import { loadCustomers } from "@/server/customers/customer-row";
import { updateCustomer } from "@/server/customers/write-customers";
import { organisationToJoin } from "./domains-of";
import { domainInWords, domainOf } from "./email-domains";

/**
 * Makes who has registered in the Hub a member by the address that they have just confirmed for the first time. Before that anybody
 * could have typed it. The customer is held by the caller.
 */
export async function joinOnceConfirmed(tx: Ctx, customerId: number, emailKey: string): Promise<void> {
  const organisation = await organisationToJoin(tx.db, emailKey);
  if (!organisation) return;
  const [before] = await loadCustomers(tx.db, [customerId]);
  if (before?.source !== CustomerSource.PORTAL || before.organisationId !== null || before.emailKey !== emailKey)
    return;
  const { after, diff } = applyChanges(before, { organisation }, { attribute: String, organisation: String });
  await updateCustomer(tx, before, after, diff);
  const actor = { kind: "system", name: `domain ${domainInWords(domainOf(emailKey))}` } as const;
  await recordActivity({ ...tx, actor }, [{ customerId, action: "customer.updated", changes: diff }]);
}
