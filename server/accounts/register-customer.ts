import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { cleanName } from "@/server/customers/identity/person-name";
import { inTransaction } from "@/server/db";
import { DeniedError, type Problem, UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { readSettings } from "@/server/settings/settings";
import type { Registration } from "./link-jobs";
import { hashPassword, passwordProblem } from "./passwords";
import { asTheHub, checkedAddress } from "./request-link";
import type { SignInLimits } from "./sign-in-limits";

export interface RegisterCustomer {
  email: string;
  firstName: string;
  lastName: string;
  password: string;
  /** Of the client, for the limit. */
  address: string;
}

/**
 * Registers for the Customer Hub: a mail to the address asks for confirmation. The answer is the same whoever has the address
 * already, and so is the work: the worker finds out what they get.
 */
export async function registerCustomer(ctx: Ctx, limits: SignInLimits, input: RegisterCustomer): Promise<void> {
  if (!(await readSettings(ctx)).hubActivated)
    throw new DeniedError("FORBIDDEN", "The Customer Hub is not in use here.");
  const email = parseEmail(input.email);
  const [first, last] = [cleanName(input.firstName), cleanName(input.lastName)];
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) => problems.push({ path, message, code: "INVALID" });
  if (!email.ok) refuse("email", email.message);
  if (!first.ok) refuse("firstName", first.message);
  if (!last.ok) refuse("lastName", last.message);
  const names = [input.firstName, input.lastName, `${input.firstName} ${input.lastName}`];
  const weakness = await passwordProblem(input.password, [
    input.email.slice(0, 1000),
    ...names.map((name) => name.slice(0, 300)),
  ]);
  if (weakness) refuse("password", weakness);
  if (!email.ok || !first.ok || !last.ok || problems.length > 0) throw new UserError(problems);

  const emailKey = await checkedAddress(limits, input);
  const passwordHash = await hashPassword(input.password);
  const payload: Registration = {
    emailKey,
    email: email.value,
    firstName: first.value,
    lastName: last.value,
    passwordHash,
  };
  await inTransaction(asTheHub(ctx), (tx) => enqueueJob(tx, { kind: "accounts.register", payload }));
}
