import { type AuditAction, recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { DeniedError, notFound, UserError } from "@/server/errors";
import { allow, ROLE_PERMISSIONS, type Role } from "@/server/permissions";
import { Agent } from "./agent.entity";
import { removeAgentLink, takeTurn } from "./agent-links";
import { cleanName, mayChange, nameProblems, roleProblems } from "./check-agent";
import { endTokensOf } from "./revoke-token";

export interface UpdateAgent {
  id: number;
  /** What is left out stays. */
  name?: string;
  role?: string;
  isActive?: boolean;
}

/**
 * Renames an agent, changes their role, ends their access or gives it back; each holds at their next request. The last admin who
 * can sign in stays one. Whose access ended has no token any more.
 */
export async function updateAgent(ctx: Ctx, { id, ...input }: UpdateAgent): Promise<Agent> {
  allow(ctx.actor, "agent.manage");
  const changes = checkChanges(ctx, input);
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx);
    await mustStillManage(tx);
    const before = await tx.db.findOneBy(Agent, { id });
    if (!before) throw notFound("agent");
    mayChange(tx.actor, before);
    if (Object.keys(changes).length === 0) return before;
    const after = { ...before, ...changes };
    if (after.isActive && before.passwordHash === "")
      throw new UserError("isActive", `${before.name} has not set a password yet. Send the invitation again.`);
    if (isAdmin(before) && !isAdmin(after)) await mustNotBeLastAdmin(tx, before, after);
    if (before.isActive !== after.isActive) after.sessionVersion += 1;
    // Whoever is out must not come back by a link that waits in their mailbox.
    if (changes.isActive === false) await removeAgentLink(tx, id);
    // For good: let in again, they would not know which programs act for them once more.
    const ended = changes.isActive === false ? await endTokensOf(tx, id) : 0;
    await tell(tx, before, after, { isWithdrawn: changes.isActive === false, endedTokens: ended });
    await tx.db.update(
      Agent,
      id,
      changes.isActive === undefined ? changes : { ...changes, sessionVersion: after.sessionVersion },
    );
    return after;
  });
}

type Changes = Partial<Pick<Agent, "name" | "role" | "isActive">>;

function checkChanges({ actor }: Ctx, input: Omit<UpdateAgent, "id">): Changes {
  const name = input.name === undefined ? undefined : cleanName(input.name);
  const problems = [
    ...(name === undefined ? [] : nameProblems(name)),
    ...(input.role === undefined ? [] : roleProblems(actor, input.role)),
  ];
  if (problems.length > 0) throw new UserError(problems);
  return {
    ...(name === undefined ? {} : { name }),
    ...(input.role === undefined ? {} : { role: input.role as Role }), // roleProblems has looked at it.
    ...(input.isActive === undefined ? {} : { isActive: input.isActive }),
  };
}

const isAdmin = (agent: Agent): boolean => agent.role === "admin" && agent.isActive;

/** Whoever was demoted while they waited for their turn manages nobody any more. */
async function mustStillManage(tx: Ctx): Promise<void> {
  const id = tx.actor.kind === "agent" ? tx.actor.id : tx.actor.kind === "token" ? tx.actor.ownerId : undefined;
  if (id === undefined) return;
  const actor = await tx.db.findOneBy(Agent, { id });
  const mayManage = actor?.isActive && ROLE_PERMISSIONS[actor.role].includes("agent.manage");
  if (!mayManage) throw new DeniedError("FORBIDDEN", "This needs the permission agent.manage. Ask an admin for it.");
}

async function mustNotBeLastAdmin(tx: Ctx, before: Agent, after: Agent): Promise<void> {
  const admins = await tx.db.findBy(Agent, { role: "admin", isActive: true });
  if (admins.some((admin) => admin.id !== before.id)) return;
  const path = before.isActive === after.isActive ? "role" : "isActive";
  throw new UserError(path, `${before.name} is the last admin who can sign in. Make somebody else an admin first.`);
}

interface AccessEnded {
  /** Whether an invitation, if there was one, opens nothing any more. */
  isWithdrawn: boolean;
  endedTokens: number;
}

async function tell(tx: Ctx, before: Agent, after: Agent, { isWithdrawn, endedTokens }: AccessEnded): Promise<void> {
  const subject = `${after.name} (${after.email})`;
  const happened: [AuditAction, Record<string, string>?][] = [];
  if (before.name !== after.name) happened.push(["agent.renamed", { name: `${before.name} → ${after.name}` }]);
  if (before.role !== after.role) happened.push(["agent.roleChanged", { role: `${before.role} → ${after.role}` }]);
  const ended = endedTokens > 0 ? { tokens: `${endedTokens} ended` } : undefined;
  if (before.isActive !== after.isActive)
    happened.push(after.isActive ? ["agent.activated"] : ["agent.deactivated", ended]);
  else if (isWithdrawn && before.passwordHash === "") happened.push(["agent.deactivated"]);
  for (const [action, details] of happened) await recordAudit(tx, { action, subject, details });
}
