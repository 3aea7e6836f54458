import type { FieldChange } from "@/server/activity/field-change";
import { type CustomerAction, recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { joinOnceConfirmed } from "@/server/organisations/join-once-confirmed";
import { removeLinks } from "./customer-links";
import { endCustomerSessions } from "./customer-logins";
import { type FollowedLink, findLivingLink } from "./find-link";
import { hashPassword, passwordProblem, verifyPassword } from "./passwords";
import { forgetRegistration } from "./pending-registrations";
import type { SignInLimits } from "./sign-in-limits";

/**
 * Sets the password of whoever follows a link, which proves the address that it was sent to: Is Active = Yes. Ends all their
 * sessions and the link. Hub access, Blocked and Deleted stay as they are.
 */
export async function setPassword(ctx: Ctx, input: { token: string; password: string }): Promise<void> {
  // No actor is checked: the link itself is what allows it.
  const { email, firstName, lastName } = await findLivingLink(ctx, input.token);
  const about = [email, firstName, lastName, `${firstName} ${lastName}`, `${lastName} ${firstName}`];
  const problem = await passwordProblem(input.password, about);
  if (problem) throw new UserError("password", problem);
  const passwordHash = await hashPassword(input.password);
  await redeemLink(ctx, input.token, "customer.passwordSet", () => passwordHash);
}

/**
 * Confirms the address of whoever follows a link: Is Active = Yes. Who has registered gives the password of then; it may be
 * somebody else's who typed this address, and their password must not become the owner's.
 */
export async function confirmEmail(
  ctx: Ctx,
  limits: SignInLimits,
  input: { token: string; password?: string; address: string },
): Promise<void> {
  const link = await findLivingLink(ctx, input.token);
  if (link.pendingPasswordHash) {
    if (!(await limits.take(link.emailKey, input.address)))
      throw new UserError("", "Too many tries. Wait a few minutes, then try again.", { code: "RATE_LIMITED" });
    const isRight = await verifyPassword(link.pendingPasswordHash, input.password ?? "");
    if (!isRight)
      throw new UserError("password", "This is not the password given at registration. Try again, or set a new one.");
  } else if (!link.hasPassword) {
    throw new UserError("password", "Set a password.", { code: "REQUIRED" });
  }
  await redeemLink(ctx, input.token, "customer.emailConfirmed", (now) => now.pendingPasswordHash);
}

/** Uses a link up. @param newPassword the hash to keep, null to leave the password as it is */
async function redeemLink(
  ctx: Ctx,
  token: string,
  action: CustomerAction,
  newPassword: (link: FollowedLink) => string | null,
): Promise<void> {
  const { customerId } = await findLivingLink(ctx, token);
  await inTransaction(ctx, async (tx) => {
    await lockCustomers(tx, [customerId]);
    // Looked at again under the lock: of two that use it at the same moment, one finds it used.
    const link = await findLivingLink(tx, token);
    await removeLinks(tx, [customerId]);
    await forgetRegistration(tx, link.emailKey);
    await keepPassword(tx, customerId, newPassword(link));
    await endCustomerSessions(tx, [customerId]);
    const isFirst = await isUnconfirmed(tx, customerId);
    await tx.db.query(
      "UPDATE customer_identifiers SET is_verified = 1 WHERE kind = 'email' AND customer_id = ? AND identifier_key = ?",
      [customerId, link.emailKey],
    );
    await activate(tx, link, action);
    if (isFirst) await joinOnceConfirmed(tx, customerId, link.emailKey);
  });
}

/** Whether nobody has shown yet that any address of this customer is theirs. */
async function isUnconfirmed(tx: Ctx, customerId: number): Promise<boolean> {
  const verified: unknown[] = await tx.db.query(
    "SELECT 1 AS one FROM customer_identifiers WHERE customer_id = ? AND kind = 'email' AND is_verified = 1 LIMIT 1",
    [customerId],
  );
  return verified.length === 0;
}

async function keepPassword(tx: Ctx, customerId: number, passwordHash: string | null): Promise<void> {
  if (passwordHash === null) return;
  const now = toDbTime(tx.now());
  const known: unknown[] = await tx.db.query("SELECT customer_id FROM customer_logins WHERE customer_id = ?", [
    customerId,
  ]);
  if (known.length > 0) {
    await tx.db.query("UPDATE customer_logins SET password_hash = ?, password_set_at = ? WHERE customer_id = ?", [
      passwordHash,
      now,
      customerId,
    ]);
    return;
  }
  await insertRows(tx.db, "customer_logins", [
    { customer_id: customerId, password_hash: passwordHash, session_version: 1, password_set_at: now },
  ]);
}

async function activate(tx: Ctx, link: FollowedLink, action: CustomerAction): Promise<void> {
  const now = toDbTime(tx.now());
  await tx.db.query(
    "UPDATE customers SET is_active = 1, version = version + 1, updated_at = ?, last_activity_at = ? WHERE id = ?",
    [now, now, link.customerId],
  );
  const changes: FieldChange[] = link.isActive ? [] : [{ field: "isActive", from: "no", to: "yes" }];
  const actor = { kind: "customer", id: link.customerId, name: displayName(link) } as const;
  await recordActivity({ ...tx, actor }, [{ customerId: link.customerId, action, changes }]);
}
