import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { queueMails } from "@/server/mail/queue-mail";
import { allow } from "@/server/permissions";
import { Agent } from "./agent.entity";
import { issueAgentLink } from "./agent-links";
import { insertAgent } from "./agents";
import { checkAgent, mayChange } from "./check-agent";

/** Makes an agent who cannot sign in yet, and mails them a link to set their password, which lets them in. */
export async function inviteAgent(ctx: Ctx, input: { email: string; name: string; role: string }): Promise<Agent> {
  allow(ctx.actor, "agent.manage");
  return insertAgent(ctx, checkAgent(ctx.actor, input), "", mailInvitation);
}

/** Mails another invitation; the link in the older one opens nothing any more. */
export async function inviteAgentAgain(ctx: Ctx, input: { id: number }): Promise<Agent> {
  allow(ctx.actor, "agent.manage");
  return inTransaction(ctx, async (tx) => {
    const agent = await tx.db.findOneBy(Agent, { id: input.id });
    if (!agent) throw notFound("agent");
    mayChange(tx.actor, agent);
    if (agent.passwordHash !== "")
      throw new UserError(
        "id",
        `${agent.name} has set a password already. Reactivate them instead, or let them ask for a new one.`,
      );
    await recordAudit(tx, { action: "agent.invited", subject: `${agent.name} (${agent.email})` });
    await mailInvitation(tx, agent);
    return agent;
  });
}

async function mailInvitation(tx: Ctx, agent: Agent): Promise<void> {
  const link = await issueAgentLink(tx, "invitation", agent.id);
  const invitedBy = "name" in tx.actor && tx.actor.kind === "agent" ? tx.actor.name : "An admin";
  await queueMails(tx, [
    { kind: "agentInvitation", to: { agentId: agent.id }, values: { link, name: agent.name, invitedBy } },
  ]);
}
