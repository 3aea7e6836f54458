import { listActivity } from "@/server/activity/list-activity";
import type { Ctx } from "@/server/ctx";
import { loadCustomers, ownersOf } from "@/server/customers/customer-row";
import { stateOf } from "@/server/customers/customer-state";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { createCustomer, updateCustomer } from "@/server/customers/save-customer";
import { JobLost, runNextJob } from "@/server/jobs/run-job";
import { deleteOrganisation } from "@/server/organisations/delete-organisation";
import { createOrganisation } from "@/server/organisations/organisations";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { createTicket } from "@/server/tickets/create-ticket";
import { listUndoLeftovers } from "./find-import";
import { startImport } from "./start-import";
import { countsOf, handlersThat, importOfFile, importWith, previewOfFile, runJobs } from "./test-imports";
import { undoImport } from "./undo-import";

/** Every customer as the desk has them, with all that hangs on them, but for when they were touched. */
async function everything(ctx: Ctx): Promise<unknown[]> {
  const ids: { id: number }[] = await ctx.db.query("SELECT id FROM customers ORDER BY id");
  const records = await loadCustomers(
    ctx.db,
    ids.map((row) => row.id),
  );
  const words = await ctx.db.query(
    "SELECT customer_id, word, is_deleted FROM customer_words ORDER BY customer_id, word",
  );
  const identifiers = await ctx.db.query(
    "SELECT customer_id, kind, identifier_key, value, is_verified FROM customer_identifiers ORDER BY customer_id, kind",
  );
  const sorts = await ctx.db.query(
    "SELECT id, name_sort, email_sort, mobile_sort, organisation_sort, is_deleted, deleted_at FROM customers ORDER BY id",
  );
  const people = records.sort((a, b) => a.id - b.id).map((record) => [record.id, ...stateOf(record)]);
  return [people, words, identifiers, sorts];
}

/** Undoes, with the worker's part done, somewhat later. */
async function undone(ctx: TestCtx, importId: number) {
  ctx.clock.advance(60_000);
  await undoImport(ctx, { importId });
  await runJobs(ctx);
  return importWith(ctx, importId);
}

async function leftoversOf(ctx: Ctx, importId: number): Promise<string[]> {
  const { rows } = await listUndoLeftovers(ctx, { importId, first: 100 });
  return rows.map(({ customerId, field, reason }) => `${customerId} ${field}: ${reason}`);
}

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;

