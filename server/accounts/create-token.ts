import { randomBytes } from "node:crypto";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction, toDbTime } from "@/server/db";
import { DeniedError, type Problem, UserError } from "@/server/errors";
import { type Actor, allow, isAllowed, PERMISSIONS, type Permission, ROLE_PERMISSIONS } from "@/server/permissions";
import { AccessToken } from "./access-token.entity";
import { hashOfToken, permissionsInEffect, TOKEN_PREFIX } from "./access-tokens";
import { Agent } from "./agent.entity";
import { takeTurn } from "./agent-links";

export interface CreateToken {
  name: string;
  /** Or `all` alone: everything that whoever makes it may do. */
  permissions: readonly string[];
  /** Until when it opens something; left out it does until it is revoked. */
  expiresAt?: Date | null;
}

/**
 * Makes a token: an agent's own, or on the server nobody's. It never may more than whoever makes it, nor lives longer. The token itself
 * is returned once and not kept.
 */
export async function createToken(ctx: Ctx, input: CreateToken): Promise<{ id: number; token: string }> {
  mayHaveTokens(ctx.actor);
  const { name, permissions, expiresAt } = checkedToken(ctx, input);
  const token = TOKEN_PREFIX + randomBytes(32).toString("base64url");
  const saved = await inTransaction(ctx, async (tx) => {
    await takeTurn(tx);
    const maker = await makerNow(tx);
    if (maker.ownerId !== null) await mustHaveRoom(tx, maker.ownerId);
    if (permissions.some((one) => !maker.permissions.has(one))) throw changedMeanwhile();
    const expiry = maker.expiresAt && (!expiresAt || maker.expiresAt < expiresAt) ? maker.expiresAt : expiresAt;
    const may = permissions.length === PERMISSIONS.length ? "everything" : permissions.join(", ");
    const details = { permissions: may, ...(expiry ? { until: expiry.toISOString().slice(0, 10) } : {}) };
    await recordAudit(tx, { action: "token.created", subject: name, details });
    return tx.db.save(AccessToken, {
      name,
      tokenHash: hashOfToken(token),
      permissions: JSON.stringify(permissions),
      ownerId: maker.ownerId,
      madeByTokenId: tx.actor.kind === "token" ? tx.actor.id : null,
      createdAt: tx.now(),
      expiresAt: expiry,
    });
  });
  return { id: saved.id, token };
}

/** Every agent has tokens of their own. A program makes some only where it manages agents: a leaked token must not multiply. */
export function mayHaveTokens(actor: Actor): void {
  if (actor.kind !== "agent") allow(actor, "agent.manage");
}

const MAX_YEARS = 10;

function checkedToken({ actor, now }: Ctx, input: CreateToken) {
  const name = input.name.normalize("NFC").trim();
  const problems: Problem[] = [];
  // It stands in the audit and in timelines, on one line.
  if (!name || name.length > 200 || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name))
    problems.push({ path: "name", message: "Give a name of at most 200 characters, on one line.", code: "INVALID" });
  const wanted = permissionsWanted(actor, input.permissions);
  if (typeof wanted === "string") problems.push({ path: "permissions", message: wanted, code: "INVALID" });
  const expiresAt = input.expiresAt ?? null;
  const years = expiresAt ? (expiresAt.getTime() - now().getTime()) / (365.25 * 86_400_000) : 1;
  if (!(years > 0 && years <= MAX_YEARS))
    problems.push({
      path: "expiresAt",
      message: `Choose a time to come, within ${MAX_YEARS} years.`,
      code: "INVALID",
    });
  if (typeof wanted === "string" || problems.length > 0) throw new UserError(problems);
  return { name, permissions: wanted, expiresAt };
}

/** What is wrong, in words, where they cannot be given. */
function permissionsWanted(actor: Actor, names: readonly string[]): Permission[] | string {
  const own = PERMISSIONS.filter((permission) => isAllowed(actor, permission));
  if (names.length === 1 && names[0] === "all") return own;
  const unknown = names.filter((name) => !PERMISSIONS.includes(name as Permission));
  if (names.length === 0 || unknown.length > 0) {
    const shown = unknown.slice(0, 5).map((name) => name.slice(0, 40));
    const what = unknown.length > 0 ? `There is no permission ${shown.join(", ")}. ` : "";
    return `${what}Choose "all" or some of: ${own.join(", ")}.`;
  }
  const missing = names.filter((name) => !isAllowed(actor, name as Permission));
  if (missing.length > 0) return `A token cannot do more than you: ${missing.join(", ")}.`;
  return [...new Set(names as Permission[])];
}

interface Maker {
  ownerId: number | null;
  permissions: ReadonlySet<Permission>;
  expiresAt: Date | null;
}

/** Whoever makes it as they are in this transaction: deactivated, demoted or revoked meanwhile, they make nothing. */
async function makerNow(tx: Ctx): Promise<Maker> {
  const { actor } = tx;
  if (actor.kind === "agent") return { ...(await agentNow(tx, actor.id)), expiresAt: null };
  if (actor.kind !== "token") return { ownerId: null, permissions: new Set(PERMISSIONS), expiresAt: null };
  const token = await tx.db.findOneBy(AccessToken, { id: actor.id });
  if (!token || token.revokedAt) throw noAccess();
  const { expiresAt } = token;
  if (token.ownerId === null)
    return { ownerId: null, permissions: new Set(permissionsInEffect(token, null)), expiresAt };
  const { role } = await agentNow(tx, token.ownerId);
  return { ownerId: token.ownerId, permissions: new Set(permissionsInEffect(token, role)), expiresAt };
}

async function agentNow(tx: Ctx, id: number) {
  const agent = await tx.db.findOneBy(Agent, { id });
  if (!agent?.isActive) throw noAccess();
  return { ownerId: id, role: agent.role, permissions: new Set(ROLE_PERMISSIONS[agent.role]) };
}

const noAccess = () => new DeniedError("UNAUTHENTICATED", "Sign in, or send a valid access token.");

const changedMeanwhile = () =>
  new UserError("permissions", "What you may do has just changed. Choose again.", { code: "CHANGED_MEANWHILE" });

const MAX_TOKENS = 100;

async function mustHaveRoom(tx: Ctx, ownerId: number): Promise<void> {
  const [row]: { living: number | string }[] = await tx.db.query(
    "SELECT COUNT(*) AS living FROM access_tokens WHERE owner_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
    [ownerId, toDbTime(tx.now())],
  );
  if (Number(row?.living) >= MAX_TOKENS)
    throw new UserError("", `You have ${MAX_TOKENS} tokens. Revoke some that nobody needs any more.`, {
      code: "TOO_LARGE",
    });
}
