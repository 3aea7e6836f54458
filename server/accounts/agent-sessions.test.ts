import type { Ctx } from "@/server/ctx";
import { isAllowed, NOBODY, type Role } from "@/server/permissions";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { actorOfSession, type SignedIn, signInAgent, signOutAgent } from "./agent-sessions";
import { createAgent, setAgentActive } from "./agents";
import { signInLimits } from "./sign-in-limits";

const PASSWORD = "correct horse battery";

async function aDesk(database: Ctx["database"], role: Role = "agent") {
  const ctx = testCtx(database, { actor: { kind: "system", name: "Tests" } });
  await createAgent(ctx, { email: "Gus@Desk.example", name: "Gus", role, password: PASSWORD });
  const limits = signInLimits(database);
  const signIn = (tried: { email?: string; password?: string; address?: string } = {}) =>
    signInAgent(ctx, limits, { email: "gus@desk.example", password: PASSWORD, address: "192.0.2.1", ...tried });
  return { ctx, signIn };
}

async function signedIn(signIn: () => Promise<SignedIn | undefined>): Promise<SignedIn> {
  const session = await signIn();
  if (!session) throw new Error("The right password was refused.");
  return session;
}

const makeLastAdminStay = (ctx: TestCtx) =>
  createAgent(ctx, { email: "boss@desk.example", name: "Boss", role: "admin", password: PASSWORD });

forEachDatabase("signing in", (open) => {
  test("takes the address in any spelling and gives a session of the agent's role", async () => {
    const { ctx, signIn } = await aDesk(await open());
    const session = await signIn({ email: "  GUS@desk.EXAMPLE " });
    expect(session).toMatchObject({ name: "Gus", email: "Gus@Desk.example" });
    const actor = await actorOfSession(ctx, session as SignedIn);
    expect(actor).toMatchObject({ kind: "agent", name: "Gus", role: "agent" });
    expect(isAllowed(actor, "customer.edit")).toBe(true);
    expect(isAllowed(actor, "settings.manage")).toBe(false);
  });

  test("answers a wrong password, an unknown address, a deactivated agent and nonsense alike", async () => {
    const { ctx, signIn } = await aDesk(await open());
    await createAgent(ctx, { email: "gone@desk.example", name: "Gone", role: "agent", password: PASSWORD });
    await setAgentActive(ctx, { email: "gone@desk.example", isActive: false });
    for (const tried of [
      { password: "wrong" },
      { password: "" },
      { password: PASSWORD.toUpperCase() },
      { email: "nobody@desk.example" },
      { email: "gone@desk.example" },
      { email: "no address" },
      { email: "" },
      { email: "x".repeat(5000) },
      { email: "gus@desk.example\0" },
      { password: "x".repeat(100_000) },
    ]) {
      expect(await signIn({ ...tried, address: `192.0.2.${Math.random()}` })).toBeUndefined();
    }
    const [row]: { sessions: number | string }[] = await ctx.db.query(
      "SELECT COUNT(*) AS sessions FROM agent_sessions",
    );
    expect(Number(row?.sessions)).toBe(0);
  });

  test("takes as long for an unknown address as for a wrong password", async () => {
    const { signIn } = await aDesk(await open());
    // In turns, so that a machine that is busy for a while is busy for all of them. Only a busy one needs more than a few:
    // the quickest answers come ever closer then, and those to nobody stay quicker by far where the answer tells.
    const tries = [{ password: "wrong" }, { email: "nobody@desk.example" }, { email: "no address" }];
    const fastest = tries.map(() => Number.POSITIVE_INFINITY);
    const isAlike = () => fastest.every((one) => one > (fastest[0] ?? 0) / 2);
    for (let round = 0; round < 8 || (round < 40 && !isAlike()); round += 1) {
      for (const [index, tried] of tries.entries()) {
        const started = performance.now();
        await signIn({ ...tried, address: `198.51.100.${round}` });
        fastest[index] = Math.min(fastest[index] ?? 0, performance.now() - started);
      }
    }
    expect({ fastest, isAlike: isAlike() }).toMatchObject({ isAlike: true });
  });

  test("is refused after ten wrong passwords from one client, right ones included, until a quarter of an hour is over", async () => {
    const { signIn } = await aDesk(await open());
    for (let tries = 0; tries < 10; tries += 1) expect(await signIn({ password: "wrong" })).toBeUndefined();
    await expect(signIn()).rejects.toMatchObject({ problems: [{ code: "RATE_LIMITED" }] });
    await expect(signIn({ email: "GUS@DESK.example" })).rejects.toMatchObject({ problems: [{ code: "RATE_LIMITED" }] });
    expect(await signIn({ address: "192.0.2.2" })).toBeDefined();
  });

  test("counts unknown addresses too, and every try of one moment", async () => {
    const { signIn } = await aDesk(await open());
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, () => signIn({ email: "nobody@desk.example", password: "wrong" })),
    );
    const refused = tries.filter((one) => one.status === "rejected");
    expect(refused.map((one) => one.reason.problems?.[0].code)).toEqual(
      Array.from({ length: 6 }, () => "RATE_LIMITED"),
    );
  });

  test("forgives the wrong tries before a right one", async () => {
    const { signIn } = await aDesk(await open());
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 8; tries += 1) await signIn({ password: "wrong" });
      expect(await signIn()).toBeDefined();
    }
  });
});

