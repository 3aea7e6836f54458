import type { Ctx } from "@/server/ctx";
import { insertRows, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import type { AgentLinkPurpose } from "./agent-link.entity";
import { LINK_LIFE_MS } from "./customer-links";
import { hashOfSecret, newSecret } from "./secret";

/**
 * Whoever changes an agent or their link does this first. On one server they take turns until they commit; in a cluster, where nobody
 * waits for another node's locks, one of two has written the same row and runs again. Without it two admins who demote each other at
 * the same instant would leave nobody.
 */
export async function takeTurn(tx: Ctx): Promise<void> {
  // Written in this very transaction, which takeIds would not do: what it takes is committed at once.
  await tx.db.query("UPDATE id_ranges SET next_id = next_id + 1 WHERE name = 'agentChanges'");
}

/** Ends the agent's older link and makes a new one. Returns its absolute address; only a hash of its secret is kept. */
export async function issueAgentLink(tx: Ctx, purpose: AgentLinkPurpose, agentId: number): Promise<string> {
  await takeTurn(tx);
  await removeAgentLink(tx, agentId);
  const secret = newSecret();
  const now = tx.now();
  await insertRows(tx.db, "agent_links", [
    {
      agent_id: agentId,
      token_hash: hashOfSecret(secret),
      purpose,
      created_at: toDbTime(now),
      expires_at: toDbTime(new Date(now.getTime() + LINK_LIFE_MS[purpose])),
    },
  ]);
  return `${tx.config.appUrl}/password/set?token=${secret}`;
}

export async function removeAgentLink(tx: Ctx, agentId: number): Promise<void> {
  await tx.db.query("DELETE FROM agent_links WHERE agent_id = ?", [agentId]);
}

/** A link that an agent has followed. */
export interface FollowedAgentLink {
  agentId: number;
  purpose: AgentLinkPurpose;
  email: string;
  name: string;
  isExpired: boolean;
}

interface RawLink {
  agent_id: number;
  purpose: AgentLinkPurpose;
  email: string;
  name: string;
  expires_at: string;
}

/**
 * The link with this secret, expired or not. Undefined for a used or replaced one, and for one whose agent was deactivated or let in
 * since: an invitation is for who has no access yet, a reset for who has.
 */
export async function findAgentLink(ctx: Ctx, token: string): Promise<FollowedAgentLink | undefined> {
  if (!/^[\w-]{20,100}$/.test(token)) return undefined;
  const [raw]: RawLink[] = await ctx.db.query(
    `SELECT k.agent_id, k.purpose, k.expires_at, a.email, a.name FROM agent_links k JOIN agents a ON a.id = k.agent_id
      WHERE k.token_hash = ? AND a.is_active = CASE k.purpose WHEN 'invitation' THEN 0 ELSE 1 END`,
    [hashOfSecret(token)],
  );
  if (!raw) return undefined;
  const { agent_id: agentId, purpose, email, name } = raw;
  return { agentId, purpose, email, name, isExpired: raw.expires_at <= toDbTime(ctx.now()) };
}

/** The link, if it still opens something. */
export async function findLivingAgentLink(ctx: Ctx, token: string): Promise<FollowedAgentLink> {
  const link = await findAgentLink(ctx, token);
  if (!link) throw new UserError("token", "This link has been used, or a newer one was sent.");
  if (!link.isExpired) return link;
  const who = link.purpose === "invitation" ? "Ask your admin for a new invitation." : "Ask for a new link.";
  throw new UserError("token", `This link has expired. ${who}`);
}
