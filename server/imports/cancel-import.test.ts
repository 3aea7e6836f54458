import type { Ctx } from "@/server/ctx";
import { runNextJob } from "@/server/jobs/run-job";
import { anAgent } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { cancelImport } from "./cancel-import";
import { startImport } from "./start-import";
import { countsOf, handlersThat, importWith, previewOfFile, runJobs } from "./test-imports";
import { undoImport } from "./undo-import";

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;

forEachDatabase("an import that is cancelled", (open) => {
  const half = async (ctx: TestCtx) => {
    const rows = Array.from({ length: 4500 }, (_, at) => `p${at + 1}@example.com`);
    const { id } = await previewOfFile(ctx, lines("email", ...rows));
    await startImport(ctx, { importId: id });
    const { jobId } = await importWith(ctx, id);
    // The agent presses Cancel while the second slice is written.
    await runNextJob(
      ctx,
      handlersThat((job) => async (tx, progress, total) => {
        await job.progressIn(tx, progress, total);
        if (progress === 2000) setImmediate(() => void cancelImport(ctx, { jobId: jobId ?? 0 }));
      }),
    );
    return { id, jobId: jobId ?? 0 };
  };

  test("stops after the slice, with counts of what is written, and can go on", async () => {
    const ctx = testCtx(await open());
    const { id, jobId } = await half(ctx);

    const stopped = await importWith(ctx, id);
    expect(stopped.status).toBe("cancelled");
    expect(stopped.rowsDone).toBeLessThan(4500);
    expect(await customersCounted(ctx)).toBe(stopped.created);
    expect(await problemsOf(cancelImport(ctx, { jobId }))).toMatchObject([
      { message: "This import has ended already." },
    ]);

    await startImport(ctx, { importId: id });
    await runJobs(ctx);
    expect(countsOf(await importWith(ctx, id))).toBe("4500 0 0 0 0");
    expect(await customersCounted(ctx)).toBe(4500);
  });

  test("can be undone", async () => {
    const ctx = testCtx(await open());
    const { id } = await half(ctx);

    await undoImport(ctx, { importId: id });
    await runJobs(ctx);

    expect(await customersCounted(ctx)).toBe(0);
    expect(await ctx.db.query("SELECT claim FROM import_claims")).toEqual([]);
  });

  test("only by those who may import", async () => {
    const ctx = testCtx(await open());
    const { id } = await previewOfFile(ctx, lines("email", "a@example.com"));
    await startImport(ctx, { importId: id });
    const { jobId } = await importWith(ctx, id);

    await expect(cancelImport(ctx.as(anAgent("agent")), { jobId: jobId ?? 0 })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await cancelImport(ctx, { jobId: jobId ?? 0 });
    await runJobs(ctx);
    expect(await importWith(ctx, id)).toMatchObject({ status: "cancelled", rowsDone: 0 });
  });
});

async function customersCounted(ctx: Ctx): Promise<number> {
  const [row]: { found: number | string }[] = await ctx.db.query("SELECT COUNT(*) AS found FROM customers");
  return Number(row?.found);
}
