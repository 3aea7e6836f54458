import { createHash, randomBytes } from "node:crypto";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction, toDbTime } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { type Actor, allow, NOBODY, PERMISSIONS, type Permission } from "@/server/permissions";
import { AccessToken } from "./access-token.entity";

/** A prefix that secret scanners can look for. */
const PREFIX = "deskfolk_";

/** Makes a token with these permissions. The token itself is returned once and not kept. */
export async function createToken(
  ctx: Ctx,
  input: { name: string; permissions: readonly string[] },
): Promise<{ id: number; token: string }> {
  allow(ctx.actor, "agent.manage");
  const name = input.name.trim();
  if (!name || name.length > 200) throw new UserError("name", "Give a name of at most 200 characters.");
  const permissions = checkedPermissions(input.permissions);
  const token = PREFIX + randomBytes(32).toString("base64url");
  const saved = await inTransaction(ctx, async (tx) => {
    const may = permissions.length === PERMISSIONS.length ? "everything" : permissions.join(", ");
    await recordAudit(tx, { action: "token.created", subject: name, details: { permissions: may } });
    return tx.db.save(AccessToken, {
      name,
      tokenHash: hashOf(token),
      permissions: JSON.stringify(permissions),
      createdAt: tx.now(),
    });
  });
  return { id: saved.id, token };
}

/** Ends a token at its next use. Once more changes nothing. */
export async function revokeToken(ctx: Ctx, input: { id: number }): Promise<AccessToken> {
  allow(ctx.actor, "agent.manage");
  return inTransaction(ctx, async (tx) => {
    const token = await tx.db.findOneBy(AccessToken, { id: input.id });
    if (!token) throw notFound("token");
    if (token.revokedAt) return token;
    await recordAudit(tx, { action: "token.revoked", subject: token.name });
    return tx.db.save(AccessToken, { ...token, revokedAt: tx.now() });
  });
}

/** Every token, newest first; none of them can be read back. */
export async function listTokens(ctx: Ctx): Promise<AccessToken[]> {
  allow(ctx.actor, "agent.manage");
  return ctx.db.getRepository(AccessToken).find({ order: { id: "DESC" }, take: 200 });
}

/** What a token may do. */
export const permissionsOf = (token: Pick<AccessToken, "permissions">): Permission[] =>
  JSON.parse(token.permissions) as Permission[];

/** Who holds this token: nobody for an unknown or revoked one. */
export async function actorOfToken(ctx: Ctx, token: string): Promise<Actor> {
  if (!token.startsWith(PREFIX) || token.length > 100) return NOBODY;
  const [row]: { id: number; name: string; permissions: string; last_used_at: string | null }[] = await ctx.db.query(
    "SELECT id, name, permissions, last_used_at FROM access_tokens WHERE token_hash = ? AND revoked_at IS NULL",
    [hashOf(token)],
  );
  if (!row) return NOBODY;
  await noteUse(ctx, row);
  return {
    kind: "token",
    id: row.id,
    name: row.name,
    permissions: new Set(permissionsOf(row)),
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

function checkedPermissions(names: readonly string[]): Permission[] {
  if (names.length === 1 && names[0] === "all") return [...PERMISSIONS];
  const unknown = names.filter((name) => !PERMISSIONS.includes(name as Permission));
  if (names.length === 0 || unknown.length > 0) {
    const what = unknown.length > 0 ? `There is no permission ${unknown.join(", ")}. ` : "";
    throw new UserError("permissions", `${what}Choose "all" or some of: ${PERMISSIONS.join(", ")}.`);
  }
  return [...new Set(names as Permission[])];
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