forEachDatabase("the counters of sign-ins", (open, kind) => {
  test(kind === "mysql" ? "are shared by all processes" : "are this process's", async () => {
    const database = await open();
    const [one, other] = [signInLimits(database), signInLimits(database)];
    for (let tries = 0; tries < 10; tries += 1) expect(await one.take("a@desk.example", "192.0.2.1")).toBe(true);
    expect(await one.take("a@desk.example", "192.0.2.1")).toBe(false);
    expect(await other.take("a@desk.example", "192.0.2.1")).toBe(kind !== "mysql");
    expect(await other.take("b@desk.example", "192.0.2.1")).toBe(true);
    if (kind === "sqlite") return;
    const rows: { points: number }[] = await database.reader.query(
      "SELECT points FROM rate_limits ORDER BY points DESC",
    );
    expect(rows.map((row) => row.points)).toEqual([13, 12, 12, 1, 1]);
  });

  test("an address that many clients guess at is closed after fifty tries", async () => {
    const limits = signInLimits(await open());
    for (let client = 0; client < 50; client += 1)
      expect(await limits.take("a@desk.example", `client ${client}`)).toBe(true);
    expect(await limits.take("a@desk.example", "another client")).toBe(false);
  });
});

forEachDatabase("a session", (open) => {
  test("ends on the server when it signs out, and no other one with it", async () => {
    const { ctx, signIn } = await aDesk(await open());
    const [desktop, phone] = [await signedIn(signIn), await signedIn(signIn)];
    await signOutAgent(ctx, desktop);
    expect(await actorOfSession(ctx, desktop)).toEqual(NOBODY);
    expect(await actorOfSession(ctx, phone)).toMatchObject({ name: "Gus" });
    await signOutAgent(ctx, desktop);
    expect(await actorOfSession(ctx, phone)).toMatchObject({ name: "Gus" });
  });

  test("is not ended by whoever knows its id but not whose it is", async () => {
    const { ctx, signIn } = await aDesk(await open());
    const session = await signedIn(signIn);
    await signOutAgent(ctx, { ...session, agentId: session.agentId + 1 });
    expect(await actorOfSession(ctx, session)).toMatchObject({ name: "Gus" });
  });

  test("is over at the next request of a deactivated agent, and stays so when they are back", async () => {
    const { ctx, signIn } = await aDesk(await open());
    const session = await signedIn(signIn);
    await setAgentActive(ctx, { email: "gus@desk.example", isActive: false });
    expect(await actorOfSession(ctx, session)).toEqual(NOBODY);
    await setAgentActive(ctx, { email: "gus@desk.example", isActive: true });
    expect(await actorOfSession(ctx, session)).toEqual(NOBODY);
    expect(await actorOfSession(ctx, await signedIn(signIn))).toMatchObject({ name: "Gus" });
  });

  test("has the rights of the agent's role at that moment", async () => {
    const { ctx, signIn } = await aDesk(await open(), "admin");
    await makeLastAdminStay(ctx);
    const session = await signedIn(signIn);
    expect(isAllowed(await actorOfSession(ctx, session), "agent.manage")).toBe(true);
    await ctx.database.writer.query("UPDATE agents SET role = 'viewer' WHERE email_key = 'gus@desk.example'");
    expect(isAllowed(await actorOfSession(ctx, session), "agent.manage")).toBe(false);
  });

  test("is over after two weeks, and its row goes with the next sign-in", async () => {
    const { ctx, signIn } = await aDesk(await open());
    const session = await signedIn(signIn);
    ctx.clock.advance(14 * 86_400_000 + 1);
    expect(await actorOfSession(ctx, session)).toEqual(NOBODY);
    await signedIn(signIn);
    const rows: unknown[] = await ctx.db.query("SELECT id_hash FROM agent_sessions");
    expect(rows).toHaveLength(1);
  });

  test("is nobody's with other claims, and its id is not in the database", async () => {
    const { ctx, signIn } = await aDesk(await open());
    const session = await signedIn(signIn);
    for (const claims of [
      { ...session, sessionId: "x" },
      { ...session, sessionId: `${session.sessionId} ` },
      { ...session, agentId: session.agentId + 1 },
      { ...session, sessionId: undefined as unknown as string },
    ]) {
      expect(await actorOfSession(ctx, claims)).toEqual(NOBODY);
    }
    const rows: Record<string, unknown>[] = await ctx.db.query("SELECT * FROM agent_sessions");
    expect(JSON.stringify(rows)).not.toContain(session.sessionId);
  });
});

forEachDatabase("agents", (open) => {
  test("the last admin cannot be deactivated", async () => {
    const { ctx } = await aDesk(await open(), "admin");
    await expect(setAgentActive(ctx, { email: "gus@desk.example", isActive: false })).rejects.toThrow("last admin");
    await makeLastAdminStay(ctx);
    await setAgentActive(ctx, { email: "gus@desk.example", isActive: false });
  });

  test("one address is one agent, in any spelling, and every problem is told at once", async () => {
    const { ctx } = await aDesk(await open());
    const again = { email: "GUS@desk.example", name: "Gus", role: "agent", password: PASSWORD };
    await expect(createAgent(ctx, again)).rejects.toMatchObject({ problems: [{ path: "email", code: "TAKEN" }] });
    const wrong = createAgent(ctx, { email: "x", name: " ", role: "boss", password: "short" });
    await expect(wrong).rejects.toMatchObject({
      problems: [{ path: "email" }, { path: "name" }, { path: "role" }, { path: "password" }],
    });
  });

  test("only who manages agents makes or deactivates them", async () => {
    const { ctx } = await aDesk(await open());
    const agent = ctx.as({ kind: "token", id: 1, name: "T", permissions: new Set(["settings.manage"]) });
    const person = { email: "new@desk.example", name: "New", role: "agent", password: PASSWORD };
    await expect(createAgent(agent, person)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(setAgentActive(agent, { email: "gus@desk.example", isActive: false })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
