import { listActivity } from "@/server/activity/list-activity";
import { listJobResults } from "@/server/jobs/find-job";
import { runNextJob } from "@/server/jobs/run-job";
import { anAgent } from "@/server/testing/actors";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { blockCustomers } from "./block-customers";
import { deleteCustomers } from "./delete-customers";
import { forceResetPasswords } from "./force-reset";
import { customerJobs } from "./mass-actions/all-actions";
import { undoJob } from "./mass-actions/undo-job";

/** Somebody who has a password and is signed in to the Hub. */
async function withLogin(ctx: TestCtx, customerId: number): Promise<void> {
  const now = "2026-03-01 00:00:00.000";
  await ctx.database.writer.query(
    "INSERT INTO customer_logins (customer_id, password_hash, password_set_at, session_version) VALUES (?, ?, ?, 1)",
    [customerId, "a hash", now],
  );
}

interface Login {
  password_hash: string | null;
  session_version: number;
}

const loginOf = async (ctx: TestCtx, id: number): Promise<Login | undefined> =>
  (await ctx.db.query("SELECT password_hash, session_version FROM customer_logins WHERE customer_id = ?", [id]))[0];

const mailsOf = (ctx: TestCtx, jobId: number): Promise<{ customer_id: number; kind: string; status: string }[]> =>
  ctx.db.query("SELECT customer_id, kind, status FROM mails WHERE job_id = ? ORDER BY customer_id", [jobId]);

async function resultsOf(ctx: TestCtx, jobId: number) {
  const { rows } = await listJobResults(ctx, { jobId, first: 100 });
  return rows.map(({ customerId, status, reason }) => [customerId, status, reason]);
}

forEachDatabase("forcing a reset", (open) => {
  test("ends the password and the sessions, makes inactive, and queues the mail in the same moment", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx, { isActive: true }), await aCustomer(ctx)];
    await withLogin(ctx, ann.id);

    const jobId = await forceResetPasswords(ctx, { ids: [ann.id, bob.id], note: "  We were attacked.\r\nSorry.  " });

    expect(await customerWith(ctx, ann.id)).toMatchObject({ isActive: false });
    expect(await loginOf(ctx, ann.id)).toEqual({ password_hash: null, session_version: 2 });
    // Who never had a password gets the invitation.
    expect(await mailsOf(ctx, jobId)).toEqual([
      { customer_id: ann.id, kind: "forcedReset", status: "queued" },
      { customer_id: bob.id, kind: "accountCreated", status: "queued" },
    ]);
    const links = await ctx.db.query("SELECT customer_id, purpose FROM customer_links ORDER BY customer_id");
    expect(links).toEqual([
      { customer_id: ann.id, purpose: "reset" },
      { customer_id: bob.id, purpose: "invitation" },
    ]);
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 1 });
    expect(rows).toMatchObject([
      { action: "customer.resetForced", jobId, changes: [{ field: "isActive", from: "yes", to: "no" }] },
    ]);
    expect(await problemsOf(undoJob(ctx, { jobId }))).toMatchObject([{ message: "This cannot be undone." }]);
  });

  test("skips deleted, blocked and those without an e-mail, and leaves their passwords", async () => {
    const ctx = testCtx(await open());
    const [deleted, blocked, mobile] = [
      await aCustomer(ctx),
      await aCustomer(ctx, { isActive: true }),
      await aCustomer(ctx, { mobile: "+447700900123" }),
    ];
    for (const { id } of [deleted, blocked]) await withLogin(ctx, id);
    await deleteCustomers(ctx, { ids: [deleted.id] });
    await blockCustomers(ctx, { ids: [blocked.id] });

    const jobId = await forceResetPasswords(ctx, { ids: [deleted.id, blocked.id, mobile.id] });

    expect(await resultsOf(ctx, jobId)).toEqual([
      [deleted.id, "skipped", "is deleted"],
      [blocked.id, "skipped", "is blocked"],
      [mobile.id, "skipped", "has no e-mail"],
    ]);
    expect(await mailsOf(ctx, jobId)).toEqual([]);
    expect(await loginOf(ctx, blocked.id)).toMatchObject({ password_hash: "a hash" });
    expect(await customerWith(ctx, blocked.id)).toMatchObject({ isActive: true });
  });

  test("says of whom no mail can reach that they were reset all the same", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { hubAccess: false });
    const jobId = await forceResetPasswords(ctx, { ids: [ann.id] });
    expect(await resultsOf(ctx, jobId)).toEqual([[ann.id, "done", "no mail was sent: has Hub access off"]]);
  });

  test("of ten times as many takes hardly more statements", async () => {
    const database = await open();
    const ctx = testCtx(database);
    const ids: number[] = [];
    for (let n = 0; n < 150; n += 1) ids.push((await aCustomer(ctx)).id);
    const statements = async (some: number[]) => {
      await forceResetPasswords(ctx, { ids: some });
      return countStatements(database, () => runNextJob(ctx, customerJobs));
    };
    const [few, many] = [await statements(ids.slice(0, 51)), await statements(ids)];
    expect(many).toBeLessThanOrEqual(few * 2);
  });

  test("needs the permission and a note that can be sent", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const agent = ctx.as(anAgent("agent"));
    await expect(forceResetPasswords(agent, { ids: [ann.id] })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const withNote = (note: string) => problemsOf(forceResetPasswords(ctx, { ids: [ann.id], note }));
    expect(await withNote("x".repeat(2001))).toMatchObject([{ path: "note", code: "TOO_LARGE" }]);
    expect(await withNote("a\0b")).toMatchObject([{ path: "note" }]);
  });
});
