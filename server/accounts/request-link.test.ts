import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { runNextJob } from "@/server/jobs/run-job";
import { NOBODY } from "@/server/permissions";
import { updateSettings } from "@/server/settings/settings";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer, aToken, HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { testCtx } from "@/server/testing/test-ctx";
import { endLogins } from "./customer-logins";
import { accountJobs } from "./link-jobs";
import { renewLink, requestConfirmation, requestPasswordReset } from "./request-link";
import { setPassword } from "./set-password";
import { linkLimits } from "./sign-in-limits";

async function aHub(database: Ctx["database"]) {
  const ctx = testCtx(database);
  const stranger = ctx.as(NOBODY);
  const limits = linkLimits(database);
  const asking = (email: string) => ({ email, address: `192.0.2.${Math.random()}` });
  const reset = (email: string) => requestPasswordReset(stranger, limits, asking(email));
  const confirmation = (email: string) => requestConfirmation(stranger, limits, asking(email));
  const renew = (token: string) => renewLink(stranger, limits, { token, address: "192.0.2.1" });
  const kindsFor = async (id: number) => (await mailsTo(ctx, id)).map((mail) => mail.kind);
  const set = (id: number, column: string, value: 0 | 1) =>
    database.writer.query(`UPDATE customers SET ${column} = ? WHERE id = ?`, [value, id]);
  return { ctx, stranger, limits, reset, confirmation, renew, kindsFor, set };
}

forEachDatabase("asking for a new password", (open) => {
  test("writes the same job for a known, unknown, blocked, deleted and shut-out address", async () => {
    const { ctx, reset, set } = await aHub(await open());
    const [ann, blocked, deleted, shutOut] = [
      await aHubCustomer(ctx, { email: "ann1@example.com" }),
      await aHubCustomer(ctx, { email: "ann2@example.com" }),
      await aHubCustomer(ctx, { email: "ann3@example.com" }),
      await aHubCustomer(ctx, { email: "ann4@example.com" }),
    ];
    await set(blocked.id, "is_blocked", 1);
    await set(deleted.id, "is_deleted", 1);
    await set(shutOut.id, "hub_access", 0);
    for (const { email } of [ann, blocked, deleted, shutOut]) expect(await reset(email)).toBeUndefined();
    expect(await reset("ann5@example.com")).toBeUndefined();
    const jobs: Record<string, unknown>[] = await ctx.db.query(
      "SELECT kind, payload, actor, status FROM jobs WHERE kind LIKE 'accounts.%'",
    );
    const alike = jobs.map((job) => ({ ...job, payload: String(job.payload).replace(/ann\d/, "ann") }));
    expect(alike).toHaveLength(5);
    expect(new Set(alike.map((job) => JSON.stringify(job))).size).toBe(1);
  });

  test("sends a link to who has a password, an invitation to who never had one, nothing to blocked and deleted", async () => {
    const { ctx, stranger, reset, kindsFor, set } = await aHub(await open());
    const [ann, bob, blocked, deleted] = [
      await aHubCustomer(ctx, { email: "Ann@Example.com" }),
      await aCustomer(ctx),
      await aHubCustomer(ctx),
      await aHubCustomer(ctx),
    ];
    await set(blocked.id, "is_blocked", 1);
    await set(deleted.id, "is_deleted", 1);
    await reset(" ANN@example.com");
    for (const { email } of [bob, blocked, deleted]) await reset(email ?? "");
    await reset("nobody@example.com");
    await workOff(ctx);
    expect(await Promise.all([ann, bob, blocked, deleted].map(({ id }) => kindsFor(id)))).toEqual([
      ["resetLink"],
      ["accountCreated"],
      [],
      [],
    ]);
    const [mail] = await mailsTo(ctx, ann.id);
    await setPassword(stranger, { token: mail?.token ?? "", password: "nine purple kettles" });
  });

  test("after a forced reset still leads to a new password", async () => {
    const { ctx, reset, kindsFor } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    await inTransaction(ctx, (tx) => endLogins(tx, [ann.id]));
    await reset(ann.email);
    await workOff(ctx);
    expect(await kindsFor(ann.id)).toEqual(["resetLink"]);
  });

  test("does nothing while the Hub is not activated", async () => {
    const { ctx, reset, kindsFor } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    await updateSettings(ctx, { hubActivated: false });
    await reset(ann.email);
    await workOff(ctx);
    expect(await kindsFor(ann.id)).toEqual([]);
  });

  test("is one mail when the worker dies after its work, and leaves no address among the jobs", async () => {
    const { ctx, reset, kindsFor } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    await reset(ann.email);
    await workOff(ctx);
    await ctx.database.writer.query("UPDATE jobs SET status = 'queued'");
    expect(await runNextJob(ctx, accountJobs)).toBe(true);
    expect(await kindsFor(ann.id)).toEqual(["resetLink"]);
    expect(await ctx.db.query("SELECT payload FROM jobs WHERE kind LIKE 'accounts.%'")).toEqual([{ payload: "{}" }]);
  });

  test("is refused for what is no address, and after five times in an hour for one address, known or not", async () => {
    const { ctx, reset } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    expect(await problemsOf(reset("nonsense"))).toMatchObject([{ path: "email", code: "INVALID" }]);
    for (const email of [ann.email, "nobody@example.com"]) {
      for (let tries = 0; tries < 5; tries += 1) await reset(email);
      expect(await problemsOf(reset(email))).toMatchObject([{ path: "", code: "RATE_LIMITED" }]);
    }
  });
});

forEachDatabase("asking to confirm again", (open) => {
  test("sends a link to the inactive and the unverified, and none to who is confirmed", async () => {
    const { ctx, confirmation, kindsFor, set } = await aHub(await open());
    const [ann, bob, cid] = [await aHubCustomer(ctx), await aHubCustomer(ctx), await aHubCustomer(ctx)];
    await set(ann.id, "is_active", 0);
    await ctx.database.writer.query("UPDATE customer_identifiers SET is_verified = 0 WHERE customer_id = ?", [bob.id]);
    for (const { email } of [ann, bob, cid]) await confirmation(email);
    await workOff(ctx);
    expect(await Promise.all([ann, bob, cid].map(({ id }) => kindsFor(id)))).toEqual([
      ["confirmEmail"],
      ["confirmEmail"],
      [],
    ]);
  });
});

forEachDatabase("an expired link", (open) => {
  test("offers a new one, which goes to the same address", async () => {
    const { ctx, stranger, renew } = await aHub(await open());
    const ann = await aHubCustomer(ctx);
    const expired = await aToken(ctx, ann.id);
    ctx.clock.advance(25 * 3_600_000);
    expect(await problemsOf(setPassword(stranger, { token: expired, password: HUB_PASSWORD }))).toHaveLength(1);
    await renew(expired);
    await workOff(ctx);
    const [mail] = await mailsTo(ctx, ann.id);
    expect(mail?.kind).toBe("resetLink");
    await setPassword(stranger, { token: mail?.token ?? "", password: HUB_PASSWORD });
    expect(await problemsOf(renew(expired))).toMatchObject([{ path: "token" }]);
  });
});
