import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
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

/** An agent wants to try the address again. */
export async function clearUndeliverable(tx: Ctx, address: string): Promise<void> {
  await tx.db.query("DELETE FROM undeliverable_addresses WHERE address_key = ?", [keyOf(address)]);
}
