import iconv from "iconv-lite";
import { listActivity } from "@/server/activity/list-activity";
import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { loadCustomers } from "@/server/customers/customer-row";
import { createCustomer } from "@/server/customers/save-customer";
import { inTransaction } from "@/server/db";
import { JobLost, runNextJob } from "@/server/jobs/run-job";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { previewImport } from "./preview-import";
import { templateContent } from "./reader/template";
import { startImport } from "./start-import";
import {
  anUpload,
  countsOf,
  failuresOf,
  handlersThat,
  importOfFile,
  importWith,
  previewOfFile,
  runJobs,
  verdictsOf,
} from "./test-imports";

/** `first last <email> mobile` of every customer, by id. */
async function everybody(ctx: Ctx): Promise<string[]> {
  const ids: { id: number }[] = await ctx.db.query("SELECT id FROM customers ORDER BY id");
  const records = await loadCustomers(
    ctx.db,
    ids.map((row) => row.id),
  );
  return records
    .sort((a, b) => a.id - b.id)
    .map(({ firstName, lastName, email, mobile }) => `${firstName} ${lastName} <${email ?? ""}> ${mobile ?? ""}`);
}

async function customersCounted(ctx: Ctx): Promise<number> {
  const [row]: { found: number | string }[] = await ctx.db.query("SELECT COUNT(*) AS found FROM customers");
  return Number(row?.found);
}

const NAMES = "first_name;last_name;email\r\nJürgen;Größe – „Łódź“;j@example.com\r\nZoë;O’Neil;z@example.com\r\n";
const WESTERN = NAMES.replace("Łódź", "Köln €");

const FILES: [string, string | Uint8Array, string[]][] = [
  ["UTF-8", NAMES, ["Jürgen Größe – „Łódź“ <j@example.com> ", "Zoë O’Neil <z@example.com> "]],
  ["UTF-8 with a mark", `\ufeff${NAMES}`, ["Jürgen Größe – „Łódź“ <j@example.com> ", "Zoë O’Neil <z@example.com> "]],
  [
    "UTF-16 with tabs, as Excel's Unicode text",
    iconv.encode(NAMES.replaceAll(";", "\t"), "utf-16le", { addBOM: true }),
    ["Jürgen Größe – „Łódź“ <j@example.com> ", "Zoë O’Neil <z@example.com> "],
  ],
  [
    "Windows-1252 with semicolons, as a German Excel",
    iconv.encode(WESTERN, "windows-1252"),
    ["Jürgen Größe – „Köln €“ <j@example.com> ", "Zoë O’Neil <z@example.com> "],
  ],
  [
    "a sep= line, blank lines, trailing delimiters and no newline at the end",
    "sep=;\r\nemail;first_name;;\r\n\r\na@example.com;Ann;;\r\n;;;\r\n\r\nb@example.com;Bo;;",
    ["Ann  <a@example.com> ", "Bo  <b@example.com> "],
  ],
  [
    "quoted newlines, a duplicate and a __proto__ header",
    'email,first_name,email,__proto__\na@example.com,"Ann\nMaria",x,y\n',
    ["Ann Maria  <a@example.com> "],
  ],
  [
    "emoji, right-to-left and combining characters",
    "email,first_name,last_name\na@example.com,👩‍👩‍👧 שרה,e\u0301te\u0301\n",
    ["👩‍👩‍👧 שרה été <a@example.com> "],
  ],
  [
    "Google Contacts",
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\nAnn,M,Brown,,Boss,Work,ann@example.com,Mobile,+44 7700 900123\n",
    ["Ann Brown <ann@example.com> +44 7700 900123"],
  ],
  [
    "Outlook",
    '"First Name","Last Name","Business Phone","Mobile Phone","E-mail Address","E-mail Type"\n"Ann","Brown","+44 20 7946 0000","+44 7700 900123","ann@example.com","SMTP"\n',
    ["Ann Brown <ann@example.com> +44 7700 900123"],
  ],
];

