import type { Ctx } from "@/server/ctx";
import { deleteCustomers, restoreCustomers } from "@/server/customers/delete-customers";
import { updateCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { NOBODY } from "@/server/permissions";
import { updateSettings } from "@/server/settings/settings";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken, HUB_PASSWORD } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { actorOfSession } from "./agent-sessions";
import { endCustomerSessions, endLogins } from "./customer-logins";
import {
  actorOfCustomerSession,
  type CustomerClaims,
  signInCustomer,
  signOutCustomer,
  signOutEverywhere,
} from "./customer-sessions";
import { setPassword } from "./set-password";
import { signInLimits } from "./sign-in-limits";

const OPEN = { kind: "signedIn" };

async function aHub(database: Ctx["database"]) {
  const ctx = testCtx(database);
  const limits = signInLimits(database, "hub-sign-in");
  const signIn = (email: string, password = HUB_PASSWORD, address = `192.0.2.${Math.random()}`) =>
    signInCustomer(ctx.as(NOBODY), limits, { email, password, address });
  const sessionOf = async (email: string): Promise<CustomerClaims> => {
    const outcome = await signIn(email);
    if (outcome?.kind !== "signedIn") throw new Error(`${email} could not sign in.`);
    return outcome.claims;
  };
  const set = (id: number, column: string, value: 0 | 1) =>
    ctx.database.writer.query(`UPDATE customers SET ${column} = ? WHERE id = ?`, [value, id]);
  return { ctx, signIn, sessionOf, set };
}

const whoIs = (ctx: Ctx, claims: CustomerClaims) => actorOfCustomerSession(ctx, claims);
const end = (ctx: TestCtx, id: number) => inTransaction(ctx, (tx) => endCustomerSessions(tx, [id]));

forEachDatabase("signing in to the Hub", (open) => {
  test("takes the address in any spelling and gives a session of that customer", async () => {
    const { ctx, signIn } = await aHub(await open());
    const ann = await aHubCustomer(ctx, { email: "Ann@Example.com", firstName: "Ann", lastName: "Lee" });
    const outcome = await signIn("  ANN@example.COM ");
    expect(outcome).toMatchObject({ kind: "signedIn", claims: { customerId: ann.id } });
    const { claims } = outcome as Extract<typeof outcome, { kind: "signedIn" }>;
    expect(await whoIs(ctx, claims)).toEqual({ kind: "customer", id: ann.id, name: "Ann Lee" });
  });

  test("gives the same answer to an unknown address, a wrong password, a blocked and a deleted customer, and nonsense", async () => {
    const { ctx, signIn, set } = await aHub(await open());
    const [ann, blocked, deleted] = [await aHubCustomer(ctx), await aHubCustomer(ctx), await aHubCustomer(ctx)];
    const never = await aCustomer(ctx, { email: "never@example.com" });
    await set(blocked.id, "is_blocked", 1);
    await set(deleted.id, "is_deleted", 1);
    const answers = [
      await signIn(ann.email, "wrong"),
      await signIn(ann.email, ""),
      await signIn(ann.email, HUB_PASSWORD.toUpperCase()),
      await signIn(ann.email, "x".repeat(100_000)),
      await signIn(blocked.email),
      await signIn(deleted.email),
      await signIn(never.email ?? ""),
      await signIn("nobody@example.com"),
      await signIn("nonsense"),
      await signIn(""),
      await signIn("x".repeat(5000)),
      await signIn(`${ann.email}\0`),
    ];
    expect(answers).toEqual(answers.map(() => undefined));
    const sessions: unknown[] = await ctx.db.query("SELECT id_hash FROM customer_sessions");
    expect(sessions).toEqual([]);
  });

  test("asks the inactive and the unverified to confirm, and only with the right password", async () => {
    const { ctx, signIn, set } = await aHub(await open());
    const [ann, bob] = [await aHubCustomer(ctx), await aHubCustomer(ctx)];
    await set(ann.id, "is_active", 0);
    await ctx.database.writer.query("UPDATE customer_identifiers SET is_verified = 0 WHERE customer_id = ?", [bob.id]);
    for (const { email } of [ann, bob]) {
      expect(await signIn(email)).toEqual({ kind: "unconfirmed" });
      expect(await signIn(email, "wrong")).toBeUndefined();
    }
  });

  test("with Hub access off proves who they are and opens nothing; a wrong password shows nothing of it", async () => {
    const { ctx, signIn, sessionOf, set } = await aHub(await open());
    const ann = await aHubCustomer(ctx, { firstName: "Ann" });
    await set(ann.id, "hub_access", 0);
    expect(await signIn(ann.email, "wrong")).toBeUndefined();
    const claims = await sessionOf(ann.email);
    expect(await whoIs(ctx, claims)).toEqual({ kind: "shutOut", id: ann.id, name: "Ann" });
    await set(ann.id, "is_active", 0);
    expect(await signIn(ann.email)).toMatchObject(OPEN);
  });

  test("is refused to everybody while the Hub is not activated", async () => {
    const { ctx, signIn, sessionOf } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    const claims = await sessionOf(ann.email);
    await updateSettings(ctx, { hubActivated: false });
    expect(await signIn(ann.email)).toBeUndefined();
    expect(await whoIs(ctx, claims)).toEqual(NOBODY);
    await updateSettings(ctx, { hubActivated: true });
    expect(await whoIs(ctx, claims)).toMatchObject({ kind: "customer" });
  });

  test("is slowed down for guesses from one client, unknown addresses included", async () => {
    const { ctx, signIn } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    for (const email of [ann.email, "nobody@example.com"]) {
      for (let tries = 0; tries < 10; tries += 1) expect(await signIn(email, "wrong", "198.51.100.1")).toBeUndefined();
      await expect(signIn(email, HUB_PASSWORD, "198.51.100.1")).rejects.toMatchObject({
        problems: [{ code: "RATE_LIMITED" }],
      });
    }
    expect(await signIn(ann.email)).toMatchObject(OPEN);
  });
});

