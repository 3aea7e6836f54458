import { deleteCustomers } from "@/server/customers/delete-customers";
import { listCustomers } from "@/server/customers/list-customers";
import { createCustomer, updateCustomer } from "@/server/customers/save-customer";
import { DeniedError, UserError } from "@/server/errors";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aGrant, anOrganisation } from "@/server/testing/organisations";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { deleteOrganisation } from "./delete-organisation";
import { grantOrganisationAccess, revokeOrganisationAccess } from "./grant-access";
import { GrantLevel } from "./organisation-grant.entity";
import { createOrganisation, findOrganisation } from "./organisations";
import { listSuggestedMembers } from "./suggested-members";

jest.setTimeout(60_000);

forEachDatabase("an organisation that is deleted", (open) => {
  test("stays while it has members, grants or tickets, and says how many", async () => {
    const ctx = testCtx(await open());
    const acme = await anOrganisation(ctx, { name: "Acme" });
    const [ann, bob] = [await aCustomer(ctx, { organisationId: acme.id }), await aCustomer(ctx)];
    await aGrant(ctx, bob.id, acme.id, GrantLevel.VIEW);
    const attempt = async () => (await problemsOf(deleteOrganisation(ctx, { id: acme.id })))[0]?.message;
    expect(await attempt()).toMatch(/^Acme has 1 member and 1 customer with access\./);
    await revokeOrganisationAccess(ctx, { customerId: bob.id, organisationId: acme.id });
    await updateCustomer(ctx, { id: ann.id, organisationId: null });
    await aTicket(ctx, { reporterId: ann.id, organisationId: acme.id });
    expect(await attempt()).toMatch(/^Acme has 1 ticket\. Tickets keep the organisation/);
    expect(await findOrganisation(ctx, acme.id)).toMatchObject({ name: "Acme" });
  });

  test("goes with its domains, and off deleted customers, who come back without it", async () => {
    const ctx = testCtx(await open());
    const acme = await anOrganisation(ctx, { name: "Acme", domains: ["acme.example"] });
    const ann = await aCustomer(ctx, { organisationId: acme.id });
    await deleteCustomers(ctx, { ids: [ann.id] });
    while (await runNextJob(ctx, jobHandlers));
    await deleteOrganisation(ctx, { id: acme.id });
    expect(await findOrganisation(ctx, acme.id)).toBeUndefined();
    expect(await customerWith(ctx, ann.id)).toMatchObject({ organisationId: null, isDeleted: true });
    const search = { query: "acme", filter: { isDeleted: true }, direction: "forward", size: 10 } as const;
    expect((await listCustomers(ctx, search)).rows).toEqual([]);
    // The name and the domain are free again.
    const again = await createOrganisation(ctx, { name: "Acme" });
    expect(again.id).not.toBe(acme.id);
    await expect(deleteOrganisation(ctx, { id: acme.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("at the same moment as somebody hangs a grant, a member or a ticket on it: one of the two is told, and neither breaks", async () => {
    const ctx = testCtx(await open());
    const outcomes = async (...work: Promise<unknown>[]) =>
      (await Promise.allSettled(work)).map((one) => {
        if (one.status === "fulfilled") return "done";
        const known = one.reason instanceof UserError || one.reason instanceof DeniedError;
        return known ? "told" : String(one.reason);
      });
    for (let round = 0; round < 10; round += 1) {
      const acme = await anOrganisation(ctx);
      const ann = await aCustomer(ctx);
      const hang = [
        () => grantOrganisationAccess(ctx, { customerId: ann.id, organisationId: acme.id }),
        () => updateCustomer(ctx, { id: ann.id, organisationId: acme.id }),
        () => aTicket(ctx, { reporterId: ann.id, organisationId: acme.id }),
        () => createCustomer(ctx, { firstName: "New", email: `new${round}@example.com`, organisationId: acme.id }),
      ][round % 4] as () => Promise<unknown>;
      const said = await outcomes(deleteOrganisation(ctx, { id: acme.id }), hang());
      expect([...said].sort()).toEqual(["done", "told"]);
    }
  });

  test("is not for agents who may not manage organisations", async () => {
    const ctx = testCtx(await open());
    const acme = await anOrganisation(ctx);
    const attempt = deleteOrganisation(ctx.as(anAgent("agent")), { id: acme.id });
    await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await findOrganisation(ctx, acme.id)).toBeDefined();
  });
});

forEachDatabase("the members that an organisation's domains suggest", (open) => {
  test("are those of exactly these domains who belong to nobody, newest first, in pages", async () => {
    const ctx = testCtx(await open());
    const early = [
      await aCustomer(ctx, { email: "ann@acme.example" }),
      await aCustomer(ctx, { email: "bo@BÜCHER.example" }),
      await aCustomer(ctx, { email: "cy@mail.acme.example" }),
      await aCustomer(ctx, { email: "di@notacme.example" }),
      await aCustomer(ctx, { email: "acme@other.example" }),
    ];
    const acme = await anOrganisation(ctx, { name: "Acme", domains: ["acme.example", "bücher.example"] });
    const other = await anOrganisation(ctx, { name: "Other" });
    await aCustomer(ctx, { email: "ed@acme.example", organisationId: other.id });
    const page = async (first: number, after?: number) => {
      const { rows, hasMore } = await listSuggestedMembers(ctx, { organisationId: acme.id, first, after });
      return { ids: rows.map(({ id }) => id), hasMore };
    };
    const [ann, bo] = early;
    expect(await page(1)).toEqual({ ids: [bo?.id], hasMore: true });
    expect(await page(1, bo?.id)).toEqual({ ids: [ann?.id], hasMore: false });
    expect((await listSuggestedMembers(ctx, { organisationId: other.id, first: 5 })).rows).toEqual([]);
  });
});
