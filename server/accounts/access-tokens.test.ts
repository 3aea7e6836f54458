import type { Database } from "@/server/db";
import { isAllowed, NOBODY, PERMISSIONS } from "@/server/permissions";
import { anActorWith } from "@/server/testing/actors";
import { countStatements } from "@/server/testing/count-statements";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { actorOfToken } from "./access-tokens";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";

/** As the command line does. */
const onServer = (database: Database) => testCtx(database, { actor: { kind: "system", name: "command line" } });
const all = { scope: "all", first: 50 } as const;

forEachDatabase("an access token that was made on the server", (open) => {
  test("may do what it was made for and nothing else", async () => {
    const ctx = onServer(await open());
    const { token } = await createToken(ctx, { name: "Reports", permissions: ["customer.view", "customer.export"] });
    const actor = await actorOfToken(ctx, token);
    expect(actor).toMatchObject({ kind: "token", name: "Reports" });
    expect(PERMISSIONS.filter((permission) => isAllowed(actor, permission))).toEqual([
      "customer.view",
      "customer.export",
    ]);
  });

  test("for all has every permission", async () => {
    const ctx = onServer(await open());
    const { token } = await createToken(ctx, { name: "Everything", permissions: ["all"] });
    const actor = await actorOfToken(ctx, token);
    expect(PERMISSIONS.filter((permission) => !isAllowed(actor, permission))).toEqual([]);
  });

  test("opens nothing from the moment it is revoked", async () => {
    const ctx = onServer(await open());
    const { id, token } = await createToken(ctx, { name: "Reports", permissions: ["customer.view"] });
    const other = await createToken(ctx, { name: "Other", permissions: ["customer.view"] });
    await revokeToken(ctx, { id });
    expect(await actorOfToken(ctx, token)).toEqual(NOBODY);
    expect(await actorOfToken(ctx, other.token)).toMatchObject({ name: "Other" });
    const { revokedAt } = await revokeToken(ctx, { id });
    expect(revokedAt).not.toBeNull();
    await expect(revokeToken(ctx, { id: 4711 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is nobody's when it is unknown, cut short, or another thing altogether", async () => {
    const ctx = onServer(await open());
    const { token } = await createToken(ctx, { name: "Reports", permissions: ["customer.view"] });
    for (const other of [
      "",
      "x",
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      token.slice(9),
      "x".repeat(1e6),
    ]) {
      expect(await actorOfToken(ctx, other)).toEqual(NOBODY);
    }
  });

  test("is kept as a hash alone", async () => {
    const ctx = onServer(await open());
    const { token } = await createToken(ctx, { name: "Reports", permissions: ["customer.view"] });
    expect(token).toMatch(/^deskfolk_[\w-]{43}$/);
    expect(JSON.stringify(await ctx.db.query("SELECT * FROM access_tokens"))).not.toContain(token.slice(9));
  });

  test("notes its use once an hour, so that reading costs no write", async () => {
    const ctx = onServer(await open());
    const { token } = await createToken(ctx, { name: "Reports", permissions: ["customer.view"] });
    await actorOfToken(ctx, token);
    expect(await countStatements(ctx.database, () => actorOfToken(ctx, token))).toBe(1);
    ctx.clock.advance(3_600_001);
    expect(await countStatements(ctx.database, () => actorOfToken(ctx, token))).toBeGreaterThan(1);
    const [noted] = (await listTokens(ctx, all)).rows;
    expect(noted?.lastUsedAt).toEqual(ctx.now());
  });

  test("needs a name and permissions that there are", async () => {
    const ctx = onServer(await open());
    const make = (name: string, ...permissions: string[]) => createToken(ctx, { name, permissions });
    await expect(make(" ", "all")).rejects.toMatchObject({ problems: [{ path: "name" }] });
    for (const permissions of [[], ["customer.fly"], ["all", "customer.view"], [""]]) {
      await expect(make("X", ...permissions)).rejects.toMatchObject({ problems: [{ path: "permissions" }] });
    }
  });

  test("is made, listed and revoked by programs that manage agents alone", async () => {
    const ctx = onServer(await open());
    const { id } = await createToken(ctx, { name: "Reports", permissions: ["customer.view"] });
    const other = ctx.as(anActorWith("settings.manage", "customer.view"));
    for (const attempt of [
      createToken(other, { name: "Mine", permissions: ["all"] }),
      revokeToken(other, { id }),
      listTokens(other, all),
      listTokens(other, { scope: "mine", first: 1 }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(createToken(ctx.as(NOBODY), { name: "Mine", permissions: ["all"] })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });
});
