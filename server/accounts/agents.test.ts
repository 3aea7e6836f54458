import { listAudit } from "@/server/activity/list-audit";
import type { Ctx } from "@/server/ctx";
import { NOBODY, type Role } from "@/server/permissions";
import { anActorWith } from "@/server/testing/actors";
import { aSignedInAgent, mailsToAgent, signInAs } from "@/server/testing/agents";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { workOff } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { findAgentLink } from "./agent-links";
import { requestAgentPasswordReset, setAgentPassword } from "./agent-passwords";
import { actorOfSession, type SignedIn } from "./agent-sessions";
import { inviteAgent, inviteAgentAgain } from "./invite-agent";
import { findAgent, listAgents } from "./list-agents";
import { linkLimits } from "./sign-in-limits";
import { updateAgent } from "./update-agent";

const NEW_PASSWORD = "nine purple kettles";
const HOURS = 3_600_000;
const GUS = { email: "Gus@Desk.example", name: "Gus", role: "agent" };

async function aDesk(database: Ctx["database"]) {
  const ctx = testCtx(database);
  const ada = await aSignedInAgent(ctx, "admin");
  return { ctx: ctx.as(ada), ada, stranger: ctx.as(NOBODY) };
}

const actionsIn = async (ctx: TestCtx) => {
  const { rows } = await listAudit(ctx.as({ kind: "system", name: "Tests" }), { first: 50 });
  return rows.map(({ action, actorName, details }) => ({ action, actorName, details })).reverse();
};

const lastToken = async (ctx: Ctx, id: number) => (await mailsToAgent(ctx, id)).at(-1)?.token ?? "";

