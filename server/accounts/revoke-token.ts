import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction, placeholders, toDbTime } from "@/server/db";
import { notFound } from "@/server/errors";
import { isAllowed } from "@/server/permissions";
import { AccessToken } from "./access-token.entity";
import { Agent } from "./agent.entity";
import { mayHaveTokens } from "./create-token";

/** Ends a token at its next use, and those that it has made. Once more changes nothing. One's own, or with agent.manage any. */
export async function revokeToken(ctx: Ctx, input: { id: number }): Promise<AccessToken> {
  mayHaveTokens(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const token = await tx.db.findOneBy(AccessToken, { id: input.id });
    if (!token || !mayRevoke(tx, token)) throw notFound("token");
    if (token.revokedAt) return token;
    const isOwn = token.ownerId === null || (tx.actor.kind === "agent" && tx.actor.id === token.ownerId);
    const owner = isOwn ? null : await tx.db.findOneBy(Agent, { id: token.ownerId ?? 0 });
    const details = owner ? { details: { owner: owner.name } } : {};
    await recordAudit(tx, { action: "token.revoked", subject: token.name, ...details });
    const revokedAt = tx.now();
    await endTokens(tx, [token.id]);
    return { ...token, revokedAt };
  });
}

const mayRevoke = ({ actor }: Ctx, { ownerId }: AccessToken): boolean =>
  isAllowed(actor, "agent.manage") || (actor.kind === "agent" && actor.id === ownerId);

/** Ends all that an agent has, for good. Returns how many there were. */
export async function endTokensOf(tx: Ctx, ownerId: number): Promise<number> {
  const rows: { id: number }[] = await tx.db.query(
    "SELECT id FROM access_tokens WHERE owner_id = ? AND revoked_at IS NULL",
    [ownerId],
  );
  await endTokens(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

async function endTokens(tx: Ctx, ids: readonly number[]): Promise<void> {
  let ending = ids;
  while (ending.length > 0) {
    const these = placeholders(ending.length);
    await tx.db.query(`UPDATE access_tokens SET revoked_at = ? WHERE revoked_at IS NULL AND id IN ${these}`, [
      toDbTime(tx.now()),
      ...ending,
    ]);
    const made: { id: number }[] = await tx.db.query(
      `SELECT id FROM access_tokens WHERE revoked_at IS NULL AND made_by_token_id IN ${these}`,
      [...ending],
    );
    ending = made.map(({ id }) => id);
  }
}
