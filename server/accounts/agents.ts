import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { inTransaction, isDuplicateKey } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { allow, ROLES, type Role } from "@/server/permissions";
import { Agent } from "./agent.entity";
import { hashPassword, passwordProblem } from "./passwords";

export interface CreateAgent {
  email: string;
  name: string;
  role: string;
  password: string;
}

/** Makes an agent. */
export async function createAgent(ctx: Ctx, input: CreateAgent): Promise<Agent> {
  allow(ctx.actor, "agent.manage");
  const email = parseEmail(input.email);
  const name = input.name.normalize("NFC").trim();
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) => problems.push({ path, message, code: "INVALID" });
  if (!email.ok) refuse("email", email.message);
  if (!name || name.length > 200) refuse("name", "Give a name of at most 200 characters.");
  if (!ROLES.includes(input.role as Role)) refuse("role", `Choose a role: ${ROLES.join(", ")}.`);
  const weakness = await passwordProblem(input.password, [input.email, ...name.split(" "), name]);
  if (weakness) refuse("password", weakness);
  if (!email.ok || problems.length > 0) throw new UserError(problems);

  const passwordHash = await hashPassword(input.password);
  try {
    return await inTransaction(ctx, async (tx) => {
      const subject = `${name} (${email.value})`;
      await recordAudit(tx, { action: "agent.created", subject, details: { role: input.role } });
      return tx.db.save(Agent, {
        email: email.value,
        emailKey: email.key,
        name,
        role: input.role as Role,
        passwordHash,
        sessionVersion: 1,
        isActive: true,
        createdAt: tx.now(),
      });
    });
  } catch (error) {
    if (isDuplicateKey(error))
      throw new UserError("email", `There is an agent ${email.value} already.`, { code: "TAKEN" });
    throw error;
  }
}

/** Ends an agent's access at their next request, or gives it back. */
export async function setAgentActive(ctx: Ctx, input: { email: string; isActive: boolean }): Promise<void> {
  allow(ctx.actor, "agent.manage");
  const email = parseEmail(input.email);
  await inTransaction(ctx, async (tx) => {
    const agent = email.ok ? await tx.db.findOneBy(Agent, { emailKey: email.key }) : null;
    if (!agent) throw notFound("agent");
    if (!input.isActive && agent.role === "admin") await mustNotBeLastAdmin(tx, agent.id);
    await tx.db.update(Agent, agent.id, { isActive: input.isActive, sessionVersion: agent.sessionVersion + 1 });
    if (agent.isActive === input.isActive) return;
    const action = input.isActive ? "agent.activated" : "agent.deactivated";
    await recordAudit(tx, { action, subject: `${agent.name} (${agent.email})` });
  });
}

async function mustNotBeLastAdmin(tx: Ctx, id: number): Promise<void> {
  const admins = await tx.db.findBy(Agent, { role: "admin", isActive: true });
  if (admins.every((admin) => admin.id === id))
    throw new UserError("email", "This is the last admin. Make another one first.");
}
