import { deleteCustomers } from "@/server/customers/delete-customers";
import { inTransaction } from "@/server/db";
import { importOfFile } from "@/server/imports/test-imports";
import { passingKinds } from "@/server/job-handlers";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { enqueueJobs } from "./enqueue-job";
import { Job, JobStatus } from "./job.entity";
import { tidyJobs } from "./tidy-jobs";

const DAY = 24 * 60 * 60 * 1000;

forEachDatabase("jobs that are done", (open) => {
  test("are forgotten after a month, but for those that others refer to and those that were given up", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx);
    const massJobId = await deleteCustomers(ctx, { ids: [id] });
    const { jobId: importJobId } = await importOfFile(ctx, "email\na@example.com\n");
    await inTransaction(ctx, async (tx) => {
      await enqueueJobs(tx, Array(1100).fill({ kind: "tickets.tellNew" }));
      await enqueueJobs(tx, [{ kind: "customers.findDuplicates" }]);
      await tx.db.update(Job, { kind: "tickets.tellNew" }, { status: JobStatus.DONE });
      await tx.db.update(Job, { kind: "customers.findDuplicates" }, { status: JobStatus.FAILED });
    });
    const failed = await ctx.db.countBy(Job, { status: JobStatus.FAILED });
    const kept = async () => (await ctx.db.find(Job, { where: { status: JobStatus.DONE } })).map((job) => job.id);

    ctx.clock.advance(29 * DAY);
    await tidyJobs(ctx, passingKinds);
    expect((await kept()).length).toBeGreaterThan(1100);
    ctx.clock.advance(2 * DAY);
    await tidyJobs(ctx, passingKinds);

    expect(await kept()).toEqual(expect.arrayContaining([massJobId, importJobId]));
    expect(await ctx.db.countBy(Job, { kind: "tickets.tellNew" })).toBe(0);
    expect(await ctx.db.countBy(Job, { status: JobStatus.FAILED })).toBe(failed);
  });
});
