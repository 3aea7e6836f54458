import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { inTransaction, isDuplicateKey } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { Agent } from "./agent.entity";
import { type CheckedAgent, checkAgent, cleanName } from "./check-agent";
import { hashPassword, passwordProblem } from "./passwords";
import { updateAgent } from "./update-agent";

export interface CreateAgent {
  email: string;
  name: string;
  role: string;
  password: string;
}

/** Makes an agent who can sign in at once, for whoever knows the password already: the command line. */
export async function createAgent(ctx: Ctx, input: CreateAgent): Promise<Agent> {
  allow(ctx.actor, "agent.manage");
  const name = cleanName(input.name);
  const weakness = await passwordProblem(input.password, [input.email, ...name.split(" "), name]);
  const checked = checkAgent(
    ctx.actor,
    input,
    weakness ? [{ path: "password", message: weakness, code: "INVALID" }] : [],
  );
  return insertAgent(ctx, checked, await hashPassword(input.password));
}

/** @param passwordHash empty for whoever has to set a password first */
export async function insertAgent(
  ctx: Ctx,
  { email, name, role }: CheckedAgent,
  passwordHash: string,
  andThen: (tx: Ctx, agent: Agent) => Promise<void> = async () => {},
): Promise<Agent> {
  try {
    return await inTransaction(ctx, async (tx) => {
      await recordAudit(tx, { action: "agent.created", subject: `${name} (${email.value})`, details: { role } });
      const agent = await tx.db.save(Agent, {
        email: email.value,
        emailKey: email.key,
        name,
        role,
        passwordHash,
        sessionVersion: 1,
        isActive: passwordHash !== "",
        createdAt: tx.now(),
      });
      await andThen(tx, agent);
      return agent;
    });
  } catch (error) {
    if (isDuplicateKey(error))
      throw new UserError("email", `There is an agent ${email.value} already.`, { code: "TAKEN" });
    throw error;
  }
}

/** Ends an agent's access at their next request, or gives it back: for the command line, which knows them by address. */
export async function setAgentActive(ctx: Ctx, input: { email: string; isActive: boolean }): Promise<void> {
  allow(ctx.actor, "agent.manage");
  const email = parseEmail(input.email);
  const agent = email.ok ? await ctx.db.findOneBy(Agent, { emailKey: email.key }) : null;
  if (!agent) throw notFound("agent");
  await updateAgent(ctx, { id: agent.id, isActive: input.isActive });
}
