import { listActivity } from "@/server/activity/list-activity";
import { updateCustomer } from "@/server/customers/save-customer";
import { NOBODY } from "@/server/permissions";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { confirmEmailChange, type RequestEmailChange, requestEmailChange } from "./change-email";
import { actorOfCustomerSession, type CustomerClaims, signInCustomer } from "./customer-sessions";
import { findLink } from "./find-link";
import { hubLimits } from "./hub-limits";
import { changeOwnPassword } from "./hub-profile";
import { linkLimits, signInLimits } from "./sign-in-limits";

jest.setTimeout(60_000);

async function ann(ctx: TestCtx) {
  const { id } = await aHubCustomer(ctx, { firstName: "Ann", email: "ann@example.com" });
  const hers = ctx.as({ kind: "customer", id, name: "Ann" });
  const limits = { hub: hubLimits(ctx.database), links: linkLimits(ctx.database) };
  const ask = (input: Partial<RequestEmailChange> = {}) =>
    requestEmailChange(hers, limits, {
      email: "New@example.com",
      password: HUB_PASSWORD,
      address: `192.0.2.${Math.random()}`,
      ...input,
    });
  /** The secret in the latest mail, once the worker has looked at the requests. */
  const token = async () => {
    await workOff(ctx);
    return (await mailsTo(ctx, id)).filter(({ kind }) => kind === "changeEmail").at(-1)?.token ?? "";
  };
  const confirm = (secret: string, sessionId = "") => confirmEmailChange(ctx.as(NOBODY), { token: secret, sessionId });
  const signIn = async (email: string): Promise<CustomerClaims | undefined> => {
    const input = { email, password: HUB_PASSWORD, address: "192.0.2.1" };
    const outcome = await signInCustomer(ctx.as(NOBODY), signInLimits(ctx.database, "hub-sign-in"), input);
    return outcome?.kind === "signedIn" ? outcome.claims : undefined;
  };
  return { id, hers, limits, ask, token, confirm, signIn };
}

forEachDatabase("a customer's change of their e-mail", (open) => {
  test("waits for the new address to be confirmed, once; then the old one is told and all other sessions end", async () => {
    const ctx = testCtx(await open());
    const { id, ask, token, confirm, signIn } = await ann(ctx);
    const [here, there] = [await signIn("ann@example.com"), await signIn("ann@example.com")];
    if (!here || !there) throw new Error("Ann could not sign in.");
    await ask();
    const secret = await token();
    expect((await customerWith(ctx, id)).email).toBe("ann@example.com");
    expect((await actorOfCustomerSession(ctx, there)).kind).toBe("customer");

    await confirm(secret, here.sessionId);
    expect(await customerWith(ctx, id)).toMatchObject({ email: "New@example.com", isActive: true });
    expect((await actorOfCustomerSession(ctx, here)).kind).toBe("customer");
    expect((await actorOfCustomerSession(ctx, there)).kind).toBe("nobody");
    expect([await signIn("ann@example.com"), (await signIn("new@example.com"))?.customerId]).toEqual([undefined, id]);
    const told: { kind: string; address: string }[] = await ctx.db.query("SELECT kind, address FROM mails ORDER BY id");
    expect(told.slice(-2)).toEqual([
      { kind: "changeEmail", address: "New@example.com" },
      { kind: "addressChanged", address: "ann@example.com" },
    ]);
    const [entry] = (await listActivity(ctx, { customerId: id, first: 1 })).rows;
    expect(entry).toMatchObject({ action: "customer.updated", actorKind: "customer" });
    expect(await problemsOf(confirm(secret))).toMatchObject([{ path: "token" }]);
  });

  test("is none when another password was set before the mail went out: whoever knew the former one is out", async () => {
    const ctx = testCtx(await open());
    const { ask, token, hers, limits } = await ann(ctx);
    await ask();
    ctx.clock.advance(1000);
    const change = { oldPassword: HUB_PASSWORD, newPassword: "nine purple kettles", sessionId: "" };
    await changeOwnPassword(hers, limits.hub, change);
    expect(await token()).toBe("");
    await ask({ password: "nine purple kettles" });
    expect(await token()).not.toBe("");
  });

  test("is asked for with the password only, and everything that is wrong is told at once", async () => {
    const ctx = testCtx(await open());
    const { ask, hers, limits } = await ann(ctx);
    const wrong = await problemsOf(ask({ email: "x@", password: "not hers" }));
    expect(wrong.map(({ path }) => path)).toEqual(["email", "password"]);
    expect(await problemsOf(ask({ email: " ANN@example.com" }))).toMatchObject([{ path: "email" }]);
    const stranger = requestEmailChange({ ...hers, actor: NOBODY }, limits, {
      email: "new@example.com",
      password: HUB_PASSWORD,
      address: "192.0.2.1",
    });
    await expect(stranger).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    for (let count = 0; count < 10; count += 1) await problemsOf(ask({ password: "guess" }));
    expect(await problemsOf(ask())).toMatchObject([{ code: "RATE_LIMITED" }]);
  });

  test("to somebody else's address gives the same answer and does the same, but no mail goes out", async () => {
    const ctx = testCtx(await open());
    const { ask, token, confirm } = await ann(ctx);
    const bea = await aCustomer(ctx, { email: "bea@example.com" });
    expect([await ask({ email: "bea@example.com" }), await ask()]).toEqual([undefined, undefined]);
    const jobs: { payload: string }[] = await ctx.db.query(
      "SELECT payload FROM jobs WHERE kind = 'accounts.changeEmail'",
    );
    expect(new Set(jobs.map(({ payload }) => Object.keys(JSON.parse(payload)).join())).size).toBe(1);
    const secret = await token();
    const mails: { address: string }[] = await ctx.db.query("SELECT address FROM mails WHERE kind = 'changeEmail'");
    expect(mails).toEqual([{ address: "New@example.com" }]);
    // Somebody else gets the address between the mail and the click.
    await updateCustomer(ctx, { id: bea.id, email: "new@example.com" });
    expect(await problemsOf(confirm(secret))).toMatchObject([{ path: "token" }]);
    expect(await ownerOf(ctx, "ann@example.com")).not.toBe(bea.id);
  });

  test("ends with a newer link, after a day, with the password, and when they are shut out; its link opens nothing else", async () => {
    const ctx = testCtx(await open());
    const { id, ask, token, confirm } = await ann(ctx);
    await ask();
    const first = await token();
    await ask({ email: "newer@example.com" });
    const second = await token();
    expect(await problemsOf(confirm(first))).toMatchObject([{ path: "token" }]);
    expect(await findLink(ctx, second)).toBeUndefined();
    await updateCustomer(ctx, { id, hubAccess: false });
    expect(await problemsOf(confirm(second))).toMatchObject([{ path: "token" }]);
    await updateCustomer(ctx, { id, hubAccess: true });
    ctx.clock.advance(24 * 3_600_000);
    expect((await problemsOf(confirm(second)))[0]?.message).toContain("expired");
    expect((await customerWith(ctx, id)).email).toBe("ann@example.com");
  });
});
