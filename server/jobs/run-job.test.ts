import { inTransaction } from "@/server/db";
import { anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { expectLoggedError } from "@/server/testing/unexpected-errors";
import { enqueueJob, enqueueJobs } from "./enqueue-job";
import { Job, JobStatus } from "./job.entity";
import { type JobHandler, JobLost, runNextJob } from "./run-job";

forEachDatabase("a job", (open) => {
  type Ctx = ReturnType<typeof testCtx>;
  const enqueue = (ctx: Ctx) => inTransaction(ctx, (tx) => enqueueJob(tx, { kind: "test", payload: { n: 7 } }));
  const jobWith = (ctx: Ctx, id: number) => ctx.db.findOneByOrFail(Job, { id });
  const only = (handler: JobHandler) => new Map([["test", handler]]);

  test("is there exactly when what caused it is", async () => {
    const ctx = testCtx(await open());
    const failing = inTransaction(ctx, async (tx) => {
      await enqueueJob(tx, { kind: "test" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(
      await runNextJob(
        ctx,
        only(async () => undefined),
      ),
    ).toBe(false);
  });

  test("runs as whoever asked for it", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("agent", { name: "Gus" }) });
    await enqueue(ctx);
    const seen: unknown[] = [];
    const worker = ctx.as({ kind: "system", name: "worker" });
    await runNextJob(
      worker,
      only(async (jobCtx, job) => void seen.push(jobCtx.actor, job.payload)),
    );
    expect(seen).toEqual([expect.objectContaining({ kind: "agent", name: "Gus", role: "agent" }), { n: 7 }]);
  });

  test("is taken by one worker only", async () => {
    const ctx = testCtx(await open());
    await enqueue(ctx);
    let runs = 0;
    const handler = only(async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    const took = await Promise.all([runNextJob(ctx, handler), runNextJob(ctx, handler), runNextJob(ctx, handler)]);
    expect(took.filter(Boolean)).toHaveLength(1);
    expect(runs).toBe(1);
  });

  test("is found however many wait of kinds that are somebody else's", async () => {
    const ctx = testCtx(await open());
    await inTransaction(ctx, (tx) => enqueueJobs(tx, Array(20).fill({ kind: "other" })));
    await enqueue(ctx);
    expect(
      await runNextJob(
        ctx,
        only(async () => undefined),
      ),
    ).toBe(true);
    expect(await ctx.db.countBy(Job, { status: JobStatus.QUEUED })).toBe(20);
  });

  test("of a worker that was killed comes back when its lease has run out, and the dead one can write no more", async () => {
    const ctx = testCtx(await open());
    const id = await enqueue(ctx);
    let resume: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      resume = resolve;
    });
    let deadError: unknown;
    const dead = runNextJob(
      ctx,
      only(async (_, job) => {
        await stuck;
        await job.progress(1).catch((error) => {
          deadError = error;
          throw error;
        });
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(
      await runNextJob(
        ctx,
        only(async () => undefined),
      ),
    ).toBe(false);

    ctx.clock.advance(61_000);
    expect(
      await runNextJob(
        ctx,
        only(async (_, job) => job.progress(5, 5)),
      ),
    ).toBe(true);
    resume();
    await dead;

    expect(deadError).toBeInstanceOf(JobLost);
    expect(await jobWith(ctx, id)).toMatchObject({ status: JobStatus.DONE, progressDone: 5, attempts: 2 });
  });

  test("that ends every worker who takes it is given up, and one that gets on is not", async () => {
    const ctx = testCtx(await open());
    const [deadly, slow] = [await enqueue(ctx), await enqueue(ctx)];
    // As a worker leaves a job that has ended it: still running, with a lease that runs out.
    const killing = only(async (_, job) => {
      if (job.id === slow) await job.progress((await jobWith(ctx, slow)).progressDone + 1);
      throw new JobLost("The worker was killed.");
    });
    for (let worker = 1; worker <= 5; worker += 1) {
      await runNextJob(ctx, killing, deadly);
      await runNextJob(ctx, killing, slow);
      ctx.clock.advance(61_000);
    }
    expectLoggedError(/workers end over it/);
    expect(await runNextJob(ctx, killing, deadly)).toBe(false);
    expect(await jobWith(ctx, deadly)).toMatchObject({
      status: JobStatus.FAILED,
      error: "5 workers ended while they were at it.",
      finishedAt: ctx.now(),
    });
    expect(
      await runNextJob(
        ctx,
        only(async () => undefined),
        slow,
      ),
    ).toBe(true);
    expect(await jobWith(ctx, slow)).toMatchObject({ status: JobStatus.DONE });
  });

  test("that fails is tried again later, and given up in the end with its error for an admin to see", async () => {
    const ctx = testCtx(await open());
    const id = await enqueue(ctx);
    const broken = only(async () => {
      throw new Error("disk full");
    });
    await runNextJob(ctx, broken);
    expect(await jobWith(ctx, id)).toMatchObject({ status: JobStatus.QUEUED, error: "disk full", attempts: 1 });
    expect(await runNextJob(ctx, broken)).toBe(false);

    ctx.clock.advance(60_000);
    expect(
      await runNextJob(
        ctx,
        only(async () => undefined),
      ),
    ).toBe(true);
    expect(await jobWith(ctx, id)).toMatchObject({ status: JobStatus.DONE });
  });
});
