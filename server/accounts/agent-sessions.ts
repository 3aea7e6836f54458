import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { inTransaction, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { type Actor, NOBODY, ROLE_PERMISSIONS, type Role } from "@/server/permissions";
import { Agent } from "./agent.entity";
import { AgentSession } from "./agent-session.entity";
import { verifyPassword } from "./passwords";
import { hashOfSecret, newSecret } from "./secret";
import type { SignInLimits } from "./sign-in-limits";

/** What a signed-in browser carries, signed. */
export interface SessionClaims {
  sessionId: string;
  agentId: number;
  sessionVersion: number;
}

export interface SignedIn extends SessionClaims {
  name: string;
  email: string;
}

const SESSION_DAYS = 14;

/**
 * Begins a session, or gives undefined: for an unknown address, a wrong password and a deactivated agent alike, in the same time.
 * @throws UserError RATE_LIMITED after too many tries for the address or from the client
 */
export async function signInAgent(
  ctx: Ctx,
  limits: SignInLimits,
  input: { email: string; password: string; address: string },
): Promise<SignedIn | undefined> {
  const email = parseEmail(input.email);
  const limitKey = email.ok ? email.key : input.email.slice(0, 320);
  if (!(await limits.take(limitKey, input.address))) {
    await noteLimit(ctx, input.address);
    throw new UserError("", "Too many tries. Wait a few minutes, then try again.", { code: "RATE_LIMITED" });
  }
  // Asked for no address too, so that it takes as long.
  const agent = await ctx.db.findOneBy(Agent, { emailKey: email.ok ? email.key : "" });
  const isRight = await verifyPassword(agent?.passwordHash, input.password);
  if (!agent?.isActive || !isRight) return undefined;
  await limits.forgive(limitKey, input.address);

  const sessionId = newSecret();
  await inTransaction(ctx, async (tx) => {
    const now = tx.now();
    await tx.db.query("DELETE FROM agent_sessions WHERE expires_at < ?", [toDbTime(now)]);
    await tx.db.insert(AgentSession, {
      idHash: hashOfSecret(sessionId),
      agentId: agent.id,
      sessionVersion: agent.sessionVersion,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
    });
  });
  return { sessionId, agentId: agent.id, sessionVersion: agent.sessionVersion, name: agent.name, email: agent.email };
}

const LIMIT_NOTED_EVERY_MS = 15 * 60_000;

/** Once in the time that the limits count over for each client: whoever goes on guessing must not fill the audit. */
async function noteLimit(ctx: Ctx, client: string): Promise<void> {
  const subject = `from ${client}`.slice(0, 200);
  const since = toDbTime(new Date(ctx.now().getTime() - LIMIT_NOTED_EVERY_MS));
  await inTransaction(ctx, async (tx) => {
    const noted: unknown[] = await tx.db.query(
      "SELECT id FROM audit_entries WHERE action = 'signIn.limited' AND occurred_at > ? AND subject = ? LIMIT 1",
      [since, subject],
    );
    if (noted.length === 0) await recordAudit(tx, { action: "signIn.limited", subject });
  });
}

/** Ends this session, and only this one: a copy of its cookie is worth nothing from now on. */
export async function signOutAgent(ctx: Ctx, claims: SessionClaims): Promise<void> {
  await inTransaction(ctx, (tx) =>
    tx.db.delete(AgentSession, { idHash: hashOfSecret(claims.sessionId), agentId: claims.agentId }),
  );
}

/** Who holds these claims now: nobody once the session was ended, the agent deactivated, or their access changed. */
export async function actorOfSession(ctx: Ctx, claims: SessionClaims): Promise<Actor> {
  if (typeof claims.sessionId !== "string") return NOBODY;
  const [row]: { id: number; name: string; role: Role }[] = await ctx.db.query(
    `SELECT a.id, a.name, a.role FROM agent_sessions s JOIN agents a ON a.id = s.agent_id
      WHERE s.id_hash = ? AND s.agent_id = ? AND s.session_version = a.session_version AND a.is_active = 1 AND s.expires_at > ?`,
    [hashOfSecret(claims.sessionId), claims.agentId, toDbTime(ctx.now())],
  );
  return row
    ? { kind: "agent", id: row.id, name: row.name, role: row.role, permissions: permissionsOf(row.role) }
    : NOBODY;
}

const permissionSets = new Map(
  Object.entries(ROLE_PERMISSIONS).map(([role, permissions]) => [role, new Set(permissions)]),
);
const permissionsOf = (role: Role) => permissionSets.get(role) ?? new Set();
