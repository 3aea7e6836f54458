import { createHash, randomUUID } from "node:crypto";
import type { SignInLimits } from "@/server/accounts/sign-in-limits";
import type { Ctx } from "@/server/ctx";
import { cleanName, splitName } from "@/server/customers/identity/person-name";
import { DeniedError, type Problem, UserError } from "@/server/errors";
import { readSettings } from "@/server/settings/settings";
import { oneLine } from "@/server/tags/one-line";
import { checkBody, checkSubject } from "@/server/tickets/check-ticket";
import { checkSender } from "@/server/tickets/find-reporter";
import { CameBy } from "./incoming-mail.entity";
import { keepIncoming } from "./receive-mail";
import type { RequestForm } from "./request-form";

export interface SendRequest {
  name?: string | null;
  email?: string | null;
  mobile?: string | null;
  subject: string;
  body: string;
  /** Made by the form when it was opened: the same form sent again is no second request. */
  submissionKey?: string | null;
  /** Of the field that people do not see. */
  leaveEmpty?: string | null;
  /** Of the client, for the limit. */
  address: string;
}

const LONGEST_KEY = 100;

/**
 * Takes in what somebody writes who is not signed in. The answer is the same whoever has the address, and so is the work: it is
 * stored, and the worker finds out whose ticket it becomes (PRODUCT 3.5), or that it waits for an agent.
 */
export async function sendRequest(ctx: Ctx, limits: SignInLimits, input: SendRequest): Promise<void> {
  // No actor is checked: the form is for everybody, as the support address is.
  const { hubActivated, hasRequestForm } = await readSettings(ctx);
  if (!hubActivated || !hasRequestForm)
    throw new DeniedError("FORBIDDEN", "The public request form is not in use here.");
  const { form, sender } = await checkedForm(ctx, input);
  if (!(await limits.take(sender, input.address)))
    throw new UserError("", "That was a lot in a short time. Try again in an hour.", { code: "RATE_LIMITED" });
  const key = createHash("sha256")
    .update(`form ${input.submissionKey || randomUUID()}`)
    .digest("base64url");
  const contents = Buffer.from(JSON.stringify(form));
  await keepIncoming(ctx, { key, contents, cameBy: CameBy.FORM });
}

/** Everything that is wrong is told at once. @returns the form, and the key of its sender */
async function checkedForm(ctx: Ctx, input: SendRequest): Promise<{ form: RequestForm; sender: string }> {
  const problems: Problem[] = [];
  const name = cleanName(input.name ?? "");
  if (!name.ok) problems.push({ path: "name", message: name.message, code: "INVALID" });
  const { email, mobile } = await checkedSender(ctx, input, problems);
  const subject = checkSubject(input.subject, problems);
  const body = checkBody(input.body, problems);
  if ((input.submissionKey ?? "").length > LONGEST_KEY)
    problems.push({ path: "submissionKey", message: `Use at most ${LONGEST_KEY} characters.`, code: "TOO_LARGE" });
  const sender = email?.key ?? mobile?.key;
  if (problems.length > 0 || sender === undefined || !name.ok) throw new UserError(problems);
  const isAutomatic = Boolean(input.leaveEmpty?.trim());
  const typed = { name: name.value, email: email?.value ?? "", mobile: mobile?.value ?? "" };
  return { form: { ...typed, subject, body, isAutomatic }, sender };
}

async function checkedSender(ctx: Ctx, { name, email, mobile }: SendRequest, problems: Problem[]) {
  if (!email?.trim() && !mobile?.trim()) {
    const message = "Give an e-mail address or a mobile number, so that we can answer.";
    problems.push({ path: "email", message, code: "REQUIRED" });
    return { email: null, mobile: null };
  }
  return checkSender(ctx, { email, mobile, ...splitName(oneLine(name ?? "")) }, problems);
}
