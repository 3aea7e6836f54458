import { listUndoLeftovers } from "@/server/imports/find-import";
import { startImport } from "@/server/imports/start-import";
import { importOfFile, previewOfFile, runJobs } from "@/server/imports/test-imports";
import { undoImport } from "@/server/imports/undo-import";
import { jobHandlers } from "@/server/job-handlers";
import { JobLost, runNextJob } from "@/server/jobs/run-job";
import { anActorWith } from "@/server/testing/actors";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { mailJobs } from "./invite-imported";
import { countImportMails, listImportMails } from "./list-mails";
import { Mail, MailStatus } from "./mail.entity";

const FILE = "email,mobile\nann@example.com,\n,+44 7700 900123\nbob@example.com,\nthere@example.com,\n";

async function allJobs(ctx: TestCtx): Promise<void> {
  while (await runNextJob(ctx, jobHandlers));
}

const addresses = async (ctx: TestCtx) =>
  (await ctx.db.find(Mail, { order: { id: "ASC" } })).map(({ address, reason }) => reason ?? address);

forEachDatabase("an import", (open) => {
  test("mails nobody unless it was asked to, and then those whom it made, each once", async () => {
    const ctx = testCtx(await open());
    await aCustomer(ctx, { email: "there@example.com" });
    await importOfFile(ctx, "email\nquiet@example.com\n");
    await allJobs(ctx);
    expect(await addresses(ctx)).toEqual([]);

    const { id } = await previewOfFile(ctx, FILE);
    await startImport(ctx, { importId: id, sendInvitations: true });
    await allJobs(ctx);
    expect(await addresses(ctx)).toEqual(["ann@example.com", "has no e-mail", "bob@example.com"]);
    expect((await countImportMails(ctx, [id])).get(id)).toMatchObject({ queued: 2, skipped: 1 });
    const skipped = await listImportMails(ctx, { importId: id, status: MailStatus.SKIPPED, first: 5 });
    expect(skipped.rows).toMatchObject([{ reason: "has no e-mail", importId: id }]);
    const [first, ...others] = (await listImportMails(ctx, { importId: id, first: 1 })).rows;
    expect([first?.address, others, first?.status]).toEqual(["ann@example.com", [], "queued"]);
    const blind = ctx.as(anActorWith("customer.import"));
    await expect(listImportMails(blind, { importId: id, first: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });

    // Begun again, as after a crash.
    const [invite] = mailJobs;
    await invite?.[1](ctx, {
      id: 0,
      payload: { importId: id },
      progress: async () => undefined,
      progressIn: async () => undefined,
    });
    expect(await addresses(ctx)).toHaveLength(3);
  });

  test("invites nobody by a worker that has lost the job", async () => {
    const ctx = testCtx(await open());
    const { id } = await importOfFile(ctx, FILE);
    const lost = async () => {
      throw new JobLost("taken over");
    };
    const [invite] = mailJobs;
    const run = invite?.[1](ctx, { id: 0, payload: { importId: id }, progress: lost, progressIn: lost });
    await expect(run).rejects.toThrow("taken over");
    expect(await addresses(ctx)).toEqual([]);
  });

  test("that is undone leaves who was mailed and says so, and removes the others", async () => {
    const ctx = testCtx(await open());
    const { id } = await previewOfFile(ctx, FILE);
    await startImport(ctx, { importId: id, sendInvitations: true });
    await allJobs(ctx);
    await undoImport(ctx, { importId: id });
    await runJobs(ctx);
    const { rows } = await listUndoLeftovers(ctx, { importId: id, first: 10 });
    expect(rows.map(({ reason }) => reason)).toEqual(["They were mailed.", "They were mailed.", "They were mailed."]);
    const left: { value: string }[] = await ctx.db.query("SELECT value FROM customer_identifiers ORDER BY value");
    expect(left.map((row) => row.value)).toEqual(["ann@example.com", "bob@example.com", "there@example.com"]);
  });
});
