import { listActivity } from "@/server/activity/list-activity";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken, HUB_PASSWORD } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { actorOfCustomerSession, type CustomerClaims, signInCustomer } from "./customer-sessions";
import { findLink } from "./find-link";
import { hubLimits } from "./hub-limits";
import { changeOwnPassword, ownProfile, updateOwnProfile } from "./hub-profile";
import { signInLimits } from "./sign-in-limits";

async function signedIn(ctx: TestCtx, email: string, password = HUB_PASSWORD): Promise<CustomerClaims | undefined> {
  const limits = signInLimits(ctx.database, "hub-sign-in");
  const outcome = await signInCustomer(ctx, limits, { email, password, address: "192.0.2.1" });
  return outcome?.kind === "signedIn" ? outcome.claims : undefined;
}

async function ann(ctx: TestCtx) {
  const customer = await aHubCustomer(ctx, { firstName: "Ann", email: "ann@example.com", mobile: "+44 20 7946 0001" });
  const hers = ctx.as({ kind: "customer", id: customer.id, name: "Ann" });
  return { customer, hers, limits: hubLimits(ctx.database) };
}

forEachDatabase("a customer's own profile", (open) => {
  test("takes other names and another number, tells the timeline, and keeps what is left out", async () => {
    const ctx = testCtx(await open());
    const { customer, hers, limits } = await ann(ctx);
    const profile = await updateOwnProfile(hers, limits, { lastName: " Åberg ", mobile: "+44 (0)20 7946-0002" });
    expect(profile).toEqual({
      firstName: "Ann",
      lastName: "Åberg",
      email: customer.email,
      mobile: "+44 (0)20 7946-0002",
    });
    expect(await ownProfile(hers)).toEqual(profile);
    expect(await customerWith(ctx, customer.id)).toMatchObject({ mobileKey: "+442079460002", isActive: true });
    const [entry] = (await listActivity(ctx, { customerId: customer.id, first: 1 })).rows;
    expect(entry).toMatchObject({ action: "customer.updated", actorKind: "customer" });
    expect((await updateOwnProfile(hers, limits, { mobile: "" })).mobile).toBeNull();
  });

  test("refuses somebody else's number without telling whose it is, and one that is none", async () => {
    const ctx = testCtx(await open());
    const { hers, limits } = await ann(ctx);
    await aCustomer(ctx, { firstName: "Secret", mobile: "+44 20 7946 0009" });
    const taken = await problemsOf(updateOwnProfile(hers, limits, { mobile: "+442079460009" }));
    expect(taken).toMatchObject([{ path: "mobile", code: "INVALID" }]);
    expect(JSON.stringify(taken)).not.toMatch(/Secret|customerId":\d/);
    expect(await problemsOf(updateOwnProfile(hers, limits, { mobile: "12" }))).toMatchObject([{ path: "mobile" }]);
    expect((await ownProfile(hers)).mobile).toBe("+44 20 7946 0001");
  });

  test("takes a new password from who knows the old one: this session stays, all others and every link end", async () => {
    const ctx = testCtx(await open());
    const { customer, hers, limits } = await ann(ctx);
    const [here, there] = [await signedIn(ctx, customer.email), await signedIn(ctx, customer.email)];
    if (!here || !there) throw new Error("Ann could not sign in.");
    const link = await aToken(ctx, customer.id);
    const change = (oldPassword: string, newPassword: string) =>
      changeOwnPassword(hers, limits, { oldPassword, newPassword, sessionId: here.sessionId });
    expect(await problemsOf(change("not the password", "nine purple kettles"))).toMatchObject([
      { path: "oldPassword" },
    ]);
    expect(await problemsOf(change(HUB_PASSWORD, "short"))).toMatchObject([{ path: "newPassword" }]);
    expect((await actorOfCustomerSession(ctx, there)).kind).toBe("customer");

    await change(HUB_PASSWORD, "nine purple kettles");
    expect((await actorOfCustomerSession(ctx, here)).kind).toBe("customer");
    expect((await actorOfCustomerSession(ctx, there)).kind).toBe("nobody");
    expect(await findLink(ctx, link)).toBeUndefined();
    expect(await signedIn(ctx, customer.email)).toBeUndefined();
    expect(await signedIn(ctx, customer.email, "nine purple kettles")).toBeDefined();
  });

  test("lets nobody try passwords for long", async () => {
    const ctx = testCtx(await open());
    const { hers, limits } = await ann(ctx);
    const guess = () =>
      problemsOf(changeOwnPassword(hers, limits, { oldPassword: "x", newPassword: "y", sessionId: "" }));
    for (let count = 0; count < 10; count += 1) await guess();
    expect(await guess()).toMatchObject([{ code: "RATE_LIMITED" }]);
  });
});
