import type { Ctx } from "@/server/ctx";
import { allow } from "@/server/permissions";
import { beginMassAction } from "./mass-actions/begin-mass-action";
import type { Selection } from "./mass-actions/selection";
import { byValue, settingAction } from "./mass-actions/setting-action";
import { touchCustomers } from "./mass-actions/touch-customers";

/** Lets customers into the Customer Hub or keeps them out. Returns the job that does it. */
export async function setHubAccess(ctx: Ctx, input: Selection & { hubAccess: boolean }): Promise<number> {
  allow(ctx.actor, "customer.hubAccess");
  const { hubAccess } = input;
  return beginMassAction(ctx, hubAccessAction, input, { hubAccess }, { "Hub access": hubAccess ? "on" : "off" });
}

export const hubAccessAction = settingAction<{ hubAccess: boolean }, boolean>({
  kind: "customers.setHubAccess",
  permission: "customer.hubAccess",
  audit: "customers.setHubAccess",
  field: () => "hubAccess",
  chosen: ({ hubAccess }) => hubAccess,
  valueOf: (record) => record.hubAccess,
  already: ({ hubAccess }) => ({
    reason: hubAccess ? "has Hub access already" : "has no Hub access already",
    sql: { sql: "c.hub_access = ?", parameters: [hubAccess ? 1 : 0] },
  }),
  words: async () => (value) => (value ? "yes" : "no"),
  write: async (tx, assignments) => {
    for (const { value, records } of byValue(assignments)) {
      const ids = records.map(({ id }) => id);
      await touchCustomers(tx, ids, "hub_access = ?", [value ? 1 : 0]);
    }
  },
});
