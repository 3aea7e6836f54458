import { listAudit } from "@/server/activity/list-audit";
import type { Ctx } from "@/server/ctx";
import { type Actor, isAllowed, NOBODY, PERMISSIONS, type Permission } from "@/server/permissions";
import { anActorWith } from "@/server/testing/actors";
import { aSignedInAgent } from "@/server/testing/agents";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { actorOfToken } from "./access-tokens";
import { createToken } from "./create-token";
import { inviteAgent, inviteAgentAgain } from "./invite-agent";
import { findToken, listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";
import { updateAgent } from "./update-agent";

const DAY = 86_400_000;

async function aDesk(database: Ctx["database"]) {
  const ctx = testCtx(database);
  const ada = await aSignedInAgent(ctx, "admin");
  const gus = await aSignedInAgent(ctx);
  return { ctx: ctx.as(ada), ada, gus, asGus: ctx.as(gus) };
}

const make = (ctx: Ctx, ...permissions: string[]) => createToken(ctx, { name: "Reports", permissions });
const mayDo = (actor: Actor) => PERMISSIONS.filter((permission) => isAllowed(actor, permission));
const namesOf = async (ctx: Ctx, scope: "mine" | "all") =>
  (await listTokens(ctx, { scope, first: 50 })).rows.map(({ name, ownerName, state }) => [name, ownerName, state]);

forEachDatabase("an agent's access token", (open) => {
  test("does what it was made for, as far as its owner may at that moment", async () => {
    const { ctx, gus, asGus } = await aDesk(await open());
    const { id, token } = await make(asGus, "customer.view", "customer.edit");
    expect(await actorOfToken(ctx, token)).toMatchObject({ kind: "token", id, ownerId: gus.id });
    expect(mayDo(await actorOfToken(ctx, token))).toEqual(["customer.view", "customer.edit"]);
    await updateAgent(ctx, { id: gus.id, role: "viewer" });
    expect(mayDo(await actorOfToken(ctx, token))).toEqual(["customer.view"]);
    expect(await findToken(asGus, id)).toMatchObject({
      permissions: ["customer.view", "customer.edit"],
      permissionsInEffect: ["customer.view"],
    });
    await updateAgent(ctx, { id: gus.id, role: "admin" });
    expect(mayDo(await actorOfToken(ctx, token))).toEqual(["customer.view", "customer.edit"]);
  });

  test("never may more than who makes it, and all is what they may", async () => {
    const { ctx, asGus } = await aDesk(await open());
    expect(await problemsOf(make(asGus, "customer.view", "customer.erase", "agent.manage"))).toMatchObject([
      { path: "permissions", message: "A token cannot do more than you: customer.erase, agent.manage." },
    ]);
    const { token } = await make(asGus, "all");
    expect(mayDo(await actorOfToken(ctx, token))).toEqual(mayDo(asGus.actor));
  });

  test("opens nothing from the moment that its owner is deactivated, and not again when they are let in", async () => {
    const { ctx, gus, asGus } = await aDesk(await open());
    const { token } = await make(asGus, "customer.view");
    await updateAgent(ctx, { id: gus.id, isActive: false });
    expect(await actorOfToken(ctx, token)).toEqual(NOBODY);
    await expect(make(asGus, "customer.view")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await updateAgent(ctx, { id: gus.id, isActive: true });
    expect(await actorOfToken(ctx, token)).toEqual(NOBODY);
    const { rows } = await listAudit(ctx, { first: 3 });
    expect(rows[1]).toMatchObject({ action: "agent.deactivated", details: { tokens: "1 ended" } });
  });

  test("opens nothing when its time is over", async () => {
    const { ctx, asGus } = await aDesk(await open());
    const until = (days: number) => new Date(ctx.now().getTime() + days * DAY);
    const { id, token } = await createToken(asGus, { name: "Trial", permissions: ["all"], expiresAt: until(1) });
    ctx.clock.advance(DAY - 1);
    expect(await actorOfToken(ctx, token)).toMatchObject({ name: "Trial" });
    ctx.clock.advance(1);
    expect(await actorOfToken(ctx, token)).toEqual(NOBODY);
    expect(await findToken(asGus, id)).toMatchObject({ state: "expired" });
    for (const expiresAt of [until(0), until(-1), until(5000), new Date(Number.NaN)])
      expect(await problemsOf(createToken(asGus, { name: "X", permissions: ["all"], expiresAt }))).toMatchObject([
        { path: "expiresAt" },
      ]);
  });

  test("is seen and revoked by its owner and by who manages agents; to others it does not exist", async () => {
    const { ctx, gus, asGus } = await aDesk(await open());
    const vera = ctx.as(await aSignedInAgent(ctx, "viewer"));
    const { id, token } = await make(asGus, "customer.view");
    await make(ctx, "all");
    expect(await namesOf(asGus, "mine")).toEqual([["Reports", gus.name, "active"]]);
    expect(await namesOf(ctx, "all")).toHaveLength(2);
    expect(await namesOf(vera, "mine")).toEqual([]);
    await expect(listTokens(vera, { scope: "all", first: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const attempt of [revokeToken(vera, { id }), findToken(vera, id), revokeToken(vera, { id: 4711 })])
      await expect(attempt).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await actorOfToken(ctx, token)).toMatchObject({ id });

    await revokeToken(ctx, { id });
    expect(await actorOfToken(ctx, token)).toEqual(NOBODY);
    expect(await namesOf(asGus, "mine")).toEqual([["Reports", gus.name, "revoked"]]);
    const { rows } = await listAudit(ctx, { first: 1 });
    expect(rows).toMatchObject([{ action: "token.revoked", subject: "Reports", details: { owner: gus.name } }]);
  });
});

forEachDatabase("a token that makes another", (open) => {
  test("needs agent.manage, gives its owner no more than it has, for no longer, and ends it with itself", async () => {
    const { ctx, ada } = await aDesk(await open());
    const actorWith = async (...permissions: Permission[]) => {
      const expiresAt = new Date(ctx.now().getTime() + 30 * DAY);
      const { id, token } = await createToken(ctx, { name: "Maker", permissions, expiresAt });
      return { id, as: ctx.as(await actorOfToken(ctx, token)) };
    };
    const weak = await actorWith("customer.view", "customer.edit");
    await expect(make(weak.as, "customer.view")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(revokeToken(weak.as, { id: weak.id })).rejects.toMatchObject({ code: "FORBIDDEN" });

    const maker = await actorWith("agent.manage", "customer.view");
    expect(await problemsOf(make(maker.as, "customer.edit"))).toMatchObject([{ path: "permissions" }]);
    const made = await make(maker.as, "all");
    const actor = await actorOfToken(ctx, made.token);
    expect([mayDo(actor), actor]).toMatchObject([["customer.view", "agent.manage"], { ownerId: ada.id }]);
    expect((await findToken(ctx, made.id)).expiresAt).toEqual((await findToken(ctx, maker.id)).expiresAt);
    const grandchild = await make(ctx.as(actor), "customer.view");
    await revokeToken(ctx, { id: maker.id });
    for (const { token } of [made, grandchild]) expect(await actorOfToken(ctx, token)).toEqual(NOBODY);
    await expect(make(ctx.as(actor), "customer.view")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

forEachDatabase("a token that manages agents and may little else", (open) => {
  test("neither lets a stronger agent in, nor invites them again, nor takes anything from them", async () => {
    const { ctx, ada, gus } = await aDesk(await open());
    const weak = ctx.as(anActorWith("agent.manage", "customer.view", "ticket.view"));
    const gone = await aSignedInAgent(ctx, "admin");
    await updateAgent(ctx, { id: gone.id, isActive: false });
    const invited = await inviteAgent(ctx, { email: "new@desk.example", name: "New", role: "admin" });
    for (const attempt of [
      updateAgent(weak, { id: gone.id, isActive: true }),
      updateAgent(weak, { id: gone.id, name: "Mine" }),
      updateAgent(weak, { id: ada.id, role: "viewer" }),
      updateAgent(weak, { id: ada.id, isActive: false }),
      updateAgent(weak, { id: gus.id, isActive: false }),
      inviteAgentAgain(weak, { id: invited.id }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await problemsOf(inviteAgent(weak, { email: "x@desk.example", name: "X", role: "agent" }))).toMatchObject([
      { path: "role" },
    ]);

    const { id } = await inviteAgent(weak, { email: "v@desk.example", name: "V", role: "viewer" });
    await inviteAgentAgain(weak, { id });
    expect(await problemsOf(updateAgent(weak, { id, role: "agent" }))).toMatchObject([{ path: "role" }]);
    await updateAgent(weak, { id, name: "Vera", isActive: false });
  });

  test("does nothing any more when its owner was demoted while it asked", async () => {
    const { ctx, gus } = await aDesk(await open());
    const bea = await aSignedInAgent(ctx, "admin");
    const { token } = await make(ctx.as(bea), "all");
    const late = ctx.as(await actorOfToken(ctx, token));
    await updateAgent(ctx, { id: bea.id, role: "agent" });
    await expect(updateAgent(late, { id: gus.id, role: "admin" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await make(late, "customer.view");
    expect(await problemsOf(make(late, "settings.manage"))).toMatchObject([{ code: "CHANGED_MEANWHILE" }]);
  });
});
