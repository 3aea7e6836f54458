import type { Ctx } from "@/server/ctx";
import { fromDbTime, placeholders, toDbTime } from "@/server/db";
import { notFound } from "@/server/errors";
import type { MailStatus } from "@/server/mail/mail.entity";
import { allow, type Role } from "@/server/permissions";

/** `invited`: made, and has not set a password yet. */
export type AgentState = "active" | "invited" | "deactivated";

export interface AgentInvitation {
  sentAt: Date;
  expiresAt: Date;
  isExpired: boolean;
  /** How far its mail is; null when it was cleared away. */
  mailStatus: MailStatus | null;
  /** Why the mail failed or was skipped. */
  mailReason: string | null;
}

/** An agent as an admin sees them. */
export interface AgentRow {
  id: number;
  email: string;
  name: string;
  role: Role;
  isActive: boolean;
  createdAt: Date;
  state: AgentState;
  /** Whoever has none comes back by an invitation. */
  hasPassword: boolean;
  invitation: AgentInvitation | null;
  /** What the list is ordered by. */
  nameKey: string;
}

/** A place in the list: the last agent of the page before. */
export interface AgentPlace {
  nameKey: string;
  id: number;
}

interface RawAgent {
  id: number;
  email: string;
  name: string;
  name_key: string;
  role: Role;
  is_active: number;
  created_at: string;
  has_password: number;
  sent_at: string | null;
  expires_at: string | null;
}

const SELECT = `SELECT a.id, a.email, a.name, LOWER(a.name) AS name_key, a.role, a.is_active, a.created_at,
    CASE WHEN a.password_hash = '' THEN 0 ELSE 1 END AS has_password, k.created_at AS sent_at, k.expires_at
  FROM agents a LEFT JOIN agent_links k ON k.agent_id = a.id AND k.purpose = 'invitation'`;

/** All agents by name, whoever is deactivated included. */
export async function listAgents(
  ctx: Ctx,
  { first, after }: { first: number; after?: AgentPlace },
): Promise<{ rows: AgentRow[]; hasMore: boolean }> {
  allow(ctx.actor, "agent.manage");
  const where = after ? "WHERE LOWER(a.name) > ? OR (LOWER(a.name) = ? AND a.id > ?)" : "";
  const raw: RawAgent[] = await ctx.db.query(`${SELECT} ${where} ORDER BY LOWER(a.name), a.id LIMIT ?`, [
    ...(after ? [after.nameKey, after.nameKey, after.id] : []),
    first + 1,
  ]);
  return { rows: await rowsOf(ctx, raw.slice(0, first)), hasMore: raw.length > first };
}

/** One of them. */
export async function findAgent(ctx: Ctx, id: number): Promise<AgentRow> {
  allow(ctx.actor, "agent.manage");
  const [row] = await rowsOf(ctx, await ctx.db.query(`${SELECT} WHERE a.id = ?`, [id]));
  if (!row) throw notFound("agent");
  return row;
}

async function rowsOf(ctx: Ctx, raw: readonly RawAgent[]): Promise<AgentRow[]> {
  const invited = raw.filter((row) => row.expires_at !== null && row.is_active === 0);
  const mails = await latestInvitations(
    ctx,
    invited.map((row) => row.id),
  );
  const now = toDbTime(ctx.now());
  return raw.map((row) => {
    const isActive = row.is_active === 1;
    const mail = mails.get(row.id);
    const invitation =
      isActive || row.expires_at === null || row.sent_at === null
        ? null
        : {
            sentAt: fromDbTime(row.sent_at),
            expiresAt: fromDbTime(row.expires_at),
            isExpired: row.expires_at <= now,
            mailStatus: mail?.status ?? null,
            mailReason: mail?.reason ?? null,
          };
    return {
      id: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      isActive,
      createdAt: fromDbTime(row.created_at),
      state: isActive ? "active" : invitation ? "invited" : "deactivated",
      hasPassword: row.has_password === 1,
      invitation,
      nameKey: row.name_key,
    };
  });
}

interface InvitationMail {
  agent_id: number;
  status: MailStatus;
  reason: string | null;
}

async function latestInvitations(ctx: Ctx, ids: readonly number[]): Promise<Map<number, InvitationMail>> {
  if (ids.length === 0) return new Map();
  const rows: InvitationMail[] = await ctx.db.query(
    `SELECT agent_id, status, reason FROM mails WHERE id IN (
       SELECT MAX(id) FROM mails WHERE kind = 'agentInvitation' AND agent_id IN ${placeholders(ids.length)} GROUP BY agent_id)`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.agent_id, row]));
}