forEachDatabase("an import", (open) => {
  test.each(FILES)("reads %s, and the second time changes nothing", async (_, content, expected) => {
    const ctx = testCtx(await open());
    const first = await importOfFile(ctx, content);
    expect(await everybody(ctx)).toEqual(expected);
    expect(countsOf(first)).toBe(`${expected.length} 0 0 0 0`);

    const second = await importOfFile(ctx, content);
    expect(countsOf(second)).toBe(`0 0 ${expected.length} 0 0`);
    expect(second.message).toBe("Every row was in the list already: nothing has changed.");
  });

  test("takes the untouched template", async () => {
    const ctx = testCtx(await open());

    const done = await importOfFile(ctx, templateContent);

    expect(countsOf(done)).toBe("3 0 0 0 0");
    expect(done).toMatchObject({ status: "done", totalRows: 3, rowsDone: 3, createdByName: "Agnes Agent" });
    expect((await everybody(ctx))[0]).toBe("Ann Brown <ann.brown@example.com> +12025550123");
  });

  test("marks whom it made, inactive, in their record and their timeline", async () => {
    const ctx = testCtx(await open());

    const done = await importOfFile(ctx, "email\na@example.com\n");

    expect(await loadCustomers(ctx.db, [1])).toMatchObject([
      { source: "import", sourceImportId: done.id, isActive: false, hubAccess: true },
    ]);
    const { rows } = await listActivity(ctx, { customerId: 1, first: 5 });
    expect(rows).toMatchObject([{ action: "customer.created", importId: done.id, actorName: "Agnes Agent" }]);
  });

  test.each([
    ["nothing of it is written", false],
    ["an earlier version wrote it", true],
  ])("a timeline ends once with its import, page by page, where %s", async (_, wasWritten) => {
    const ctx = testCtx(await open());
    const { id: importId } = await importOfFile(ctx, "email\na@example.com\n");
    const [row] = await loadCustomers(ctx.db, [1]);
    const atCreation = { ...ctx, now: () => new Date(`${row?.createdAt.replace(" ", "T")}Z`) };
    await inTransaction(atCreation, async (tx) => {
      if (wasWritten) await recordActivity(tx, [{ customerId: 1, action: "customer.created", importId }]);
      // At the very same instant, where only the ids tell what came first.
      for (const action of ["customer.noted", "customer.tagged"] as const)
        await recordActivity(tx, [{ customerId: 1, action }]);
    });

    const actions: string[] = [];
    let before: { occurredAt: string; id: number } | undefined;
    for (let more = true; more; ) {
      const page = await listActivity(ctx, { customerId: 1, first: 1, before });
      actions.push(...page.rows.map(({ action }) => action));
      before = page.rows.at(-1);
      more = page.hasMore;
    }
    expect(actions).toEqual(["customer.tagged", "customer.noted", "customer.created"]);
    expect((await listActivity(ctx, { customerId: 1, first: 1, before })).rows).toEqual([]);
  });

  test("refuses what is no CSV of customers, with a sentence, and writes nothing", async () => {
    const ctx = testCtx(await open());
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
    const xlsx = Buffer.concat([Buffer.from("504b030414000600", "hex"), Buffer.alloc(300, 7)]);
    const files: [string | Uint8Array, RegExp][] = [
      [xlsx, /CSV/],
      [png, /CSV/],
      ["", /empty/],
      ["email,first_name\n", /no rows/],
      ["given,family\nAnn,Brown\n", /“given”, “family”/],
    ];
    for (const [content, message] of files) {
      const refused = await previewOfFile(ctx, content);
      expect(refused).toMatchObject({ status: "refused", message: expect.stringMatching(message) });
      expect(await problemsOf(startImport(ctx, { importId: refused.id }))).toMatchObject([{ path: "importId" }]);
    }
    expect(await customersCounted(ctx)).toBe(0);
  });

  test("is previewed again with other choices until it starts", async () => {
    const ctx = testCtx(await open());
    const uploadId = await anUpload(ctx, "who,family,mail\nAnn,Brown,ann@example.com\n");
    const preview = async (columns?: Parameters<typeof previewImport>[1]["columns"]) => {
      const id = await previewImport(ctx, { uploadId, columns });
      await runJobs(ctx);
      return id;
    };
    const id = await preview();
    const again = await preview([
      { index: 0, target: "field", field: "firstName" },
      { index: 1, target: "newAttribute", attribute: "Clan" },
    ]);

    expect(again).toBe(id);
    expect(await verdictsOf(ctx, id)).toEqual([
      {
        row: 1,
        verdict: "create",
        changes: ["email:  → ann@example.com", "firstName:  → Ann", "attributes.Clan:  → Brown"],
      },
    ]);
    await startImport(ctx, { importId: id });
    expect(await problemsOf(previewImport(ctx, { uploadId }))).toMatchObject([{ path: "uploadId" }]);
    expect(await problemsOf(startImport(ctx, { importId: id }))).toMatchObject([{ path: "importId" }]);
    await runJobs(ctx);
    expect(await everybody(ctx)).toEqual(["Ann  <ann@example.com> "]);
    expect(await preview()).toBe(id + 1);
  });

  test("is for those with the permission, and an upload for whoever sent it", async () => {
    const ctx = testCtx(await open());
    const uploadId = await anUpload(ctx, "email\na@example.com\n");
    const agent = ctx.as(anAgent("agent"));
    await expect(anUpload(agent, "email\n")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(previewImport(agent, { uploadId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(startImport(agent, { importId: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });

    const colleague = ctx.as(anAgent("admin", { id: 2 }));
    expect(await problemsOf(previewImport(colleague, { uploadId }))).toMatchObject([{ path: "uploadId" }]);
  });

  test("leaves access to those who may give it", async () => {
    const ctx = testCtx(await open()).as(anActorWith("customer.import"));

    const refused = await previewOfFile(ctx, "email,hub_access\na@example.com,no\n");

    expect(refused).toMatchObject({
      status: "refused",
      message: "The column “hub_access” needs the permission customer.hubAccess. Leave it out, or ask an admin for it.",
    });
  });

  test("leaves it to them as well when a colleague has previewed the file", async () => {
    const ctx = testCtx(await open());
    const { id } = await previewOfFile(ctx, "email,hub_access\na@example.com,no\n");
    const without = ctx.as(anActorWith("customer.import"));
    await expect(startImport(without, { importId: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await importWith(ctx, id)).toMatchObject({ status: "ready" });
    await startImport(ctx.as(anActorWith("customer.import", "customer.hubAccess")), { importId: id });
    expect(await importWith(ctx, id)).toMatchObject({ status: "queued" });
  });

  test("goes on after a crash in the middle, each row exactly once", async () => {
    const ctx = testCtx(await open());
    await createCustomer(ctx, { email: "person1500@example.com", firstName: "Old" });
    // The last row is a person of the first slice, met before the crash.
    const lines = Array.from({ length: 2500 }, (_, at) => `person${at + 1}@example.com,Name${at + 1}`);
    const { id } = await previewOfFile(ctx, `email,first_name\n${lines.join("\n")}\nperson7@example.com,Twice\n`);
    await startImport(ctx, { importId: id });

    await runNextJob(ctx, killedAfter(2000));
    expect(await importWith(ctx, id)).toMatchObject({ status: "running", rowsDone: 2000 });
    expect(await customersCounted(ctx)).toBe(2000);
    ctx.clock.advance(120_000);
    await runJobs(ctx);

    const done = await importWith(ctx, id);
    expect(done).toMatchObject({ status: "done", totalRows: 2501, rowsDone: 2501 });
    expect(countsOf(done)).toBe("2499 1 0 0 1");
    expect(await failuresOf(ctx, id)).toEqual(["2502: This person is in line 8 already. Keep one of the two lines."]);
    expect(await customersCounted(ctx)).toBe(2500);
  });

  test("a worker that has lost its job writes nothing more", async () => {
    const ctx = testCtx(await open());
    const { id } = await previewOfFile(ctx, "email\na@example.com\n");
    await startImport(ctx, { importId: id });
    const { jobId } = await importWith(ctx, id);

    // Another worker takes the job while this one writes its first slice.
    const robbed = handlersThat((job) => async (tx, done, total) => {
      if (done > 0) await tx.db.query("UPDATE jobs SET lease_holder = 'another' WHERE id = ?", [jobId]);
      await job.progressIn(tx, done, total);
    });
    await runNextJob(ctx, robbed);

    expect(await customersCounted(ctx)).toBe(0);
    expect(await importWith(ctx, id)).toMatchObject({ rowsDone: 0, created: 0 });
  });

  test("two imports of one file at once make each person once", async () => {
    const ctx = testCtx(await open());
    const file = `email\n${Array.from({ length: 1200 }, (_, at) => `p${at}@example.com`).join("\n")}\n`;
    const [one, two] = [await previewOfFile(ctx, file), await previewOfFile(ctx, file)];
    for (const { id } of [one, two]) await startImport(ctx, { importId: id });

    await Promise.all([runJobs(ctx), runJobs(ctx)]);

    const done = [await importWith(ctx, one.id), await importWith(ctx, two.id)];
    expect(await customersCounted(ctx)).toBe(1200);
    expect(done.map((found) => [found.status, found.created + found.unchanged])).toEqual([
      ["done", 1200],
      ["done", 1200],
    ]);
    expect(done.reduce((sum, found) => sum + found.created, 0)).toBe(1200);
  });
});

/** A worker that is killed in the middle of a slice: its transaction is gone, and the job still has its lease. */
const killedAfter = (rows: number) =>
  handlersThat((job) => async (tx, done, total) => {
    if (done > rows) throw new JobLost("killed");
    await job.progressIn(tx, done, total);
  });
