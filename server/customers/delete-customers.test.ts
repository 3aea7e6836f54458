import { listActivity } from "@/server/activity/list-activity";
import { countJobResults, listJobResults } from "@/server/jobs/find-job";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { runNextJob } from "@/server/jobs/run-job";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { deleteCustomers, restoreCustomers } from "./delete-customers";
import { listCustomers } from "./list-customers";
import { customerJobs } from "./mass-actions/all-actions";
import { undoJob } from "./mass-actions/undo-job";

forEachDatabase("deleting customers", (open) => {
  const namesIn = async (ctx: ReturnType<typeof testCtx>, isDeleted: boolean) => {
    const page = await listCustomers(ctx, { direction: "forward", size: 100, filter: { isDeleted } });
    return page.rows.map(({ row }) => row.firstName);
  };

  test("moves them to the Deleted list and says how it ended for each", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx, { firstName: "Ann" }), await aCustomer(ctx, { firstName: "Bob" })];
    await deleteCustomers(ctx, { ids: [bob.id] });

    const jobId = await deleteCustomers(ctx, { ids: [ann.id, bob.id, 4711] });

    const { rows } = await listJobResults(ctx, { jobId, first: 10 });
    expect(rows).toMatchObject([
      { customerId: ann.id, status: "done", reason: null },
      { customerId: bob.id, status: "skipped", reason: "was deleted already" },
      { customerId: 4711, status: "skipped", reason: "does not exist" },
    ]);
    expect(await namesIn(ctx, false)).toEqual([]);
    expect(await namesIn(ctx, true)).toEqual(["Ann", "Bob"]);
  });

  test("undone, leaves everything as it was, Is Active included", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { firstName: "Ann", isActive: true });
    const jobId = await deleteCustomers(ctx, { ids: [ann.id] });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: true, deletedAt: "2026-03-04 05:06:07.089" });

    await undoJob(ctx, { jobId });

    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false, deletedAt: null, isActive: true });
    expect(await problemsOf(undoJob(ctx, { jobId }))).toMatchObject([{ message: "This has been undone already." }]);
  });

  test("is taken back however long it took", async () => {
    const still = testCtx(await open());
    const ann = await aCustomer(still, { firstName: "Ann" });
    // Every look at the clock is a millisecond later.
    const ctx = {
      ...still,
      now: () => {
        still.clock.advance(1);
        return still.now();
      },
    };
    const jobId = await deleteCustomers(ctx, { ids: [ann.id] });

    await undoJob(ctx, { jobId });

    expect(await namesIn(still, false)).toEqual(["Ann"]);
  });

  test("and restoring later brings them back inactive, which the timeline tells", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { isActive: true });
    await deleteCustomers(ctx, { ids: [ann.id] });
    ctx.clock.advance(60_000);
    await restoreCustomers(ctx, { ids: [ann.id] });

    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false, isActive: false });
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 5 });
    expect(rows[0]).toMatchObject({
      action: "customer.restored",
      changes: [{ field: "isActive", from: "yes", to: "no" }],
    });
  });

  test("and restoring, undone both, leaves everything as it was before the two", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { isActive: true });
    const deletion = await deleteCustomers(ctx, { ids: [ann.id] });
    ctx.clock.advance(60_000);
    const restoring = await restoreCustomers(ctx, { ids: [ann.id] });
    ctx.clock.advance(60_000);

    await undoJob(ctx, { jobId: restoring });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: true, deletedAt: "2026-03-04 05:06:07.089" });
    await undoJob(ctx, { jobId: deletion });

    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false, deletedAt: null, isActive: true });
  });

  test("undoing a restoring leaves those whom somebody has deleted and restored again since", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx)];
    await deleteCustomers(ctx, { ids: [ann.id, bob.id] });
    const jobId = await restoreCustomers(ctx, { ids: [ann.id, bob.id] });
    await deleteCustomers(ctx, { ids: [bob.id] });
    await restoreCustomers(ctx, { ids: [bob.id] });

    const undoId = await undoJob(ctx, { jobId });

    expect((await listJobResults(ctx, { jobId: undoId, first: 5 })).rows).toMatchObject([
      { customerId: ann.id, status: "done" },
      { customerId: bob.id, status: "skipped", reason: "was deleted and restored again since" },
    ]);
    expect(await customerWith(ctx, bob.id)).toMatchObject({ isDeleted: false });
  });

  test("of many is left to the worker and takes each exactly once, whoever else works on it", async () => {
    const ctx = testCtx(await open());
    const ids: number[] = [];
    for (let n = 0; n < 60; n += 1) ids.push((await aCustomer(ctx)).id);
    const jobId = await deleteCustomers(ctx, { ids });
    expect(await countJobResults(ctx, jobId)).toMatchObject({ pending: 60 });

    await Promise.all([runNextJob(ctx, customerJobs), runNextJob(ctx, customerJobs)]);

    expect(await countJobResults(ctx, jobId)).toEqual({ pending: 0, done: 60, skipped: 0, failed: 0 });
    expect(await ctx.db.findOneByOrFail(Job, { id: jobId })).toMatchObject({ status: JobStatus.DONE, attempts: 1 });
    expect(await namesIn(ctx, false)).toEqual([]);
  });

  test("is refused without the permission or a selection", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx);
    const agent = ctx.as(anAgent("agent"));
    await expect(deleteCustomers(agent, { ids: [ann.id] })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(restoreCustomers(agent, { ids: [ann.id] })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await problemsOf(deleteCustomers(ctx, { ids: [] }))).toMatchObject([{ path: "ids" }]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false });
  });
});
