import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { findLink } from "./find-link";
import type { WantedLink } from "./link-jobs";
import type { SignInLimits } from "./sign-in-limits";

/** Who asks, as a limit counts them: an address of an account, and that of the client. */
export interface Asking {
  email: string;
  address: string;
}

/** Asks for a mail with a link to set a new password. The answer is the same for every address, and so is the work. */
export async function requestPasswordReset(ctx: Ctx, limits: SignInLimits, input: Asking): Promise<void> {
  await askForLink(ctx, limits, input, "password");
}

/** Asks for another mail to confirm an address. The same holds. */
export async function requestConfirmation(ctx: Ctx, limits: SignInLimits, input: Asking): Promise<void> {
  await askForLink(ctx, limits, input, "confirmation");
}

/** Asks for another link in place of one that has expired; it goes to the address that the old one went to. */
export async function renewLink(
  ctx: Ctx,
  limits: SignInLimits,
  input: { token: string; address: string },
): Promise<void> {
  const link = await findLink(ctx, input.token);
  if (!link) throw new UserError("token", "This link has been used, or a newer one was sent. Ask for a new link.");
  const wanted = link.purpose === "confirm" ? "confirmation" : "password";
  await askForLink(ctx, limits, { email: link.email, address: input.address }, wanted);
}

/** Whether there is such a customer, and what they get, is found out by the worker: nothing here depends on it. */
async function askForLink(ctx: Ctx, limits: SignInLimits, input: Asking, wanted: WantedLink["wanted"]): Promise<void> {
  const emailKey = await checkedAddress(limits, input);
  const payload: WantedLink = { emailKey, wanted };
  await inTransaction(asTheHub(ctx), (tx) => enqueueJob(tx, { kind: "accounts.sendLink", payload }));
}

/**
 * The key of the address, counted.
 * @throws UserError for what is no address, and after too many tries
 */
export async function checkedAddress(limits: SignInLimits, { email, address }: Asking): Promise<string> {
  const parsed = parseEmail(email);
  if (!parsed.ok) throw new UserError("email", parsed.message);
  if (!(await limits.take(parsed.key, address)))
    throw new UserError("", "You have asked several times. Look into your mailbox, or try again in an hour.", {
      code: "RATE_LIMITED",
    });
  return parsed.key;
}

/** Jobs of people who are not signed in are the product's own: what they may do is what these jobs do. */
export const asTheHub = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "system", name: "customer hub" } });
