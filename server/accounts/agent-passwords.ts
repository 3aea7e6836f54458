import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { queueMails } from "@/server/mail/queue-mail";
import { Agent } from "./agent.entity";
import { findLivingAgentLink, issueAgentLink, removeAgentLink, takeTurn } from "./agent-links";
import { onceOnly } from "./once-only";
import { hashPassword, passwordProblem } from "./passwords";
import { type Asking, checkedAddress } from "./request-link";
import type { SignInLimits } from "./sign-in-limits";

interface WantedAgentLink {
  emailKey: string;
}

/** Asks for a mail with a link to set a new password. The answer is the same for every address, and so is the work. */
export async function requestAgentPasswordReset(ctx: Ctx, limits: SignInLimits, input: Asking): Promise<void> {
  // Nobody is signed in: whether there is such an agent is found out by the worker.
  const payload: WantedAgentLink = { emailKey: await checkedAddress(limits, input) };
  const asTheDesk: Ctx = { ...ctx, actor: { kind: "system", name: "sign-in page" } };
  await inTransaction(asTheDesk, (tx) => enqueueJob(tx, { kind: "accounts.sendAgentLink", payload }));
}

/** The job of it. Whoever is deactivated, or has not followed their invitation yet, gets nothing: an admin has to let them in. */
export const sendAgentLink = onceOnly<WantedAgentLink>(async (tx, { emailKey }) => {
  const agent = await tx.db.findOneBy(Agent, { emailKey });
  // MySQL holds a key with spaces at its end for the same one.
  if (agent?.emailKey !== emailKey || !agent.isActive) return;
  const link = await issueAgentLink(tx, "reset", agent.id);
  await queueMails(tx, [{ kind: "agentReset", to: { agentId: agent.id }, values: { link } }]);
});

/**
 * Sets the password of the agent who follows a link, once, and ends all their sessions. It lets whoever was invited in, and nobody
 * who was deactivated.
 */
export async function setAgentPassword(ctx: Ctx, input: { token: string; password: string }): Promise<void> {
  // No actor is checked: the link itself is what allows it.
  const { email, name } = await findLivingAgentLink(ctx, input.token);
  const problem = await passwordProblem(input.password, [email, name, ...name.split(" ")]);
  if (problem) throw new UserError("password", problem);
  const passwordHash = await hashPassword(input.password);
  await inTransaction(ctx, async (tx) => {
    await takeTurn(tx);
    // Looked at again in turn: of two that use it at the same moment, one finds it used.
    const { agentId, purpose } = await findLivingAgentLink(tx, input.token);
    const agent = await tx.db.findOneByOrFail(Agent, { id: agentId });
    await removeAgentLink(tx, agentId);
    await tx.db.update(Agent, agentId, { passwordHash, isActive: true, sessionVersion: agent.sessionVersion + 1 });
    const actor = {
      kind: "agent",
      id: agentId,
      name: agent.name,
      role: agent.role,
      permissions: new Set<never>(),
    } as const;
    const action = purpose === "invitation" ? "agent.activated" : "agent.passwordSet";
    await recordAudit({ ...tx, actor }, { action, subject: `${agent.name} (${agent.email})` });
  });
}
