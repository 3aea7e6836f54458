import { parseEmail } from "@/server/customers/identity/email-key";
import { DeniedError, type Problem, UserError } from "@/server/errors";
import { type Actor, isAllowed, ROLE_PERMISSIONS, ROLES, type Role } from "@/server/permissions";

export interface CheckedAgent {
  email: { value: string; key: string };
  name: string;
  role: Role;
}

/**
 * What somebody says of a new agent, checked all at once.
 * @param others what is wrong with the rest of the form
 */
export function checkAgent(
  actor: Actor,
  input: { email: string; name: string; role: string },
  others: readonly Problem[] = [],
): CheckedAgent {
  const email = parseEmail(input.email);
  const name = cleanName(input.name);
  const problems: Problem[] = [];
  if (!email.ok) problems.push({ path: "email", message: email.message, code: "INVALID" });
  problems.push(...nameProblems(name), ...roleProblems(actor, input.role), ...others);
  if (!email.ok || problems.length > 0) throw new UserError(problems);
  return { email, name, role: input.role as Role }; // roleProblems has looked at it.
}

export const cleanName = (typed: string): string => typed.normalize("NFC").trim();

export function nameProblems(name: string): Problem[] {
  // It stands in headers of mails and in the timeline, on one line.
  const isFine = name !== "" && name.length <= 200 && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name);
  return isFine
    ? []
    : [{ path: "name", message: "Give a name of at most 200 characters, on one line.", code: "INVALID" }];
}

/** Nobody gives what they have not: a token that may manage agents and nothing else would make itself an admin. */
export function roleProblems(actor: Actor, role: string): Problem[] {
  if (!ROLES.includes(role as Role))
    return [{ path: "role", message: `Choose a role: ${ROLES.join(", ")}.`, code: "INVALID" }];
  const missing = missingFor(actor, role as Role);
  if (missing.length === 0) return [];
  const message = `You cannot give a role that may do more than you: ${missing.join(", ")}.`;
  return [{ path: "role", message, code: "INVALID" }];
}

/**
 * Whoever may less than an agent neither lets them in again nor takes anything from them: a leaked token that manages agents could
 * otherwise bring back an admin who was let go, or send the others away.
 */
export function mayChange(actor: Actor, agent: { name: string; role: Role }): void {
  const missing = missingFor(actor, agent.role);
  if (missing.length === 0) return;
  throw new DeniedError("FORBIDDEN", `${agent.name} may do more than you: ${missing.join(", ")}. Ask an admin.`);
}

const missingFor = (actor: Actor, role: Role) =>
  ROLE_PERMISSIONS[role].filter((permission) => !isAllowed(actor, permission));
