import type { Ctx } from "@/server/ctx";
import { lockCustomers } from "@/server/customers/lock-customers";
import { type CustomerActor, NOBODY, signedInCustomer } from "@/server/permissions";

interface StandingRow {
  is_active: number;
  hub_access: number;
  is_blocked: number;
  is_deleted: number;
}

/**
 * Holds the customer who acts until the transaction ends. Who was deleted, merged, blocked or shut out while their request was on its
 * way writes nothing any more: on a record that is in no list it would make them findable again.
 * @throws DeniedError as their next request will
 */
export async function holdActingCustomer(tx: Ctx): Promise<CustomerActor> {
  const customer = signedInCustomer(tx.actor);
  await lockCustomers(tx, [customer.id]);
  const [row]: StandingRow[] = await tx.db.query(
    "SELECT is_active, hub_access, is_blocked, is_deleted FROM customers WHERE id = ?",
    [customer.id],
  );
  if (!row || row.is_blocked || row.is_deleted) return signedInCustomer(NOBODY);
  if (!row.hub_access) return signedInCustomer({ ...customer, kind: "shutOut" });
  return signedInCustomer(row.is_active ? customer : NOBODY);
}