forEachDatabase("inviting an agent", (open) => {
  test("mails a link, looking at which changes nothing, and which sets a password and lets them in once", async () => {
    const { ctx, stranger } = await aDesk(await open());
    const { id } = await inviteAgent(ctx, GUS);
    expect(await findAgent(ctx, id)).toMatchObject({
      state: "invited",
      isActive: false,
      invitation: { isExpired: false, mailStatus: "queued" },
    });
    expect(await mailsToAgent(ctx, id)).toMatchObject([{ kind: "agentInvitation", status: "queued" }]);
    const token = await lastToken(ctx, id);
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    const kept = JSON.stringify(await ctx.db.query("SELECT * FROM agent_links"));
    expect(kept).not.toContain(token);

    for (let look = 0; look < 2; look += 1)
      expect(await findAgentLink(stranger, token)).toMatchObject({ purpose: "invitation", email: "Gus@Desk.example" });
    expect(await signInAs(ctx, GUS.email, NEW_PASSWORD)).toBeUndefined();
    expect(await problemsOf(setAgentPassword(stranger, { token, password: "gus" }))).toMatchObject([
      { path: "password" },
    ]);
    await setAgentPassword(stranger, { token, password: NEW_PASSWORD });
    const session = await signInAs(ctx, "gus@desk.example", NEW_PASSWORD);
    expect(await actorOfSession(ctx, session as SignedIn)).toMatchObject({ id, role: "agent" });
    expect(await problemsOf(setAgentPassword(stranger, { token, password: NEW_PASSWORD }))).toMatchObject([
      { path: "token", message: expect.stringContaining("has been used") },
    ]);
    expect(await findAgent(ctx, id)).toMatchObject({ state: "active", invitation: null });
    expect((await actionsIn(ctx)).slice(1)).toMatchObject([
      { action: "agent.created", details: { role: "agent" } },
      { action: "agent.activated", actorName: "Gus" },
    ]);
  });

  test("sent again ends the older link; expired it says to ask the admin, and opens nothing", async () => {
    const { ctx, stranger } = await aDesk(await open());
    const { id } = await inviteAgent(ctx, GUS);
    const older = await lastToken(ctx, id);
    await inviteAgentAgain(ctx, { id });
    const newer = await lastToken(ctx, id);
    expect(await findAgentLink(stranger, older)).toBeUndefined();
    ctx.clock.advance(71 * HOURS);
    expect(await findAgentLink(stranger, newer)).toMatchObject({ isExpired: false });
    ctx.clock.advance(HOURS);
    expect(await findAgentLink(stranger, newer)).toMatchObject({ isExpired: true });
    expect(await problemsOf(setAgentPassword(stranger, { token: newer, password: NEW_PASSWORD }))).toMatchObject([
      { path: "token", message: expect.stringContaining("Ask your admin") },
    ]);
    // The way of forgotten passwords is no way around that.
    await requestAgentPasswordReset(stranger, linkLimits(ctx.database), { email: GUS.email, address: "192.0.2.1" });
    await workOff(ctx);
    expect(await mailsToAgent(ctx, id)).toHaveLength(2);
  });

  test("used twice at the same moment sets one password", async () => {
    const { ctx, stranger } = await aDesk(await open());
    const { id } = await inviteAgent(ctx, GUS);
    const token = await lastToken(ctx, id);
    const tries = await Promise.allSettled(
      [NEW_PASSWORD, "seven small seahorses"].map((password) => setAgentPassword(stranger, { token, password })),
    );
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("withdrawn opens nothing, and can be sent again", async () => {
    const { ctx, stranger } = await aDesk(await open());
    const { id } = await inviteAgent(ctx, GUS);
    const token = await lastToken(ctx, id);
    await updateAgent(ctx, { id, isActive: false });
    expect(await findAgentLink(stranger, token)).toBeUndefined();
    expect(await findAgent(ctx, id)).toMatchObject({ state: "deactivated", hasPassword: false });
    expect(await problemsOf(updateAgent(ctx, { id, isActive: true }))).toMatchObject([{ path: "isActive" }]);
    await inviteAgentAgain(ctx, { id });
    await setAgentPassword(stranger, { token: await lastToken(ctx, id), password: NEW_PASSWORD });
    expect(await findAgent(ctx, id)).toMatchObject({ state: "active" });
    expect(await problemsOf(inviteAgentAgain(ctx, { id }))).toMatchObject([{ path: "id" }]);
  });

  test("names all that is wrong at once, and who has the address", async () => {
    const { ctx } = await aDesk(await open());
    const wrong = { email: "nonsense", name: "Gus\r\nBcc: x", role: "boss" };
    expect((await problemsOf(inviteAgent(ctx, wrong))).map(({ path }) => path)).toEqual(["email", "name", "role"]);
    await inviteAgent(ctx, GUS);
    expect(await problemsOf(inviteAgent(ctx, { ...GUS, email: " GUS@desk.EXAMPLE " }))).toMatchObject([
      { path: "email", code: "TAKEN" },
    ]);
  });

  test("is for agent.manage alone, and gives nobody more than one has", async () => {
    const { ctx } = await aDesk(await open());
    for (const role of ["agent", "viewer"] as const)
      await expect(inviteAgent(ctx.as(await aSignedInAgent(ctx, role)), GUS)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    const manager = ctx.as(anActorWith("agent.manage", "customer.view", "ticket.view"));
    expect(await problemsOf(inviteAgent(manager, { ...GUS, role: "admin" }))).toMatchObject([{ path: "role" }]);
    const { id } = await inviteAgent(manager, { ...GUS, role: "viewer" });
    expect(await problemsOf(updateAgent(manager, { id, role: "admin" }))).toMatchObject([{ path: "role" }]);
  });
});

forEachDatabase("changing an agent", (open) => {
  test("ends their sessions at the next request when they are deactivated, for good", async () => {
    const { ctx } = await aDesk(await open());
    const gus = await aSignedInAgent(ctx);
    const session = (await signInAs(ctx, gus.email)) as SignedIn;
    await updateAgent(ctx, { id: gus.id, isActive: false });
    expect(await actorOfSession(ctx, session)).toEqual(NOBODY);
    expect(await signInAs(ctx, gus.email)).toBeUndefined();
    await updateAgent(ctx, { id: gus.id, isActive: true });
    expect(await actorOfSession(ctx, session)).toEqual(NOBODY);
    expect(await signInAs(ctx, gus.email)).toBeDefined();
  });

  test("gives and takes permissions at the next request of the same session, and tells the audit", async () => {
    const { ctx } = await aDesk(await open());
    const gus = await aSignedInAgent(ctx);
    const session = (await signInAs(ctx, gus.email)) as SignedIn;
    for (const role of ["viewer", "admin"] satisfies Role[]) {
      await updateAgent(ctx, { id: gus.id, role });
      expect(await actorOfSession(ctx, session)).toMatchObject({ role });
    }
    await updateAgent(ctx, { id: gus.id, name: "  Gustav " });
    expect(await actorOfSession(ctx, session)).toMatchObject({ name: "Gustav" });
    await updateAgent(ctx, { id: gus.id, name: "Gustav" });
    // Nothing said is nothing changed.
    expect(await updateAgent(ctx, { id: gus.id })).toMatchObject({ name: "Gustav", role: "admin" });
    expect((await actionsIn(ctx)).slice(2)).toMatchObject([
      { action: "agent.roleChanged", details: { role: "agent → viewer" } },
      { action: "agent.roleChanged", details: { role: "viewer → admin" } },
      { action: "agent.renamed", details: { name: `${gus.name} → Gustav` } },
    ]);
  });

  test("never takes the last admin away who can sign in", async () => {
    const { ctx, ada } = await aDesk(await open());
    await inviteAgent(ctx, { ...GUS, role: "admin" });
    const gone = await aSignedInAgent(ctx, "admin");
    await updateAgent(ctx, { id: gone.id, isActive: false });
    expect(await problemsOf(updateAgent(ctx, { id: ada.id, role: "agent" }))).toMatchObject([
      { path: "role", message: expect.stringContaining("last admin") },
    ]);
    expect(await problemsOf(updateAgent(ctx, { id: ada.id, isActive: false }))).toMatchObject([{ path: "isActive" }]);
    await updateAgent(ctx, { id: ada.id, name: "Ada A.", role: "admin", isActive: true });
    await updateAgent(ctx, { id: gone.id, isActive: true });
    await updateAgent(ctx, { id: ada.id, role: "agent" });
    expect(await problemsOf(updateAgent(ctx.as(gone), { id: gone.id, isActive: false }))).toHaveLength(1);
  });

  test("leaves an admin when two of them demote or deactivate each other at the same instant", async () => {
    const { ctx, ada } = await aDesk(await open());
    const bea = await aSignedInAgent(ctx, "admin");
    for (const change of [{ role: "agent" }, { isActive: false }]) {
      const tries = await Promise.allSettled([
        updateAgent(ctx.as(ada), { id: bea.id, ...change }),
        updateAgent(ctx.as(bea), { id: ada.id, ...change }),
      ]);
      expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
      const { rows } = await listAgents(ctx.as({ kind: "system", name: "Tests" }), { first: 10 });
      const [admin, ...others] = rows.filter((row) => row.role === "admin" && row.isActive);
      expect(others).toEqual([]);
      const other = admin?.id === ada.id ? bea : ada;
      await updateAgent(ctx.as(admin?.id === ada.id ? ada : bea), { id: other.id, role: "admin", isActive: true });
    }
  });

  test("is refused to whoever was demoted meanwhile, and for an agent who does not exist", async () => {
    const { ctx, ada } = await aDesk(await open());
    const bea = await aSignedInAgent(ctx, "admin");
    await updateAgent(ctx.as(bea), { id: ada.id, role: "viewer" });
    await expect(updateAgent(ctx.as(ada), { id: bea.id, role: "viewer" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(updateAgent(ctx.as(bea), { id: 4711, role: "viewer" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

forEachDatabase("an agent's forgotten password", (open) => {
  test("is the same job for every address, and a link for who can sign in alone", async () => {
    const { ctx, stranger, ada } = await aDesk(await open());
    const gone = await aSignedInAgent(ctx);
    await updateAgent(ctx, { id: gone.id, isActive: false });
    const limits = linkLimits(ctx.database, "agent-link");
    for (const email of [` ${ada.email.toUpperCase()}`, gone.email, "nobody@desk.example"])
      await requestAgentPasswordReset(stranger, limits, { email, address: `192.0.2.${Math.random()}` });
    const jobs: object[] = await ctx.db.query("SELECT kind, status, actor, run_at FROM jobs");
    expect(new Set(jobs.map((job) => JSON.stringify(job))).size).toBe(1);
    await workOff(ctx);
    expect(await mailsToAgent(ctx, ada.id)).toMatchObject([{ kind: "agentReset" }]);
    expect(await mailsToAgent(ctx, gone.id)).toEqual([]);
    expect(await ctx.db.query("SELECT DISTINCT payload FROM jobs")).toEqual([{ payload: "{}" }]);

    const session = (await signInAs(ctx, ada.email)) as SignedIn;
    await setAgentPassword(stranger, { token: await lastToken(ctx, ada.id), password: NEW_PASSWORD });
    expect(await actorOfSession(ctx, session)).toEqual(NOBODY);
    expect(await signInAs(ctx, ada.email)).toBeUndefined();
    expect(await signInAs(ctx, ada.email, NEW_PASSWORD)).toBeDefined();
  });

  test("lets nobody in who was deactivated after asking", async () => {
    const { ctx, stranger } = await aDesk(await open());
    const gus = await aSignedInAgent(ctx);
    await requestAgentPasswordReset(stranger, linkLimits(ctx.database), { email: gus.email, address: "192.0.2.1" });
    await workOff(ctx);
    const token = await lastToken(ctx, gus.id);
    await updateAgent(ctx, { id: gus.id, isActive: false });
    await updateAgent(ctx, { id: gus.id, isActive: true });
    expect(await problemsOf(setAgentPassword(stranger, { token, password: NEW_PASSWORD }))).toMatchObject([
      { path: "token" },
    ]);
  });

  test("can be asked for five times an hour", async () => {
    const { ctx, stranger, ada } = await aDesk(await open());
    const limits = linkLimits(ctx.database, "agent-link");
    const ask = (email: string) => requestAgentPasswordReset(stranger, limits, { email, address: "192.0.2.1" });
    for (const email of [ada.email, "nobody@desk.example"]) {
      for (let tries = 0; tries < 5; tries += 1) await ask(email);
      expect(await problemsOf(ask(email))).toMatchObject([{ path: "", code: "RATE_LIMITED" }]);
    }
  });
});

forEachDatabase("the list of agents", (open) => {
  test("goes by name whatever its case, and its pages meet", async () => {
    const { ctx } = await aDesk(await open());
    for (const name of ["zoe", "Bob", "adam", "Bob"])
      await inviteAgent(ctx, { ...GUS, name, email: `${name}${Math.random()}@desk.example` });
    const all = await listAgents(ctx, { first: 10 });
    expect(all.rows.map((row) => row.name.replace(/Agent \d+/, "Agent"))).toEqual([
      "adam",
      "Agent",
      "Bob",
      "Bob",
      "zoe",
    ]);
    const first = await listAgents(ctx, { first: 3 });
    const rest = await listAgents(ctx, { first: 3, after: first.rows.at(-1) });
    expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(all.rows.map((row) => row.id));
    expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
  });
});
