import type { Ctx } from "@/server/ctx";
import { updateCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { NOBODY } from "@/server/permissions";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken, HUB_PASSWORD } from "@/server/testing/hub-customers";
import { testCtx } from "@/server/testing/test-ctx";
import { issueLinks } from "./customer-links";
import { signInCustomer } from "./customer-sessions";
import { findLink } from "./find-link";
import { hashPassword } from "./passwords";
import { confirmEmail, setPassword } from "./set-password";
import { linkLimits, signInLimits } from "./sign-in-limits";

const NEW_PASSWORD = "nine purple kettles";

async function aHub(database: Ctx["database"]) {
  const ctx = testCtx(database);
  const stranger = ctx.as(NOBODY);
  const limits = linkLimits(database);
  const signIn = async (email: string | null, password: string) => {
    const input = { email: email ?? "", password, address: `192.0.2.${Math.random()}` };
    return (await signInCustomer(stranger, signInLimits(database, "hub-sign-in"), input))?.kind;
  };
  const confirm = (token: string, password?: string) =>
    confirmEmail(stranger, limits, { token, password, address: "192.0.2.1" });
  const pendingToken = async (id: number, password: string) => {
    const pending = new Map([[id, await hashPassword(password)]]);
    const links = await inTransaction(ctx, (tx) => issueLinks(tx, "confirm", [id], pending));
    return new URL(links.get(id) ?? "").searchParams.get("token") ?? "";
  };
  const isVerified = async (id: number) => {
    const [row]: { is_verified: number }[] = await ctx.db.query(
      "SELECT is_verified FROM customer_identifiers WHERE customer_id = ? AND kind = 'email'",
      [id],
    );
    return row?.is_verified === 1;
  };
  return { ctx, stranger, signIn, confirm, pendingToken, isVerified };
}

forEachDatabase("setting a password by a link", (open) => {
  test("works once, activates the customer, proves the address, and tells it on the timeline", async () => {
    const { ctx, stranger, signIn, isVerified } = await aHub(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    const token = await aToken(ctx, ann.id, "invitation");
    await setPassword(stranger, { token, password: NEW_PASSWORD });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isActive: true, version: ann.version + 1 });
    expect(await isVerified(ann.id)).toBe(true);
    expect(await signIn(ann.email, NEW_PASSWORD)).toBe("signedIn");
    expect(await problemsOf(setPassword(stranger, { token, password: "some other password" }))).toMatchObject([
      { path: "token" },
    ]);
    expect(await signIn(ann.email, NEW_PASSWORD)).toBe("signedIn");
    const entries: { action: string; actor_kind: string; actor_id: number; changes: string }[] = await ctx.db.query(
      "SELECT action, actor_kind, actor_id, changes FROM activity_entries WHERE customer_id = ? ORDER BY id DESC",
      [ann.id],
    );
    expect(entries[0]).toMatchObject({
      action: "customer.passwordSet",
      actor_kind: "customer",
      actor_id: ann.id,
      changes: JSON.stringify([{ field: "isActive", from: "no", to: "yes" }]),
    });
  });

  test("is one password when it is sent several times at the same moment", async () => {
    const { ctx, stranger, signIn } = await aHub(await open());
    const ann = await aCustomer(ctx);
    const token = await aToken(ctx, ann.id);
    const passwords = Array.from({ length: 5 }, (_, number) => `${NEW_PASSWORD} ${number} again`);
    const tries = await Promise.allSettled(passwords.map((password) => setPassword(stranger, { token, password })));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const outcomes = [];
    for (const password of passwords) outcomes.push(await signIn(ann.email, password));
    expect(outcomes.map((outcome) => outcome === "signedIn")).toEqual(tries.map((one) => one.status === "fulfilled"));
  });

  test("looking at the link changes nothing", async () => {
    const { ctx, stranger } = await aHub(await open());
    const ann = await aCustomer(ctx);
    const token = await aToken(ctx, ann.id);
    for (let looks = 0; looks < 3; looks += 1)
      expect(await findLink(stranger, token)).toMatchObject({ isExpired: false });
    await setPassword(stranger, { token, password: NEW_PASSWORD });
    expect(await findLink(stranger, token)).toBeUndefined();
  });

  test("is refused with a weak password, which leaves the link for a better one", async () => {
    const { ctx, stranger } = await aHub(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com", firstName: "Annabel", lastName: "Leeson" });
    const token = await aToken(ctx, ann.id);
    for (const password of ["short", "Password2026!", "annabel leeson", "ann@example.com", "x".repeat(2000)])
      expect(await problemsOf(setPassword(stranger, { token, password }))).toMatchObject([{ path: "password" }]);
    await setPassword(stranger, { token, password: NEW_PASSWORD });
  });

  test("is refused with a replaced, expired, unknown or strange link, and of somebody who is blocked or deleted", async () => {
    const { ctx, stranger, signIn } = await aHub(await open());
    const [ann, bob, cid] = [await aHubCustomer(ctx), await aHubCustomer(ctx), await aHubCustomer(ctx)];
    const replaced = await aToken(ctx, ann.id);
    const newest = await aToken(ctx, ann.id);
    const [blocked, deleted] = [await aToken(ctx, bob.id), await aToken(ctx, cid.id)];
    await ctx.database.writer.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [bob.id]);
    await ctx.database.writer.query("UPDATE customers SET is_deleted = 1 WHERE id = ?", [cid.id]);
    for (const token of [
      replaced,
      blocked,
      deleted,
      `${newest}x`,
      newest.slice(1),
      newest.toUpperCase(),
      "",
      "x".repeat(1e5),
      "\0",
    ])
      expect(await problemsOf(setPassword(stranger, { token, password: NEW_PASSWORD }))).toMatchObject([
        { path: "token" },
      ]);
    ctx.clock.advance(24 * 3_600_000);
    expect(await problemsOf(setPassword(stranger, { token: newest, password: NEW_PASSWORD }))).toMatchObject([
      { path: "token", message: expect.stringContaining("expired") },
    ]);
    expect(await signIn(ann.email, HUB_PASSWORD)).toBe("signedIn");
    expect(await customerWith(ctx, bob.id)).toMatchObject({ isBlocked: true });
    expect(await customerWith(ctx, cid.id)).toMatchObject({ isDeleted: true });
  });

  test("does not let the reader of a former mailbox in", async () => {
    const { ctx, stranger } = await aHub(await open());
    const ann = await aHubCustomer(ctx, { email: "old@example.com" });
    const token = await aToken(ctx, ann.id);
    await updateCustomer(ctx, { id: ann.id, email: "new@example.com" });
    expect(await problemsOf(setPassword(stranger, { token, password: NEW_PASSWORD }))).toMatchObject([
      { path: "token" },
    ]);
  });

  test("does not bring Hub access back", async () => {
    const { ctx, stranger, signIn } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    await ctx.database.writer.query("UPDATE customers SET hub_access = 0 WHERE id = ?", [ann.id]);
    await setPassword(stranger, { token: await aToken(ctx, ann.id), password: NEW_PASSWORD });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ hubAccess: false });
    expect(await signIn(ann.email, HUB_PASSWORD)).toBeUndefined();
  });

  test("by a link from before an agent set Is Active = No is refused, a new one activates again", async () => {
    const { ctx, stranger } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    const before = await aToken(ctx, ann.id);
    await updateCustomer(ctx, { id: ann.id, isActive: false });
    expect(await problemsOf(setPassword(stranger, { token: before, password: NEW_PASSWORD }))).toHaveLength(1);
    await setPassword(stranger, { token: await aToken(ctx, ann.id), password: NEW_PASSWORD });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isActive: true });
  });
});

