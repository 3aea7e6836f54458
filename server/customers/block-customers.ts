import { endCustomerSessions } from "@/server/accounts/customer-logins";
import type { Ctx } from "@/server/ctx";
import { allow } from "@/server/permissions";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import type { MassAction } from "./mass-actions/mass-action";
import type { Selection } from "./mass-actions/selection";
import { byValue, settingAction } from "./mass-actions/setting-action";
import { touchCustomers } from "./mass-actions/touch-customers";

/** Keeps customers out of the Hub and their mail in quarantine. Returns the job that does it. */
export async function blockCustomers(ctx: Ctx, input: Selection): Promise<number> {
  allow(ctx.actor, "customer.block");
  return beginMassAction(ctx, blockAction, input, {});
}

/** Takes a block off; the other switches stay as they are. Returns the job that does it. */
export async function unblockCustomers(ctx: Ctx, input: Selection): Promise<number> {
  allow(ctx.actor, "customer.block");
  return beginMassAction(ctx, unblockAction, input, {});
}

export const blockAction = blocking("customers.block", true);
export const unblockAction = blocking("customers.unblock", false);

function blocking(kind: "customers.block" | "customers.unblock", isBlocked: boolean): MassAction<object> {
  return settingAction<object, boolean>({
    kind,
    permission: "customer.block",
    audit: kind,
    field: () => "isBlocked",
    chosen: () => isBlocked,
    valueOf: (record) => record.isBlocked,
    already: () => ({
      reason: isBlocked ? "is blocked already" : "is not blocked",
      sql: { sql: "c.is_blocked = ?", parameters: [isBlocked ? 1 : 0] },
    }),
    words: async () => (value) => (value ? "yes" : "no"),
    write: async (tx, assignments) => {
      for (const { value, records } of byValue(assignments)) {
        const ids = records.map(({ id }) => id);
        await touchCustomers(tx, ids, "is_blocked = ?", [value ? 1 : 0]);
        if (value) await endCustomerSessions(tx, ids);
      }
    },
  });
}
