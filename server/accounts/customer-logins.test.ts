import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { isAllowed, PERMISSIONS } from "@/server/permissions";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { issueLinks } from "./customer-links";
import { customersWithPassword, endCustomerSessions, endLogins } from "./customer-logins";

/** Somebody with a password, a session and a link. */
async function aSignedUpCustomer(ctx: TestCtx): Promise<number> {
  const { id } = await aCustomer(ctx);
  const now = toDbTime(ctx.now());
  await inTransaction(ctx, async (tx) => {
    await insertRows(tx.db, "customer_logins", [
      { customer_id: id, password_hash: `hash of ${id}`, session_version: 1, password_set_at: now },
    ]);
    await insertRows(tx.db, "customer_sessions", [
      { id_hash: `session of ${id}`, customer_id: id, session_version: 1, created_at: now, expires_at: now },
    ]);
    await issueLinks(tx, "reset", [id]);
  });
  return id;
}

async function accessOf(ctx: TestCtx, id: number) {
  const [login]: { password_hash: string | null; session_version: number }[] = await ctx.db.query(
    "SELECT password_hash, session_version FROM customer_logins WHERE customer_id = ?",
    [id],
  );
  const sessions: unknown[] = await ctx.db.query("SELECT id_hash FROM customer_sessions WHERE customer_id = ?", [id]);
  const links: unknown[] = await ctx.db.query("SELECT purpose FROM customer_links WHERE customer_id = ?", [id]);
  return {
    hasPassword: Boolean(login?.password_hash),
    version: login?.session_version,
    sessions: sessions.length,
    links: links.length,
  };
}

forEachDatabase("the login of customers", (open) => {
  test("a forced reset ends password, sessions and links of those it names, and of nobody else", async () => {
    const ctx = testCtx(await open());
    const [ann, bob, cid] = [await aSignedUpCustomer(ctx), await aSignedUpCustomer(ctx), await aSignedUpCustomer(ctx)];
    await inTransaction(ctx, (tx) => endLogins(tx, [ann, bob]));
    for (const id of [ann, bob])
      expect(await accessOf(ctx, id)).toEqual({ hasPassword: false, version: 2, sessions: 0, links: 0 });
    expect(await accessOf(ctx, cid)).toEqual({ hasPassword: true, version: 1, sessions: 1, links: 1 });
  });

  test("ending the sessions leaves password and link, and ends what is being opened at that moment", async () => {
    const ctx = testCtx(await open());
    const ann = await aSignedUpCustomer(ctx);
    await inTransaction(ctx, (tx) => endCustomerSessions(tx, [ann, 4711]));
    expect(await accessOf(ctx, ann)).toEqual({ hasPassword: true, version: 2, sessions: 0, links: 1 });
  });

  test("remembers who ever had a password, after a forced reset too", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aSignedUpCustomer(ctx), await aCustomer(ctx)];
    await inTransaction(ctx, (tx) => endLogins(tx, [ann]));
    expect(await inTransaction(ctx, (tx) => customersWithPassword(tx, [ann, bob.id]))).toEqual(new Set([ann]));
  });

  test("is ended for nobody, and for 2,500 at once", async () => {
    const ctx = testCtx(await open());
    const ann = await aSignedUpCustomer(ctx);
    await inTransaction(ctx, (tx) => endLogins(tx, []));
    expect((await accessOf(ctx, ann)).version).toBe(1);
    await inTransaction(ctx, (tx) =>
      endLogins(
        tx,
        Array.from({ length: 2500 }, (_, index) => index + ann),
      ),
    );
    expect(await accessOf(ctx, ann)).toMatchObject({ version: 2, sessions: 0 });
  });
});

test("a customer has no permission of an agent", () => {
  for (const kind of ["customer", "shutOut"] as const)
    expect(PERMISSIONS.filter((permission) => isAllowed({ kind, id: 1, name: "Ann" }, permission))).toEqual([]);
});
