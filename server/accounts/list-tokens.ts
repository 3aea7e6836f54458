import type { Ctx } from "@/server/ctx";
import { fromDbTime } from "@/server/db";
import { notFound } from "@/server/errors";
import { allow, isAllowed, type Permission, type Role } from "@/server/permissions";
import { permissionsInEffect, permissionsOf } from "./access-tokens";
import { mayHaveTokens } from "./create-token";

export type TokenState = "active" | "expired" | "revoked";

export interface TokenRow {
  id: number;
  name: string;
  permissions: Permission[];
  /** Without what its owner may not. */
  permissionsInEffect: Permission[];
  /** Null for one that was made on the server: it is nobody's. */
  ownerId: number | null;
  ownerName: string | null;
  state: TokenState;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

interface RawToken {
  id: number;
  name: string;
  permissions: string;
  owner_id: number | null;
  owner_name: string | null;
  role: Role | null;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
}

const SELECT = `SELECT t.id, t.name, t.permissions, t.owner_id, a.name AS owner_name, a.role, t.created_at, t.last_used_at,
    t.expires_at, t.revoked_at
  FROM access_tokens t LEFT JOIN agents a ON a.id = t.owner_id`;

/** `mine` are those of the agent who asks; `all` needs agent.manage. */
export type TokenScope = "mine" | "all";

/** Tokens, newest first, ended ones included; none of them can be read back. `before` is the last id of the page before. */
export async function listTokens(
  ctx: Ctx,
  { scope, first, before }: { scope: TokenScope; first: number; before?: number },
): Promise<{ rows: TokenRow[]; hasMore: boolean }> {
  mayHaveTokens(ctx.actor);
  if (scope === "all") allow(ctx.actor, "agent.manage");
  const conditions = ["1 = 1"];
  const parameters: number[] = [];
  if (scope === "mine") {
    conditions.push("t.owner_id = ?");
    parameters.push(ownIdOf(ctx));
  }
  if (before !== undefined) {
    conditions.push("t.id < ?");
    parameters.push(before);
  }
  const rows: RawToken[] = await ctx.db.query(
    `${SELECT} WHERE ${conditions.join(" AND ")} ORDER BY t.id DESC LIMIT ?`,
    [...parameters, first + 1],
  );
  return { rows: rows.slice(0, first).map((row) => rowOf(ctx, row)), hasMore: rows.length > first };
}

/** One of one's own, or with agent.manage any. */
export async function findToken(ctx: Ctx, id: number): Promise<TokenRow> {
  mayHaveTokens(ctx.actor);
  const [row]: RawToken[] = await ctx.db.query(`${SELECT} WHERE t.id = ?`, [id]);
  const isTheirs = row && (isAllowed(ctx.actor, "agent.manage") || row.owner_id === ownIdOf(ctx));
  if (!isTheirs) throw notFound("token");
  return rowOf(ctx, row);
}

/** Nobody has the id 0. */
function ownIdOf({ actor }: Ctx): number {
  if (actor.kind === "agent") return actor.id;
  return (actor.kind === "token" && actor.ownerId) || 0;
}

function rowOf(ctx: Ctx, raw: RawToken): TokenRow {
  const timeOf = (text: string | null) => (text === null ? null : fromDbTime(text));
  const expiresAt = timeOf(raw.expires_at);
  const isExpired = expiresAt !== null && expiresAt <= ctx.now();
  return {
    id: raw.id,
    name: raw.name,
    permissions: permissionsOf(raw),
    permissionsInEffect: permissionsInEffect(raw, raw.role),
    ownerId: raw.owner_id,
    ownerName: raw.owner_name,
    state: raw.revoked_at ? "revoked" : isExpired ? "expired" : "active",
    createdAt: fromDbTime(raw.created_at),
    lastUsedAt: timeOf(raw.last_used_at),
    expiresAt,
    revokedAt: timeOf(raw.revoked_at),
  };
}
