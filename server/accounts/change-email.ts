import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { applyChanges } from "@/server/customers/customer-changes";
import { type CustomerRecord, loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { lookForDuplicates } from "@/server/customers/find-duplicates";
import { parseEmail } from "@/server/customers/identity/email-key";
import { displayName } from "@/server/customers/identity/person-name";
import { lockCustomers } from "@/server/customers/lock-customers";
import { updateCustomer } from "@/server/customers/write-customers";
import { inTransaction, isDuplicateKey } from "@/server/db";
import { type Problem, UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { queueMails } from "@/server/mail/queue-mail";
import { signedInCustomer } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { ADDRESS_PURPOSE, CHANGE_PURPOSE } from "./customer-link.entity";
import { issueAddressLink, removeLinks } from "./customer-links";
import { endOtherSessions, passwordHashOf } from "./customer-logins";
import { type EmailChange, findLivingChange } from "./find-email-change";
import { holdActingCustomer } from "./hold-acting-customer";
import type { HubLimits } from "./hub-limits";
import { onceOnly } from "./once-only";
import { verifyPassword } from "./passwords";
import { forgetRegistration } from "./pending-registrations";
import { asTheHub, checkedAddress } from "./request-link";
import type { SignInLimits } from "./sign-in-limits";

export interface RequestEmailChange {
  password: string;
  email: string;
  /** Of the client, for the limit. */
  address: string;
}

interface WantedChange {
  customerId: number;
  /** When the password was set that they have given. */
  passwordSetAt: string;
  emailKey: string;
  email: string;
}

/**
 * Asks for another e-mail address of the customer who is signed in to the Hub and gives their password: a mail to the new address
 * asks for confirmation, and until then nothing changes. The answer and the work are the same whoever has that address already.
 */
export async function requestEmailChange(
  ctx: Ctx,
  limits: { hub: HubLimits; links: SignInLimits },
  input: RequestEmailChange,
): Promise<void> {
  const { id } = signedInCustomer(ctx.actor);
  await limits.hub.take("password", id);
  const email = parseEmail(input.email);
  const [record] = await loadCustomers(ctx.db, [id]);
  // Read before the password is compared: one that is set meanwhile is another one.
  const passwordSetAt = await passwordSetAtOf(ctx, id);
  const problems: Problem[] = [];
  if (!email.ok) problems.push({ path: "email", message: email.message, code: "INVALID" });
  else if (email.key === record?.emailKey)
    problems.push({ path: "email", message: "This is your address already.", code: "INVALID" });
  if (!(await verifyPassword(await passwordHashOf(ctx, id), input.password)))
    problems.push({ path: "password", message: "This is not your password. Try again.", code: "INVALID" });
  if (!email.ok || problems.length > 0) throw new UserError(problems);
  const emailKey = await checkedAddress(limits.links, { email: input.email, address: input.address });
  await inTransaction(ctx, async (tx) => {
    await holdActingCustomer(tx);
    const payload: WantedChange = { customerId: id, passwordSetAt, emailKey, email: email.value };
    await enqueueJob(asTheHub(tx), { kind: "accounts.changeEmail", payload });
  });
}

/**
 * For the worker: somebody else's address gets nothing, and neither does who may not sign in any more. Whoever sets another password
 * throws out who knew the one before; a link that was asked for with that one must not come after it.
 */
export const sendChangeLink = onceOnly<WantedChange>(async (tx, { customerId, passwordSetAt, emailKey, email }) => {
  await lockCustomers(tx, [customerId]);
  if ((await passwordSetAtOf(tx, customerId)) !== passwordSetAt) return;
  const [record] = await loadCustomers(tx.db, [customerId]);
  const ownerId = (await ownersOf(tx.db, "email", [emailKey])).get(emailKey);
  if (!record || (ownerId !== undefined && ownerId !== customerId)) return;
  const { isActive, hubAccess, isBlocked, isDeleted } = record;
  if (!isActive || !hubAccess || isBlocked || isDeleted || !(await readSettings(tx)).hubActivated) return;
  const link = await issueAddressLink(tx, CHANGE_PURPOSE, customerId, { key: emailKey, value: email });
  await queueMails(tx, [{ kind: "changeEmail", to: { customerId, address: email }, values: { link } }]);
});

/**
 * Makes the address that a link was sent to the customer's primary one, in place of the one before, which is told. All sessions but
 * `sessionId` and every link end. One that they have beside the primary one stays where it is, and they sign in with it from now on.
 */
export async function confirmEmailChange(
  ctx: Ctx,
  { token, sessionId }: { token: string; sessionId: string },
): Promise<void> {
  // No actor is checked: the link itself is what allows it. That of a change could only be asked for with the password.
  const { customerId } = await findLivingChange(ctx, token);
  try {
    await inTransaction(ctx, async (tx) => {
      await lockCustomers(tx, [customerId]);
      // Looked at again under the lock: of two that use it at the same moment, one finds it used.
      const change = await findLivingChange(tx, token);
      await (change.purpose === ADDRESS_PURPOSE ? confirmOther(tx, change) : writeChange(tx, change, sessionId));
    });
  } catch (error) {
    // Somebody has come to have the same address in this very moment.
    throw isDuplicateKey(error) ? addressTaken() : error;
  }
}

async function confirmOther(tx: Ctx, { customerId, emailKey: key }: EmailChange): Promise<void> {
  if ((await ownersOf(tx.db, "email", [key])).get(key) !== customerId) throw addressTaken();
  await confirmAddress(tx, customerId, key);
  await removeLinks(tx, [customerId]);
  const [record] = await loadCustomers(tx.db, [customerId]);
  const actor = { kind: "customer", id: customerId, name: record ? displayName(record) : "" } as const;
  await recordActivity({ ...tx, actor }, [{ customerId, action: "customer.emailConfirmed" }]);
}

/** Who can read the mail that was sent there may sign in with it. */
async function confirmAddress(tx: Ctx, customerId: number, key: string): Promise<void> {
  await tx.db.query(
    "UPDATE customer_identifiers SET is_verified = 1 WHERE kind = 'email' AND customer_id = ? AND identifier_key = ?",
    [customerId, key],
  );
  await forgetRegistration(tx, key);
}

/** Empty for who has no password. */
async function passwordSetAtOf(ctx: Ctx, customerId: number): Promise<string> {
  const [login]: { password_set_at: string | null }[] = await ctx.db.query(
    "SELECT password_set_at FROM customer_logins WHERE customer_id = ? AND password_hash IS NOT NULL",
    [customerId],
  );
  return login?.password_set_at ?? "";
}

async function writeChange(tx: Ctx, change: EmailChange, sessionId: string): Promise<void> {
  const { customerId, emailKey: key, email: value } = change;
  const ownerId = (await ownersOf(tx.db, "email", [key])).get(key);
  if (ownerId !== undefined && ownerId !== customerId) throw addressTaken();
  const [before] = await loadCustomers(tx.db, [customerId]);
  if (!before) throw new Error(`Customer ${customerId} has a link and no record.`);
  // Neither attributes nor grants change, so nothing has to be told by a name that is not here.
  const names = { attribute: String, organisation: String };
  const { after, diff } = applyChanges(before, { email: { key, value } }, names);
  await updateCustomer(tx, before, after, diff);
  await confirmAddress(tx, customerId, key);
  await removeLinks(tx, [customerId]);
  await endOtherSessions(tx, customerId, sessionId);
  await tellFormer(tx, before);
  const actor = { kind: "customer", id: customerId, name: displayName(before) } as const;
  await recordActivity({ ...tx, actor }, [{ customerId, action: "customer.updated", changes: diff }]);
  await lookForDuplicates(tx, { customerId });
}

/** Also when the former address stays one of theirs: somebody else may have got at the account. */
async function tellFormer(tx: Ctx, { id: customerId, email: address }: CustomerRecord): Promise<void> {
  if (address) await queueMails(tx, [{ kind: "addressChanged", to: { customerId, address }, values: {} }]);
}

/** The link's own mailbox is theirs, so they may know; not whose the other account is. */
const addressTaken = () =>
  new UserError("token", "This address belongs to another account by now. Contact the support department.");