forEachDatabase("confirming an address by a link", (open) => {
  test("takes the password given at registration, and no other", async () => {
    const { ctx, signIn, confirm, pendingToken, isVerified } = await aHub(await open());
    const ann = await aCustomer(ctx);
    const token = await pendingToken(ann.id, HUB_PASSWORD);
    expect(await signIn(ann.email, HUB_PASSWORD)).toBeUndefined();
    for (const wrong of ["wrong", "", undefined])
      expect(await problemsOf(confirm(token, wrong))).toMatchObject([{ path: "password" }]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isActive: false });
    await confirm(token, HUB_PASSWORD);
    expect([await isVerified(ann.id), await signIn(ann.email, HUB_PASSWORD)]).toEqual([true, "signedIn"]);
    expect(await problemsOf(confirm(token, HUB_PASSWORD))).toMatchObject([{ path: "token" }]);
  });

  test("gives somebody else's password nothing when the owner sets one of their own", async () => {
    const { ctx, stranger, signIn, pendingToken } = await aHub(await open());
    const ann = await aCustomer(ctx);
    const token = await pendingToken(ann.id, "the password of mallory");
    await setPassword(stranger, { token, password: NEW_PASSWORD });
    expect(await signIn(ann.email, "the password of mallory")).toBeUndefined();
    expect(await signIn(ann.email, NEW_PASSWORD)).toBe("signedIn");
  });

  test("lets nobody guess at the password given at registration", async () => {
    const { ctx, confirm, pendingToken } = await aHub(await open());
    const ann = await aCustomer(ctx);
    const token = await pendingToken(ann.id, HUB_PASSWORD);
    const answers: string[] = [];
    for (let tries = 0; tries < 7; tries += 1) answers.push((await problemsOf(confirm(token, "wrong")))[0]?.code ?? "");
    expect(answers.slice(5)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
  });

  test("leaves the password of whoever has one as it is", async () => {
    const { ctx, signIn, confirm } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    await updateCustomer(ctx, { id: ann.id, isActive: false });
    expect(await signIn(ann.email, HUB_PASSWORD)).toBe("unconfirmed");
    await confirm(await aToken(ctx, ann.id, "confirm"));
    expect(await signIn(ann.email, HUB_PASSWORD)).toBe("signedIn");
  });

  test("asks for a password where there is none", async () => {
    const { ctx, confirm } = await aHub(await open());
    const ann = await aCustomer(ctx);
    const token = await aToken(ctx, ann.id, "confirm");
    expect(await problemsOf(confirm(token))).toMatchObject([{ path: "password", code: "REQUIRED" }]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isActive: false });
  });
});
