import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { checkCustomer, throwProblems } from "@/server/customers/check-customer";
import { applyChanges, type CustomerChanges } from "@/server/customers/customer-changes";
import { type CustomerRecord, loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { lookForDuplicates } from "@/server/customers/find-duplicates";
import { updateCustomer } from "@/server/customers/write-customers";
import { inTransaction, isDuplicateKey, toDbTime } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { signedInCustomer } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import { removeLinks } from "./customer-links";
import { endOtherSessions, passwordHashOf } from "./customer-logins";
import { holdActingCustomer } from "./hold-acting-customer";
import type { HubLimits } from "./hub-limits";
import { hashPassword, passwordProblem, verifyPassword } from "./passwords";

/** What customers see of themselves, and may change but for the e-mail. */
export interface HubProfile {
  firstName: string;
  lastName: string;
  email: string | null;
  mobile: string | null;
}

/** The profile of the customer who is signed in to the Hub. */
export async function ownProfile(ctx: Ctx): Promise<HubProfile> {
  return profileOf(await ownRecord(ctx, signedInCustomer(ctx.actor).id));
}

const profileOf = ({ firstName, lastName, email, mobile }: CustomerRecord): HubProfile => ({
  firstName,
  lastName,
  email,
  mobile,
});

async function ownRecord(ctx: Ctx, id: number): Promise<CustomerRecord> {
  const [record] = await loadCustomers(ctx.db, [id]);
  if (!record) throw notFound("customer");
  return record;
}

/** What is left out stays; empty text empties. */
export interface UpdateProfile {
  firstName?: string | null;
  lastName?: string | null;
  mobile?: string | null;
}

/** Changes the names and the number of the customer who is signed in to the Hub, and returns the profile as it is then. */
export async function updateOwnProfile(ctx: Ctx, limits: HubLimits, input: UpdateProfile): Promise<HubProfile> {
  const { id } = signedInCustomer(ctx.actor);
  await limits.take("profile", id);
  const { defaultCountry } = await readSettings(ctx);
  const { firstName, lastName, mobile } = input;
  const { changes, problems } = checkCustomer({ firstName, lastName, mobile }, { definitions: [], defaultCountry });
  throwProblems(problems);
  try {
    return await inTransaction(ctx, (tx) => writeProfile(tx, id, changes));
  } catch (error) {
    // Somebody has come to have the same number in this very moment.
    throw isDuplicateKey(error) ? numberTaken() : error;
  }
}

async function writeProfile(tx: Ctx, id: number, changes: CustomerChanges): Promise<HubProfile> {
  await holdActingCustomer(tx);
  const before = await ownRecord(tx, id);
  const { mobile } = changes;
  const ownerId = mobile ? (await ownersOf(tx.db, "mobile", [mobile.key])).get(mobile.key) : undefined;
  if (ownerId !== undefined && ownerId !== id) throw numberTaken();
  // Neither attributes nor grants change, so nothing has to be told by a name that is not here.
  const names = { attribute: String, organisation: String };
  const { after, diff } = applyChanges(before, changes, names);
  await updateCustomer(tx, before, after, diff);
  if (diff.length > 0) await recordActivity(tx, [{ customerId: id, action: "customer.updated", changes: diff }]);
  if (diff.some(({ field }) => field !== "mobile")) await lookForDuplicates(tx, { customerId: id });
  return profileOf(after);
}

/** Whose it is, is nothing that another customer may learn. */
const numberTaken = () =>
  new UserError("mobile", "This number cannot be used here. Contact the support department if it is yours.");

export interface ChangePassword {
  oldPassword: string;
  newPassword: string;
  /** The secret of the session in which it is changed: all others end. */
  sessionId: string;
}

/** Sets another password for the customer who is signed in to the Hub and knows the old one. Links that were sent die. */
export async function changeOwnPassword(ctx: Ctx, limits: HubLimits, input: ChangePassword): Promise<void> {
  const { id } = signedInCustomer(ctx.actor);
  await limits.take("password", id);
  const oldHash = await passwordHashOf(ctx, id);
  if (!(await verifyPassword(oldHash, input.oldPassword))) throw wrongPassword();
  const { firstName, lastName, email } = await ownRecord(ctx, id);
  const about = [email, firstName, lastName, `${firstName} ${lastName}`, `${lastName} ${firstName}`];
  const problem = await passwordProblem(input.newPassword, about);
  if (problem) throw new UserError("newPassword", problem);
  const newHash = await hashPassword(input.newPassword);
  await inTransaction(ctx, async (tx) => {
    await holdActingCustomer(tx);
    // A forced reset or a link has ended the old one meanwhile.
    if ((await passwordHashOf(tx, id)) !== oldHash) throw wrongPassword();
    await tx.db.query("UPDATE customer_logins SET password_hash = ?, password_set_at = ? WHERE customer_id = ?", [
      newHash,
      toDbTime(tx.now()),
      id,
    ]);
    await endOtherSessions(tx, id, input.sessionId);
    await removeLinks(tx, [id]);
    await recordActivity(tx, [{ customerId: id, action: "customer.passwordSet" }]);
  });
}

const wrongPassword = () =>
  new UserError("oldPassword", "This is not your password. Try again, or sign out and ask for a link.");
