import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, placeholders, toDbTime } from "@/server/db";
import { notFound } from "@/server/errors";
import { allow } from "@/server/permissions";
import { keyOf } from "./recipients";

/** Notes that the address of a mail refuses mail for good: nothing is sent there until an agent tries again. */
export async function markUndeliverable(tx: Ctx, mailId: number, reason: string): Promise<void> {
  const [mail]: { address: string | null }[] = await tx.db.query("SELECT address FROM mails WHERE id = ?", [mailId]);
  if (!mail?.address) return;
  const key = keyOf(mail.address);
  await tx.db.query("DELETE FROM undeliverable_addresses WHERE address_key = ?", [key]);
  await insertRows(tx.db, "undeliverable_addresses", [
    { address_key: key, reason: reason.slice(0, 500), created_at: toDbTime(tx.now()) },
  ]);
}

async function clearUndeliverable(tx: Ctx, address: string): Promise<void> {
  await tx.db.query("DELETE FROM undeliverable_addresses WHERE address_key = ?", [keyOf(address)]);
}

/** Address → why nothing is sent there; only those to which nothing is. */
export async function undeliverableReasons(ctx: Ctx, addresses: readonly string[]): Promise<Map<string, string>> {
  allow(ctx.actor, "customer.view");
  if (addresses.length === 0) return new Map();
  const rows: { address_key: string; reason: string }[] = await ctx.db.query(
    `SELECT address_key, reason FROM undeliverable_addresses WHERE address_key IN ${placeholders(addresses.length)}`,
    addresses.map(keyOf),
  );
  const reasons = new Map(rows.map((row) => [row.address_key, row.reason]));
  return new Map(
    addresses.flatMap((address): [string, string][] => {
      const reason = reasons.get(keyOf(address));
      return reason === undefined ? [] : [[address, reason]];
    }),
  );
}

/** Lets mail go again to the address of a customer that has bounced: its mailbox is mended, as an agent knows. */
export async function tryAddressAgain(ctx: Ctx, { customerId }: { customerId: number }): Promise<void> {
  allow(ctx.actor, "customer.edit");
  await inTransaction(ctx, async (tx) => {
    const [row]: { identifier_key: string }[] = await tx.db.query(
      "SELECT identifier_key FROM customer_identifiers WHERE customer_id = ? AND kind = 'email' AND primary_slot = 1",
      [customerId],
    );
    if (!row) throw notFound("customer with an e-mail");
    await clearUndeliverable(tx, row.identifier_key);
  });
}
