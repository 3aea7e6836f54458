import { blockCustomers } from "@/server/customers/block-customers";
import { CustomerSource } from "@/server/customers/customer.entity";
import { changeCustomerTags } from "@/server/customers/customer-tags";
import { deleteCustomers, restoreCustomers } from "@/server/customers/delete-customers";
import { updateCustomer } from "@/server/customers/save-customer";
import { blankCustomer, insertCustomers } from "@/server/customers/write-customers";
import { inTransaction } from "@/server/db";
import { countJobResults, listJobResults } from "@/server/jobs/find-job";
import { Job, JobStatus } from "@/server/jobs/job.entity";
import { JobResultStatus } from "@/server/jobs/job-result.entity";
import { type JobHandler, JobLost, runNextJob } from "@/server/jobs/run-job";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { expectLoggedError } from "@/server/testing/unexpected-errors";
import { customerJobs } from "./all-actions";
import { cancelJob, undoJob } from "./undo-job";

/** Many customers of one moment, written as an import does. */
async function manyCustomers(ctx: TestCtx, count: number, firstName = "Many"): Promise<number[]> {
  const people = Array.from({ length: count }, (_, n) => ({
    ...blankCustomer(CustomerSource.AGENT, { newCustomersHaveHubAccess: true }),
    firstName,
    lastName: `No${n}`,
    email: `${firstName.toLowerCase()}${n}@example.com`,
    emailKey: `${firstName.toLowerCase()}${n}@example.com`,
  }));
  return inTransaction(ctx, (tx) => insertCustomers(tx, people));
}

const work = (ctx: TestCtx) => runNextJob(ctx, customerJobs);

async function reasonsOf(ctx: TestCtx, jobId: number): Promise<Record<number, string | null>> {
  const { rows } = await listJobResults(ctx, { jobId, first: 100 });
  return Object.fromEntries(rows.map((row) => [row.customerId, row.status === "done" ? "done" : row.reason]));
}

