import { importOfFile } from "@/server/imports/test-imports";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { createOrganisation } from "@/server/organisations/organisations";
import { anActorWith } from "@/server/testing/actors";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { deleteCustomers } from "./delete-customers";
import { isDomainTypo } from "./duplicate-keys";
import { findPossibleDuplicates } from "./find-duplicates";
import { countPossibleDuplicates, dismissPossibleDuplicate, listPossibleDuplicates } from "./possible-duplicates";
import { updateCustomer } from "./save-customer";

async function work(ctx: TestCtx): Promise<void> {
  while (await runNextJob(ctx, jobHandlers));
}

const pairsOf = async (ctx: TestCtx) =>
  (await listPossibleDuplicates(ctx, { first: 50 })).rows.map(({ customerIds, reason }) => ({ customerIds, reason }));

test.each([
  ["ann@gmail.com", "ann@gmial.com", true],
  ["ann@gmail.com", "a.n.n+shop@gmai.com", true],
  ["ann@gmail.com", "ann@gmaill.com", true],
  ["ann@gmail.com", "ann@gmall.com", true],
  ["ann@gmail.com", "ann@gmail.com", false],
  ["ann@gmail.com", "ann@hotmail.com", false],
  ["ann@gmail.com", "bob@gmial.com", false],
  ["ann@ab.de", "ann@ba.de", true],
])("%s and %s: one slip in the domain is %s", (one, other, isTypo) => {
  expect(isDomainTypo(one, other)).toBe(isTypo);
});

forEachDatabase("possible duplicates", (open) => {
  test("are found after a customer is made: dots, plus, a typo in the domain, name and organisation", async () => {
    const ctx = testCtx(await open());
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const named = { firstName: "Ann", lastName: "Smith", organisationId: acme.id };
    const one = await aCustomer(ctx, { email: "ann.smith@gmail.com", ...named });
    const two = await aCustomer(ctx, { email: "annsmith+shop@gmail.com" });
    const three = await aCustomer(ctx, { email: "annsmith@gmial.com" });
    const four = await aCustomer(ctx, { email: "other@example.com", ...named, firstName: "ÁNN" });
    await aCustomer(ctx, { email: "annsmith@hotmail.com" });
    expect(await pairsOf(ctx)).toEqual([]);
    await work(ctx);
    const found = await pairsOf(ctx);
    expect(found).toHaveLength(4);
    expect(found).toEqual(
      expect.arrayContaining([
        { customerIds: [one.id, two.id], reason: "similar_email" },
        { customerIds: [one.id, three.id], reason: "similar_email" },
        { customerIds: [two.id, three.id], reason: "similar_email" },
        { customerIds: [one.id, four.id], reason: "same_name" },
      ]),
    );
  });

  test("that an agent dismissed are not found again, and can be taken back", async () => {
    const ctx = testCtx(await open());
    const one = await aCustomer(ctx, { email: "ann@gmail.com" });
    await aCustomer(ctx, { email: "a.nn@gmail.com" });
    await work(ctx);
    const [pair] = (await listPossibleDuplicates(ctx, { first: 5 })).rows;
    await dismissPossibleDuplicate(ctx, { id: pair?.id ?? 0, isDismissed: true });
    await updateCustomer(ctx, { id: one.id, firstName: "Anna" });
    await findPossibleDuplicates(ctx);
    await work(ctx);
    expect(await countPossibleDuplicates(ctx)).toBe(0);
    await dismissPossibleDuplicate(ctx, { id: pair?.id ?? 0, isDismissed: false });
    expect(await countPossibleDuplicates(ctx)).toBe(1);
  });

  test("are found of those whom an import changed, and whom it brought back", async () => {
    const ctx = testCtx(await open());
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const one = await aCustomer(ctx, {
      email: "one@example.com",
      firstName: "Ann",
      lastName: "Lee",
      organisationId: acme.id,
    });
    const two = await aCustomer(ctx, { email: "two@example.com", organisationId: acme.id });
    const back = await aCustomer(ctx, { email: "o.ne@example.com" });
    await deleteCustomers(ctx, { ids: [back.id] });
    await work(ctx);
    expect(await pairsOf(ctx)).toEqual([]);
    await importOfFile(ctx, "email,first_name,last_name\ntwo@example.com,Ann,Lee\no.ne@example.com,,\n");
    await work(ctx);
    expect(await pairsOf(ctx)).toEqual(
      expect.arrayContaining([
        { customerIds: [one.id, two.id], reason: "same_name" },
        { customerIds: [one.id, back.id], reason: "similar_email" },
      ]),
    );
  });

  test("are looked for among everybody once at a time, however often somebody asks", async () => {
    const ctx = testCtx(await open());
    const jobId = await findPossibleDuplicates(ctx);
    expect(await findPossibleDuplicates(ctx)).toBe(jobId);
    await work(ctx);
    expect(await findPossibleDuplicates(ctx)).not.toBe(jobId);
  });

  test("are not made of what very many share, and need customer.edit to dismiss", async () => {
    const ctx = testCtx(await open());
    for (let index = 0; index < 22; index += 1) await aCustomer(ctx, { email: `info+${index}@example.com` });
    await work(ctx);
    await findPossibleDuplicates(ctx);
    const before = await countPossibleDuplicates(ctx);
    await work(ctx);
    expect(await countPossibleDuplicates(ctx)).toBe(before);
    const viewer = ctx.as(anActorWith("customer.view"));
    await expect(dismissPossibleDuplicate(viewer, { id: 1, isDismissed: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(findPossibleDuplicates(viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