forEachDatabase("the undo of an import", (open) => {
  test("removes whom it made and puts back whom it changed or restored, exactly", async () => {
    const ctx = testCtx(await open());
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const ann = await createCustomer(ctx, {
      email: "Ann@Example.com",
      mobile: "+44 7700 900001",
      firstName: "Ann",
      organisationId: acme.id,
      isActive: true,
      attributes: [{ name: "Role", value: "Buyer" }],
    });
    const bob = await createCustomer(ctx, { email: "bob@example.com", firstName: "Bob", isActive: true });
    await createCustomer(ctx, { email: "cy@example.com", firstName: "Cy" });
    await importOfFile(ctx, lines("email,organisation_access", "ann@example.com,Acme:view"));
    await deleteCustomers(ctx, { ids: [bob] });
    await ctx.database.writer.query("UPDATE customer_identifiers SET is_verified = 1 WHERE customer_id = ?", [ann]);
    const before = await everything(ctx);

    ctx.clock.advance(60_000);
    const done = await importOfFile(
      ctx,
      lines(
        "email,mobile,first_name,organisation,role,hub_access,organisation_access,Colour",
        "new@example.com,+447700900001,Anna,Beta,CTO,no,Beta:create; Acme:create,Red",
        "bob@example.com,+447700900002,Robert,Beta,,,,",
        "dee@example.com,,Dee,Beta,Clerk,,Beta,Blue",
        "cy@example.com,,Cy,,,,,",
      ),
      { createOrganisations: true, createAttributes: true },
    );
    expect(countsOf(done)).toBe("1 1 1 1 0");
    expect(await everything(ctx)).not.toEqual(before);

    const found = await undone(ctx, done.id);

    expect(await everything(ctx)).toEqual(before);
    expect(await leftoversOf(ctx, done.id)).toEqual([]);
    expect(found).toMatchObject({ undoRemoved: 1, undoPutBack: 2, undoLeft: 0, undoneAt: ctx.now() });
    const { rows } = await listActivity(ctx, { customerId: ann, first: 1 });
    expect(rows[0]).toMatchObject({ action: "customer.importUndone", importId: done.id });
    expect(rows[0]?.changes).toContainEqual({ field: "email", from: "new@example.com", to: "Ann@Example.com" });
  });

  test("leaves who was of an organisation that was deleted since with none, and with no access to it", async () => {
    const ctx = testCtx(await open());
    const acme = await createOrganisation(ctx, { name: "Acme" });
    await createOrganisation(ctx, { name: "Beta" });
    const header = "email,organisation,organisation_access,first_name";
    await importOfFile(ctx, lines(header, "ann@example.com,Acme,Acme:view; Beta:view,Ann"));
    const { id } = await importOfFile(ctx, lines(header, "ann@example.com,Beta,Beta:create,Anna"));
    await deleteOrganisation(ctx, { id: acme.id });
    await undone(ctx, id);
    const [ann] = await loadCustomers(ctx.db, [1]);
    expect(ann).toMatchObject({ firstName: "Ann", organisationId: null });
    expect([...(ann?.grants.values() ?? [])]).toEqual(["view"]);
  });

  test("leaves and lists what was edited, deleted or taken since", async () => {
    const ctx = testCtx(await open());
    const ids: number[] = [];
    for (const name of ["ann", "bob", "cy"]) {
      ids.push(
        await createCustomer(ctx, { email: `${name}@example.com`, mobile: mobileOf(ids.length), firstName: name }),
      );
    }
    const [ann = 0, bob = 0, cy = 0] = ids;
    ctx.clock.advance(1000);
    const done = await importOfFile(
      ctx,
      lines(
        "mobile,email,first_name,last_name",
        `${mobileOf(0)},ann@new.example,Anna,Brown`,
        `${mobileOf(1)},,Bobby,Stone`,
        `${mobileOf(2)},,Cyrus,Hill`,
        ",dee@example.com,Dee,",
        ",eve@example.com,Eve,",
      ),
    );
    expect(countsOf(done)).toBe("2 3 0 0 0");
    const [dee = 0] = await idsOf(ctx, ["dee@example.com"]);
    ctx.clock.advance(1000);
    await createCustomer(ctx, { email: "ann@example.com", firstName: "Another" });
    await updateCustomer(ctx, { id: bob, firstName: "Rob" });
    await updateCustomer(ctx, { id: bob, firstName: "Bobby" });
    await deleteCustomers(ctx, { ids: [cy] });
    await updateCustomer(ctx, { id: dee, lastName: "Day" });

    const found = await undone(ctx, done.id);

    expect(await leftoversOf(ctx, done.id)).toEqual([
      `${ann} email: Another has ann@example.com now.`,
      `${bob} firstName: Agnes Agent has changed this since.`,
      `${cy} : Agnes Agent has deleted them since.`,
      `${dee} : Agnes Agent has changed them since.`,
    ]);
    expect(found).toMatchObject({ undoRemoved: 1, undoPutBack: 2, undoLeft: 4 });
    const people = new Map((await loadCustomers(ctx.db, ids)).map((one) => [one.id, one]));
    expect(people.get(ann)).toMatchObject({ firstName: "ann", lastName: "", email: "ann@new.example" });
    expect(people.get(bob)).toMatchObject({ firstName: "Bobby", lastName: "" });
    expect(people.get(cy)).toMatchObject({ firstName: "Cyrus", isDeleted: true });
    expect(await idsOf(ctx, ["dee@example.com", "eve@example.com"])).toEqual([dee]);
  });

  test("leaves who has tickets, who was restored and is in use, and everybody's last address", async () => {
    const ctx = testCtx(await open());
    const ann = await createCustomer(ctx, { email: "ann@example.com", firstName: "Ann" });
    const bob = await createCustomer(ctx, { mobile: mobileOf(1), firstName: "Bob" });
    await deleteCustomers(ctx, { ids: [ann] });
    ctx.clock.advance(1000);
    const done = await importOfFile(
      ctx,
      lines(
        "email,mobile,first_name",
        "ann@example.com,,Anna",
        `bob@example.com,${mobileOf(1)},Bob`,
        "cy@example.com,,Cy",
      ),
    );
    expect(countsOf(done)).toBe("1 1 0 1 0");
    const [cy = 0] = await idsOf(ctx, ["cy@example.com"]);
    ctx.clock.advance(1000);
    for (const reporterId of [ann, cy]) await createTicket(ctx, { reporterId, subject: "Help", body: "Please." });
    await updateCustomer(ctx, { id: bob, mobile: "" });

    await undone(ctx, done.id);

    expect(await leftoversOf(ctx, done.id)).toEqual([
      `${ann} : They stay in the list: Agnes Agent has worked on them since.`,
      `${bob} email: Nothing else is known by which they could be reached.`,
      `${cy} : They have tickets.`,
    ]);
    expect(await loadCustomers(ctx.db, [ann])).toMatchObject([{ firstName: "Ann", isDeleted: false }]);
    expect(await loadCustomers(ctx.db, [bob])).toMatchObject([{ email: "bob@example.com", mobile: null }]);
    expect(await loadCustomers(ctx.db, [cy])).toMatchObject([{ firstName: "Cy" }]);
  });

  test("of two imports, the later one's changes stay when the earlier one is undone", async () => {
    const ctx = testCtx(await open());
    const ann = await createCustomer(ctx, { email: "ann@example.com", firstName: "Ann" });
    const first = await importOfFile(ctx, lines("email,first_name,last_name", "ann@example.com,Anna,Brown"));
    ctx.clock.advance(1000);
    const second = await importOfFile(ctx, lines("email,first_name", "ann@example.com,Annie"));

    await undone(ctx, first.id);

    expect(await loadCustomers(ctx.db, [ann])).toMatchObject([{ firstName: "Annie", lastName: "" }]);
    expect(await leftoversOf(ctx, first.id)).toEqual([
      `${ann} firstName: Import #${second.id} has changed this since.`,
    ]);
    await undone(ctx, second.id);
    expect(await loadCustomers(ctx.db, [ann])).toMatchObject([{ firstName: "Anna" }]);
  });

  test("is done once, by those who may import, and only of what has ended", async () => {
    const ctx = testCtx(await open());
    const { id } = await previewOfFile(ctx, lines("email", "a@example.com"));
    const refusal = async () => (await problemsOf(undoImport(ctx, { importId: id }))).map((one) => one.message);
    expect(await refusal()).toEqual(["This file has not been imported."]);
    await startImport(ctx, { importId: id });
    expect(await refusal()).toEqual([expect.stringContaining("still going on")]);
    await runJobs(ctx);
    await expect(undoImport(ctx.as(anAgent("agent")), { importId: id })).rejects.toMatchObject({ code: "FORBIDDEN" });

    await undoImport(ctx, { importId: id });
    expect(await refusal()).toEqual(["This import is being undone already."]);
    await runJobs(ctx);

    expect(await refusal()).toEqual(["This import has been undone already."]);
    expect(await problemsOf(startImport(ctx, { importId: id }))).toMatchObject([
      { message: expect.stringContaining("has been undone") },
    ]);
    const nothing = await importOfFile(ctx, lines("email", "no address"));
    expect(await problemsOf(undoImport(ctx, { importId: nothing.id }))).toMatchObject([
      { message: "This import has changed nothing, so there is nothing to undo." },
    ]);
  });

  test("of a column that gives access needs the right to give it", async () => {
    const ctx = testCtx(await open());
    const done = await importOfFile(ctx, lines("email,hub_access", "a@example.com,no"));

    const undo = undoImport(ctx.as(anActorWith("customer.import")), { importId: done.id });

    await expect(undo).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("goes on after a crash in the middle", async () => {
    const ctx = testCtx(await open());
    for (const at of [1, 2]) await createCustomer(ctx, { email: `p${at}@example.com`, firstName: "Old" });
    const before = await everything(ctx);
    ctx.clock.advance(1000);
    const rows = Array.from({ length: 1300 }, (_, at) => `p${at + 1}@example.com,New`);
    const done = await importOfFile(ctx, lines("email,first_name", ...rows));
    expect(countsOf(done)).toBe("1298 2 0 0 0");
    await undoImport(ctx, { importId: done.id });

    await runNextJob(ctx, killedAfter(500));
    expect(await importWith(ctx, done.id)).toMatchObject({ undoRemoved: 500, undoneAt: null });
    ctx.clock.advance(120_000);
    await runJobs(ctx);

    expect(await importWith(ctx, done.id)).toMatchObject({ undoRemoved: 1298, undoPutBack: 2, undoLeft: 0 });
    expect(await everything(ctx)).toEqual(before);
  });
});

const mobileOf = (at: number): string => `+44770090000${at}`;

async function idsOf(ctx: Ctx, emails: string[]): Promise<number[]> {
  return [...(await ownersOf(ctx.db, "email", emails)).values()];
}

const killedAfter = (customers: number) =>
  handlersThat((job) => async (tx, done, total) => {
    if (done > customers) throw new JobLost("killed");
    await job.progressIn(tx, done, total);
  });