forEachDatabase("a mass action on all that match", (open, kind) => {
  test("leaves who was tagged after the click", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx)];
    await changeCustomerTags(ctx, { customerId: ann.id, add: ["old"] });
    ctx.clock.advance(1000);
    const jobId = await deleteCustomers(ctx, { matching: { filter: { tag: "old" } } });
    ctx.clock.advance(1000);
    await changeCustomerTags(ctx, { customerId: bob.id, add: ["old"] });

    await work(ctx);

    expect(await reasonsOf(ctx, jobId)).toEqual({
      [ann.id]: "done",
      [bob.id]: "was changed after this was asked for",
    });
    expect(await customerWith(ctx, bob.id)).toMatchObject({ version: 1, updatedAt: "2026-03-04 05:06:09.089" });
  });

  test("reaches who matched at the click, and nobody who came or changed after it", async () => {
    const ctx = testCtx(await open());
    const [ann, bob, cleo] = [
      await aCustomer(ctx, { firstName: "Ann", lastName: "Match" }),
      await aCustomer(ctx, { firstName: "Bob", lastName: "Match" }),
      await aCustomer(ctx, { firstName: "Cleo", lastName: "Other" }),
    ];
    ctx.clock.advance(1000);
    const jobId = await deleteCustomers(ctx, { matching: { query: "match" } });
    ctx.clock.advance(1000);
    const late = await aCustomer(ctx, { firstName: "Late", lastName: "Match" });
    await updateCustomer(ctx, { id: bob.id, firstName: "Bobby" });
    await updateCustomer(ctx, { id: cleo.id, lastName: "Match" });

    await work(ctx);

    const changed = "was changed after this was asked for";
    expect(await reasonsOf(ctx, jobId)).toEqual({ [ann.id]: "done", [bob.id]: changed, [cleo.id]: changed });
    expect(await customerWith(ctx, late.id)).toMatchObject({ isDeleted: false });
    expect(await countJobResults(ctx, jobId)).toEqual({ pending: 0, done: 1, skipped: 2, failed: 0 });
  });

  test("skips who no longer matches when the job comes to them", async () => {
    const ctx = testCtx(await open());
    const ids = await manyCustomers(ctx, 250);
    const jobId = await blockCustomers(ctx, { matching: { filter: { isActive: false } } });
    // The first slice is committed when the worker stops; a colleague edits; another worker goes on.
    await runNextJob(ctx, stoppedAfter("customers.block", 200));
    const last = ids.at(-1) ?? 0;
    await updateCustomer(ctx, { id: last, isActive: true });
    ctx.clock.advance(60_000);

    while (await work(ctx)) ctx.clock.advance(60_000);

    expect(await countJobResults(ctx, jobId)).toEqual({ pending: 0, done: 249, skipped: 1, failed: 0 });
    const { rows } = await listJobResults(ctx, { jobId, first: 10, outcome: JobResultStatus.SKIPPED });
    expect(rows).toMatchObject([{ customerId: last, reason: "no longer matches" }]);
    expect(await customerWith(ctx, last)).toMatchObject({ isBlocked: false });
  });

  test("is accepted with the same number of statements, whoever many match", async () => {
    const database = await open();
    const ctx = testCtx(database);
    await manyCustomers(ctx, 10, "Few");
    await manyCustomers(ctx, 3000, "Many");
    const few = await countStatements(database, () => deleteCustomers(ctx, { matching: { query: "few" } }));
    const many = await countStatements(database, () => deleteCustomers(ctx, { matching: { query: "many" } }));
    expect(many).toBe(few);
  });

  test("of thousands is frozen and done in slices, each customer once, and undone as it was", async () => {
    const ctx = testCtx(await open());
    await manyCustomers(ctx, 4500);
    ctx.clock.advance(1000);
    const jobId = await deleteCustomers(ctx, { matching: {} });
    await Promise.all([work(ctx), work(ctx)]);
    expect(await countJobResults(ctx, jobId)).toEqual({ pending: 0, done: 4500, skipped: 0, failed: 0 });

    const undoId = await undoJob(ctx, { jobId });
    await work(ctx);

    expect(await countJobResults(ctx, undoId)).toEqual({ pending: 0, done: 4500, skipped: 0, failed: 0 });
    const [row] = await ctx.db.query("SELECT COUNT(*) AS found FROM customers WHERE is_deleted = 0");
    expect(Number(row.found)).toBe(4500);
  });

  test("restores all of the Deleted list, and its undo deletes them again", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { isActive: true });
    await deleteCustomers(ctx, { ids: [ann.id] });
    const { deletedAt } = await customerWith(ctx, ann.id);
    ctx.clock.advance(1000);
    const jobId = await restoreCustomers(ctx, { matching: { filter: { isDeleted: true } } });
    await work(ctx);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false, isActive: false });

    await undoJob(ctx, { jobId });
    await work(ctx);

    expect(deletedAt).not.toBeNull();
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: true, isActive: true });
  });

  test("that is stopped leaves whom it did not reach, and can be undone", async () => {
    const ctx = testCtx(await open());
    await manyCustomers(ctx, 450);
    const jobId = await deleteCustomers(ctx, { matching: {} });
    await runNextJob(ctx, stoppedAfter("customers.delete", 200));

    await cancelJob(ctx, { jobId });
    ctx.clock.advance(60_000);
    expect(await work(ctx)).toBe(false);

    expect(await ctx.db.findOneByOrFail(Job, { id: jobId })).toMatchObject({ status: JobStatus.CANCELLED });
    expect(await countJobResults(ctx, jobId)).toEqual({ pending: 250, done: 200, skipped: 0, failed: 0 });
    const undoId = await undoJob(ctx, { jobId });
    await work(ctx);
    expect(await countJobResults(ctx, undoId)).toMatchObject({ pending: 0, done: 200 });
  });

  test("goes on when one customer fails, and says who", async () => {
    const ctx = testCtx(await open());
    const ids = await manyCustomers(ctx, 3);
    const bad = ids[1] ?? 0;
    await ctx.database.writer.query(refusing(kind, bad));
    expectLoggedError(/a customer failed/);

    const jobId = await deleteCustomers(ctx, { ids });

    expect(await reasonsOf(ctx, jobId)).toEqual({
      [ids[0] ?? 0]: "done",
      [bad]: "could not be changed; try again",
      [ids[2] ?? 0]: "done",
    });
    expect(await customerWith(ctx, bad)).toMatchObject({ isDeleted: false });
  });

  test("takes ids or a view, not both and not neither, and at most a thousand ids", async () => {
    const ctx = testCtx(await open());
    const tooMany = Array.from({ length: 1001 }, (_, n) => n + 1);
    expect(await problemsOf(deleteCustomers(ctx, {}))).toMatchObject([{ path: "ids", code: "REQUIRED" }]);
    expect(await problemsOf(deleteCustomers(ctx, { ids: [1], matching: {} }))).toMatchObject([{ path: "matching" }]);
    expect(await problemsOf(deleteCustomers(ctx, { ids: tooMany }))).toMatchObject([{ code: "TOO_LARGE" }]);
  });
});

/** A worker that is lost once so many customers are done: it commits nothing more. */
function stoppedAfter(kindOfJob: string, done: number): ReadonlyMap<string, JobHandler> {
  const handler = customerJobs.get(kindOfJob);
  if (!handler) throw new Error(`No handler for ${kindOfJob}.`);
  let reached = 0;
  return new Map([
    [
      kindOfJob,
      (ctx, job) =>
        handler(ctx, {
          ...job,
          progressIn: async (tx, now, total) => {
            if (reached >= done) throw new JobLost("The worker is gone.");
            reached = now;
            await job.progressIn(tx, now, total);
          },
        }),
    ],
  ]);
}

function refusing(kind: "sqlite" | "mysql", id: number): string {
  return kind === "sqlite"
    ? `CREATE TRIGGER refuse BEFORE UPDATE ON customers WHEN NEW.id = ${id} BEGIN SELECT RAISE(ABORT, 'refused'); END`
    : `CREATE TRIGGER refuse BEFORE UPDATE ON customers FOR EACH ROW
        BEGIN IF NEW.id = ${id} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'; END IF; END`;
}