forEachDatabase("a session in the Hub", (open) => {
  test("ends at the next request with whatever ends access, and comes back with nothing but a new sign-in", async () => {
    const { ctx, sessionOf, set } = await aHub(await open());
    const ways: Record<string, (id: number) => Promise<unknown>> = {
      "an agent sets Is Active = No": (id) => updateCustomer(ctx, { id, isActive: false }),
      "a forced reset": (id) => inTransaction(ctx, (tx) => endLogins(tx, [id])),
      "a new password": async (id) =>
        setPassword(ctx, { token: await aToken(ctx, id), password: "another quiet lantern" }),
      "ending the sessions": (id) => end(ctx, id),
      "signing out everywhere": (id) => signOutEverywhere(ctx.as({ kind: "customer", id, name: "Ann" })),
    };
    for (const [way, act] of Object.entries(ways)) {
      const ann = await aHubCustomer(ctx);
      const claims = await sessionOf(ann.email);
      await act(ann.id);
      expect([way, await whoIs(ctx, claims)]).toEqual([way, NOBODY]);
      await set(ann.id, "is_active", 1);
      expect([way, await whoIs(ctx, claims)]).toEqual([way, NOBODY]);
    }
  });

  test("opens nothing while the customer is blocked, deleted, inactive or shut out", async () => {
    const { ctx, sessionOf, set } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    const claims = await sessionOf(ann.email);
    for (const [column, value, kind] of [
      ["is_blocked", 1, "nobody"],
      ["is_deleted", 1, "nobody"],
      ["is_active", 0, "nobody"],
      ["hub_access", 0, "shutOut"],
    ] as const) {
      await set(ann.id, column, value);
      expect([column, (await whoIs(ctx, claims)).kind]).toEqual([column, kind]);
      await set(ann.id, column, value === 1 ? 0 : 1);
    }
  });

  test("does not survive a deletion and the restoring after it", async () => {
    const { ctx, sessionOf, signIn } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    const claims = await sessionOf(ann.email);
    await deleteCustomers(ctx, { ids: [ann.id] });
    expect(await whoIs(ctx, claims)).toEqual(NOBODY);
    await restoreCustomers(ctx, { ids: [ann.id] });
    expect(await whoIs(ctx, claims)).toEqual(NOBODY);
    expect(await signIn(ann.email)).toEqual({ kind: "unconfirmed" });
  });

  test("that is being opened while all sessions end is over with them", async () => {
    const { ctx, sessionOf } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    for (let round = 0; round < 5; round += 1) {
      const opening = sessionOf(ann.email);
      await end(ctx, ann.id);
      const claims = await opening;
      const [row]: { session_version: number }[] = await ctx.db.query(
        "SELECT session_version FROM customer_logins WHERE customer_id = ?",
        [ann.id],
      );
      expect((await whoIs(ctx, claims)).kind).toBe(
        claims.sessionVersion === row?.session_version ? "customer" : "nobody",
      );
    }
  });

  test("ends when it signs out, and no other one with it; two weeks end it by themselves", async () => {
    const { ctx, sessionOf } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    const [phone, desktop] = [await sessionOf(ann.email), await sessionOf(ann.email)];
    await signOutCustomer(ctx, { ...phone, customerId: ann.id + 1 });
    expect((await whoIs(ctx, phone)).kind).toBe("customer");
    await signOutCustomer(ctx, phone);
    expect(await whoIs(ctx, phone)).toEqual(NOBODY);
    expect((await whoIs(ctx, desktop)).kind).toBe("customer");
    ctx.clock.advance(14 * 86_400_000 + 1);
    expect(await whoIs(ctx, desktop)).toEqual(NOBODY);
  });

  test("is nobody's with other claims, passes no agent's check, and stands in the database as a hash", async () => {
    const { ctx, sessionOf } = await aHub(await open());
    const [ann, bob] = [await aHubCustomer(ctx), await aHubCustomer(ctx)];
    const claims = await sessionOf(ann.email);
    for (const other of [
      { ...claims, sessionId: "x" },
      { ...claims, customerId: bob.id },
      { ...claims, sessionId: undefined as unknown as string },
    ])
      expect(await whoIs(ctx, other)).toEqual(NOBODY);
    expect(await actorOfSession(ctx, { ...claims, agentId: ann.id })).toEqual(NOBODY);
    expect(JSON.stringify(await ctx.db.query("SELECT * FROM customer_sessions"))).not.toContain(claims.sessionId);
  });

  test("is ended everywhere by the customer alone", async () => {
    const { ctx } = await aHub(await open());
    await expect(signOutEverywhere(ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(signOutEverywhere(ctx.as(NOBODY))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const shutOut = ctx.as({ kind: "shutOut", id: 1, name: "Ann" });
    await expect(signOutEverywhere(shutOut)).rejects.toMatchObject({ code: "HUB_ACCESS_DISABLED" });
  });
});
