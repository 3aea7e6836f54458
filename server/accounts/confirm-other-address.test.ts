import { listActivity } from "@/server/activity/list-activity";
import { addIdentifier, removeIdentifier } from "@/server/customers/change-identifiers";
import { NOBODY } from "@/server/permissions";
import { customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken, HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { confirmEmailChange } from "./change-email";
import { signInCustomer } from "./customer-sessions";
import { findEmailChange } from "./find-email-change";
import { findLink } from "./find-link";
import { requestConfirmation, requestPasswordReset } from "./request-link";
import { confirmEmail, setPassword } from "./set-password";
import { linkLimits, signInLimits } from "./sign-in-limits";

const OTHER = "Ann@Home.example";

/** A customer with an address beside the primary one, which an agent has added. */
async function annWithTwo(ctx: TestCtx) {
  const ann = await aHubCustomer(ctx, { firstName: "Ann", email: "ann@example.com" });
  await addIdentifier(ctx, { customerId: ann.id, kind: "email", value: OTHER });
  const nobody = ctx.as(NOBODY);
  const asked = (email: string) => ({ email, address: `192.0.2.${Math.random()}` });
  const signIn = async (email: string) => {
    const limits = signInLimits(ctx.database, "hub-sign-in");
    return (await signInCustomer(nobody, limits, { ...asked(email), password: HUB_PASSWORD }))?.kind ?? "refused";
  };
  /** The mails that come of asking to confirm an address, as where they go and what they carry. */
  const askFor = async (email: string) => {
    const before = (await mailsTo(ctx, ann.id)).length;
    await requestConfirmation(nobody, linkLimits(ctx.database), asked(email));
    await workOff(ctx);
    const mails = (await mailsTo(ctx, ann.id)).slice(before);
    const addresses: { address: string }[] = await ctx.db.query(
      "SELECT address FROM mails WHERE customer_id = ? ORDER BY id",
      [ann.id],
    );
    return mails.map((mail, at) => ({ ...mail, address: addresses[before + at]?.address }));
  };
  const confirm = (token: string) => confirmEmailChange(nobody, { token, sessionId: "" });
  return { ann, nobody, asked, signIn, askFor, confirm };
}

forEachDatabase("an address that a customer has beside the primary one", (open) => {
  test("signs them in once they have followed the link of a mail to it, which changes nothing else", async () => {
    const ctx = testCtx(await open());
    const { ann, signIn, askFor, confirm } = await annWithTwo(ctx);
    expect([await signIn("ann@example.com"), await signIn(OTHER)]).toEqual(["signedIn", "unconfirmed"]);
    const [mail] = await askFor("ann@home.EXAMPLE");
    expect(mail).toMatchObject({ kind: "confirmAddress", address: OTHER });
    const token = mail?.token ?? "";
    expect(await findEmailChange(ctx, token)).toMatchObject({ purpose: "address", email: OTHER, isExpired: false });
    expect(await signIn(OTHER)).toBe("unconfirmed");

    await confirm(token);
    expect([await signIn("ann@example.com"), await signIn(OTHER)]).toEqual(["signedIn", "signedIn"]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ email: "ann@example.com", isActive: true });
    const [entry] = (await listActivity(ctx, { customerId: ann.id, first: 1 })).rows;
    expect(entry).toMatchObject({ action: "customer.emailConfirmed", actorKind: "customer" });
    expect(await problemsOf(confirm(token))).toMatchObject([{ path: "token" }]);
    expect(await askFor(OTHER)).toEqual([]);
  });

  test("gets nobody in by its link alone: it may have been added by mistake", async () => {
    const ctx = testCtx(await open());
    const { nobody, asked, askFor, signIn } = await annWithTwo(ctx);
    const token = (await askFor(OTHER))[0]?.token ?? "";
    expect(await findLink(ctx, token)).toBeUndefined();
    const password = "nine purple kettles";
    expect(await problemsOf(setPassword(nobody, { token, password }))).toMatchObject([{ path: "token" }]);
    const confirming = confirmEmail(nobody, linkLimits(ctx.database), { token, address: "192.0.2.1" });
    expect(await problemsOf(confirming)).toMatchObject([{ path: "token" }]);
    // A forgotten password is still mailed to the primary one.
    await requestPasswordReset(nobody, linkLimits(ctx.database), asked(OTHER));
    await workOff(ctx);
    const mails: { kind: string; address: string }[] = await ctx.db.query(
      "SELECT kind, address FROM mails ORDER BY id",
    );
    expect(mails.at(-1)).toEqual({ kind: "resetLink", address: "ann@example.com" });
    expect(await signIn(OTHER)).toBe("unconfirmed");
  });

  test("is not confirmed by a replaced or expired link, nor once it was taken off or they may not sign in", async () => {
    const ctx = testCtx(await open());
    const { ann, askFor, confirm, signIn } = await annWithTwo(ctx);
    const fresh = async () => (await askFor(OTHER))[0]?.token ?? "";
    const refused = async (token: string) =>
      expect(await problemsOf(confirm(token))).toMatchObject([{ path: "token" }]);
    const replaced = await fresh();
    await aToken(ctx, ann.id);
    await refused(replaced);
    const old = await fresh();
    ctx.clock.advance(25 * 3_600_000);
    await refused(old);
    const shut = await fresh();
    await ctx.database.writer.query("UPDATE customers SET is_blocked = 1 WHERE id = ?", [ann.id]);
    await refused(shut);
    await ctx.database.writer.query("UPDATE customers SET is_blocked = 0 WHERE id = ?", [ann.id]);
    const off = await fresh();
    const [row] = await ctx.db.query("SELECT id FROM customer_identifiers WHERE primary_slot IS NULL");
    await removeIdentifier(ctx, { id: row.id });
    await refused(off);
    expect(await signIn(OTHER)).toBe("refused");
  });

  test("gets no mail while its customer could not sign in with it", async () => {
    const ctx = testCtx(await open());
    const { ann, askFor } = await annWithTwo(ctx);
    for (const state of ["is_blocked = 1", "is_blocked = 0, hub_access = 0", "is_deleted = 1"]) {
      await ctx.database.writer.query(`UPDATE customers SET ${state} WHERE id = ?`, [ann.id]);
      expect(await askFor(OTHER)).toEqual([]);
    }
  });

  test("waits where the customer has to confirm the primary one first", async () => {
    const ctx = testCtx(await open());
    const { ann, askFor } = await annWithTwo(ctx);
    await ctx.database.writer.query("UPDATE customers SET is_active = 0 WHERE id = ?", [ann.id]);
    expect(await askFor(OTHER)).toMatchObject([{ kind: "confirmEmail", address: "ann@example.com" }]);
  });
});
