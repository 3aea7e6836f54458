import { endCustomerSessions } from "@/server/accounts/customer-logins";
import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { allow } from "@/server/permissions";
import { loadCustomers } from "./customer-row";
import { lockCustomers } from "./lock-customers";
import { touchCustomers } from "./mass-actions/touch-customers";

/** Blocks one customer, or takes the block off, in the transaction of what is the reason for it. A deleted one stays deleted. */
export async function setBlocked(
  tx: Ctx,
  { customerId, isBlocked }: { customerId: number; isBlocked: boolean },
): Promise<void> {
  allow(tx.actor, "customer.block");
  await lockCustomers(tx, [customerId]);
  const [customer] = await loadCustomers(tx.db, [customerId]);
  if (!customer || customer.isBlocked === isBlocked) return;
  await touchCustomers(tx, [customerId], "is_blocked = ?", [isBlocked ? 1 : 0]);
  if (isBlocked) await endCustomerSessions(tx, [customerId]);
  const inWords = (is: boolean) => (is ? "yes" : "no");
  await recordActivity(tx, [
    {
      customerId,
      action: "customer.updated",
      changes: [{ field: "isBlocked", from: inWords(!isBlocked), to: inWords(isBlocked) }],
    },
  ]);
}
