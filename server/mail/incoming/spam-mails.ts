import type { Ctx } from "@/server/ctx";
import { setBlocked } from "@/server/customers/block-sender";
import { ownersOf } from "@/server/customers/customer-row";
import { parseEmail } from "@/server/customers/identity/email-key";
import { createCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { againAfterDuplicate } from "@/server/tickets/create-ticket";
import { isOwnAddress } from "../reply-address";
import { IncomingStatus } from "./incoming-mail.entity";
import { holdMail } from "./incoming-row";

/**
 * A mail that waits is spam: it leaves the list for the one of spam, and its sender is blocked. A sender who is no customer becomes a
 * blocked one, for there is one place that tells who is blocked.
 */
export async function markMailAsSpam(ctx: Ctx, id: number): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  allow(ctx.actor, "customer.block");
  await againAfterDuplicate(ctx, () =>
    inTransaction(ctx, async (tx) => {
      await holdIn(tx, id, IncomingStatus.QUARANTINED);
      const address = await senderOfRow(tx, id);
      if (!address) throw new UserError("id", "This mail names no sender who could be blocked. Dismiss it instead.");
      await refuseOwn(tx, address);
      const customerId = await ownerOf(tx, address.key);
      await setBlocked(tx, {
        customerId: customerId ?? (await createCustomer(tx, { email: address.value, sendInvitation: false })),
        isBlocked: true,
      });
      await tx.db.query("UPDATE incoming_mails SET status = ? WHERE id = ?", [IncomingStatus.SPAM, id]);
    }),
  );
}

/** It was none: its sender is not blocked any more, and it is understood once more. */
export async function markMailAsNoSpam(ctx: Ctx, id: number): Promise<void> {
  allow(ctx.actor, "ticket.edit");
  allow(ctx.actor, "customer.block");
  await inTransaction(ctx, async (tx) => {
    await holdIn(tx, id, IncomingStatus.SPAM);
    const address = await senderOfRow(tx, id);
    const customerId = address && (await ownerOf(tx, address.key));
    if (customerId !== undefined) await setBlocked(tx, { customerId, isBlocked: false });
    await tx.db.query("UPDATE incoming_mails SET status = ?, tries = 0, retry_at = NULL WHERE id = ?", [
      IncomingStatus.RECEIVED,
      id,
    ]);
  });
}

async function holdIn(tx: Ctx, id: number, expected: IncomingStatus): Promise<void> {
  const status = await holdMail(tx, id);
  if (status === undefined) throw notFound("mail");
  if (status !== expected)
    throw new UserError("id", "Somebody else has dealt with this mail.", { code: "CHANGED_MEANWHILE" });
}

async function senderOfRow(tx: Ctx, id: number): Promise<{ value: string; key: string } | undefined> {
  const [row]: { sender: string | null }[] = await tx.db.query("SELECT sender FROM incoming_mails WHERE id = ?", [id]);
  const parsed = row?.sender ? parseEmail(row.sender) : undefined;
  return parsed?.ok ? { value: parsed.value, key: parsed.key } : undefined;
}

const ownerOf = async (tx: Ctx, key: string): Promise<number | undefined> =>
  (await ownersOf(tx.db, "email", [key])).get(key);

async function refuseOwn(tx: Ctx, { value, key }: { value: string; key: string }): Promise<void> {
  const [agent] = await tx.db.query("SELECT id FROM agents WHERE email_key = ?", [key]);
  if (!agent && !isOwnAddress(tx.config, value)) return;
  throw new UserError(
    "id",
    "This is an address of the desk or of an agent: anybody can write it as theirs. Dismiss the mail instead.",
  );
}
