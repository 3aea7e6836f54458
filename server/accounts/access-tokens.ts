import { createHash } from "node:crypto";
import type { Ctx } from "@/server/ctx";
import { inTransaction, toDbTime } from "@/server/db";
import { type Actor, NOBODY, type Permission, ROLE_PERMISSIONS, type Role } from "@/server/permissions";
import type { AccessToken } from "./access-token.entity";

/** A prefix that secret scanners can look for. */
export const TOKEN_PREFIX = "deskfolk_";

export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** What a token was made for. What its owner may not, it may not either: see permissionsInEffect. */
export const permissionsOf = (token: Pick<AccessToken, "permissions">): Permission[] =>
  JSON.parse(token.permissions) as Permission[];

/** @param role the owner's, at this moment; null for a token that is nobody's */
export function permissionsInEffect(token: Pick<AccessToken, "permissions">, role: Role | null): Permission[] {
  const permissions = permissionsOf(token);
  return role === null ? permissions : permissions.filter((one) => ROLE_PERMISSIONS[role].includes(one));
}

interface FoundToken {
  id: number;
  name: string;
  permissions: string;
  last_used_at: string | null;
  owner_id: number | null;
  role: Role | null;
}

/** Who holds this token: nobody for one that is unknown, revoked or expired, or whose owner has no access any more. */
export async function actorOfToken(ctx: Ctx, token: string): Promise<Actor> {
  if (!token.startsWith(TOKEN_PREFIX) || token.length > 100) return NOBODY;
  const [row]: FoundToken[] = await ctx.db.query(
    `SELECT t.id, t.name, t.permissions, t.last_used_at, t.owner_id, a.role
      FROM access_tokens t LEFT JOIN agents a ON a.id = t.owner_id
      WHERE t.token_hash = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?)
        AND (t.owner_id IS NULL OR a.is_active = 1)`,
    [hashOfToken(token), toDbTime(ctx.now())],
  );
  if (!row) return NOBODY;
  await noteUse(ctx, row);
  return {
    kind: "token",
    id: row.id,
    name: row.name,
    permissions: new Set(permissionsInEffect(row, row.role)),
    ...(row.owner_id === null ? {} : { ownerId: row.owner_id }),
  };
}

/** Once an hour is enough to see which tokens are dead, and keeps reads free of writes. */
async function noteUse(ctx: Ctx, row: { id: number; last_used_at: string | null }): Promise<void> {
  const now = ctx.now();
  const anHourAgo = toDbTime(new Date(now.getTime() - 3_600_000));
  if (row.last_used_at && row.last_used_at > anHourAgo) return;
  await inTransaction(ctx, (tx) =>
    tx.db.query("UPDATE access_tokens SET last_used_at = ? WHERE id = ?", [toDbTime(now), row.id]),
  );
}
