import type { Ctx } from "@/server/ctx";
import { NOBODY } from "@/server/permissions";
import { updateSettings } from "@/server/settings/settings";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { signInCustomer } from "./customer-sessions";
import { registerCustomer } from "./register-customer";
import { confirmEmail, setPassword } from "./set-password";
import { linkLimits, signInLimits } from "./sign-in-limits";

async function aHub(database: Ctx["database"]) {
  const ctx = testCtx(database);
  const stranger = ctx.as(NOBODY);
  const limits = linkLimits(database);
  const typed = { email: "ann@example.com", firstName: "Ann", lastName: "Lee", password: HUB_PASSWORD };
  const register = (input: Partial<typeof typed> = {}) =>
    registerCustomer(stranger, limits, { ...typed, ...input, address: `192.0.2.${Math.random()}` });
  const confirm = (token: string | undefined, password: string) =>
    confirmEmail(stranger, limits, { token: token ?? "", password, address: "192.0.2.1" });
  const signIn = async (email: string, password = HUB_PASSWORD) => {
    const input = { email, password, address: "192.0.2.1" };
    return (await signInCustomer(stranger, signInLimits(database, "hub-sign-in"), input))?.kind;
  };
  return { ctx, stranger, register, confirm, signIn };
}

forEachDatabase("registering for the Hub", (open) => {
  test("makes an inactive customer and a mail; the link and the password of then let them in", async () => {
    const { ctx, register, confirm, signIn } = await aHub(await open());
    await register({ email: " Ann@Example.com" });
    await workOff(ctx);
    const id = (await ownerOf(ctx, "ann@example.com")) ?? 0;
    expect(await customerWith(ctx, id)).toMatchObject({
      email: "Ann@Example.com",
      firstName: "Ann",
      isActive: false,
      source: "portal",
    });
    expect([await signIn("ann@example.com"), await signIn("ann@example.com", "wrong")]).toEqual([
      "unconfirmed",
      undefined,
    ]);
    const [mail, ...others] = await mailsTo(ctx, id);
    expect([mail?.kind, others]).toEqual(["confirmEmail", []]);
    await confirm(mail?.token, HUB_PASSWORD);
    expect(await signIn("ann@example.com")).toBe("signedIn");
  });

  test("with the address of somebody who wrote before attaches the login to that record, once confirmed", async () => {
    const { ctx, register, confirm, signIn } = await aHub(await open());
    const ticket = await aTicket(ctx, { email: "ann@example.com" });
    const before = await customerWith(ctx, ticket.reporterId);
    await register({ firstName: "Another", lastName: "Name" });
    await workOff(ctx);
    expect(await customerWith(ctx, before.id)).toEqual(before);
    const [mail] = await mailsTo(ctx, before.id);
    await confirm(mail?.token, HUB_PASSWORD);
    expect(await signIn("ann@example.com")).toBe("signedIn");
    expect(await customerWith(ctx, before.id)).toMatchObject({ isActive: true, firstName: before.firstName });
  });

  test("gives the same answer and writes the same job for every address, and changes nothing of blocked, deleted and shut out", async () => {
    const { ctx, register } = await aHub(await open());
    const states = ["is_blocked = 1", "is_deleted = 1", "hub_access = 0"];
    const ids: number[] = [];
    for (const [index, state] of states.entries()) {
      const { id } = await aCustomer(ctx, { email: `ann${index}@example.com` });
      await ctx.database.writer.query(`UPDATE customers SET ${state} WHERE id = ?`, [id]);
      ids.push(id);
    }
    const before = await Promise.all(ids.map((id) => customerWith(ctx, id)));
    for (const index of [0, 1, 2, 9]) expect(await register({ email: `ann${index}@example.com` })).toBeUndefined();
    const jobs: { payload: string }[] = await ctx.db.query("SELECT payload FROM jobs WHERE kind LIKE 'accounts.%'");
    expect(new Set(jobs.map(({ payload }) => Object.keys(JSON.parse(payload)).join())).size).toBe(1);
    await workOff(ctx);
    expect(await Promise.all(ids.map((id) => customerWith(ctx, id)))).toEqual(before);
    expect((await Promise.all(ids.map((id) => mailsTo(ctx, id)))).flat()).toEqual([]);
    expect(JSON.stringify(await ctx.db.query("SELECT payload FROM jobs"))).not.toContain("argon2");
  });

  test("with the address of somebody who can sign in sends them the way to a new password, and leaves the old one", async () => {
    const { ctx, register, signIn } = await aHub(await open());
    const ann = await aHubCustomer(ctx, { email: "ann@example.com" });
    await register({ password: "the password of mallory" });
    await workOff(ctx);
    expect((await mailsTo(ctx, ann.id)).map((mail) => mail.kind)).toEqual(["resetLink"]);
    expect(await signIn(ann.email)).toBe("signedIn");
    expect(await signIn(ann.email, "the password of mallory")).toBe("unconfirmed");
  });

  test("somebody else's address with a password of one's own gains nothing when the owner confirms", async () => {
    const { ctx, stranger, register, confirm, signIn } = await aHub(await open());
    await register({ password: "the password of mallory" });
    await workOff(ctx);
    const id = (await ownerOf(ctx, "ann@example.com")) ?? 0;
    const [mail] = await mailsTo(ctx, id);
    expect(await problemsOf(confirm(mail?.token, "what ann would type"))).toMatchObject([{ path: "password" }]);
    await setPassword(stranger, { token: mail?.token ?? "", password: "nine purple kettles" });
    expect(await signIn("ann@example.com", "the password of mallory")).toBeUndefined();
    expect(await signIn("ann@example.com", "nine purple kettles")).toBe("signedIn");
  });

  test("and signing in with it says the same for every address, tells nobody's, and takes no wrong try back", async () => {
    const { ctx, register, signIn } = await aHub(await open());
    const states = ["is_active = 1", "is_blocked = 1", "is_deleted = 1", "hub_access = 0", "is_active = 0"];
    for (const [index, state] of states.entries()) {
      const { id } = await aHubCustomer(ctx, { email: `ann${index}@example.com` });
      await ctx.database.writer.query(`UPDATE customers SET ${state} WHERE id = ?`, [id]);
    }
    const addresses = [0, 1, 2, 3, 4, 5].map((index) => `ann${index}@example.com`);
    for (const email of addresses) await register({ email, password: "the password of mallory" });
    await workOff(ctx);
    for (const email of addresses) {
      expect([email, await signIn(email, "the password of mallory")]).toEqual([email, "unconfirmed"]);
      expect([email, await signIn(email, "wrong")]).toEqual([email, undefined]);
    }
    expect(await signIn("ann0@example.com")).toBe("signedIn");
    ctx.clock.advance(72 * 3_600_000);
    expect(await signIn("ann5@example.com", "the password of mallory")).toBeUndefined();

    const limits = signInLimits(ctx.database, "hub-sign-in");
    const guess = (password: string) =>
      signInCustomer(ctx.as(NOBODY), limits, { email: "ann6@example.com", password, address: "192.0.2.7" });
    await aHubCustomer(ctx, { email: "ann6@example.com" });
    await register({ email: "ann6@example.com", password: "the password of mallory" });
    await workOff(ctx);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await guess("wrong")).toBeUndefined();
      expect(await guess("the password of mallory")).toEqual({ kind: "unconfirmed" });
    }
    await expect(guess(HUB_PASSWORD)).rejects.toMatchObject({ problems: [{ code: "RATE_LIMITED" }] });
  });

  test("twice at the same moment makes one customer", async () => {
    const { ctx, register } = await aHub(await open());
    await Promise.all([register(), register({ firstName: "Anna" }), register()]);
    await Promise.all([workOff(ctx), workOff(ctx)]);
    ctx.clock.advance(60_000);
    await workOff(ctx);
    const rows: unknown[] = await ctx.db.query("SELECT id FROM customers");
    expect(rows).toHaveLength(1);
    const jobs: { status: string }[] = await ctx.db.query("SELECT DISTINCT status FROM jobs");
    expect(jobs).toEqual([{ status: "done" }]);
  });

  test("tells all that is wrong at once, and is refused while the Hub is not activated", async () => {
    const { ctx, register } = await aHub(await open());
    const problems = await problemsOf(
      register({ email: "x", firstName: "a".repeat(101), lastName: "b".repeat(101), password: "Password2026!" }),
    );
    expect(problems.map((problem) => problem.path)).toEqual(["email", "firstName", "lastName", "password"]);
    expect(await problemsOf(register({ password: "ann@example.com" }))).toMatchObject([{ path: "password" }]);
    await updateSettings(ctx, { hubActivated: false });
    await expect(register()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
