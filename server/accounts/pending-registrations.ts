import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { LINK_LIFE_MS } from "./customer-links";
import { verifyPassword } from "./passwords";

/** Keeps what somebody typed to register, in place of what was typed before for the same address. */
export async function keepRegistration(tx: Ctx, emailKey: string, passwordHash: string): Promise<void> {
  const now = tx.now();
  await tx.db.query("DELETE FROM pending_registrations WHERE expires_at < ?", [toDbTime(now)]);
  await forgetRegistration(tx, emailKey);
  const expires_at = toDbTime(new Date(now.getTime() + LINK_LIFE_MS.confirm));
  await insertRows(tx.db, "pending_registrations", [{ email_key: emailKey, password_hash: passwordHash, expires_at }]);
}

/** Once the owner of the mailbox has followed a link. */
export async function forgetRegistration(tx: Ctx, emailKey: string): Promise<void> {
  await tx.db.query("DELETE FROM pending_registrations WHERE email_key = ?", [emailKey]);
}

/** Whether somebody registered with this address and this password and has not confirmed yet. */
export async function isRegistered(ctx: Ctx, emailKey: string, password: string): Promise<boolean> {
  const [row]: { password_hash: string }[] = await ctx.db.query(
    "SELECT password_hash FROM pending_registrations WHERE email_key = ? AND expires_at > ?",
    [emailKey, toDbTime(ctx.now())],
  );
  // Without one nothing is compared: how long it takes tells that somebody has registered, not whose address it is.
  return row !== undefined && verifyPassword(row.password_hash, password);
}
