import { listActivity } from "@/server/activity/list-activity";
import { listJobResults } from "@/server/jobs/find-job";
import { deleteOrganisation } from "@/server/organisations/delete-organisation";
import { createOrganisation } from "@/server/organisations/organisations";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { AttributeType } from "./attribute-definition.entity";
import { createAttributeDefinition } from "./attribute-definitions";
import { attributesOf } from "./attributes-of";
import { blockCustomers, unblockCustomers } from "./block-customers";
import { deleteAttributeDefinition } from "./change-attribute-definitions";
import { deleteCustomers } from "./delete-customers";
import { setHubAccess } from "./hub-access";
import { countCustomers } from "./list-customers";
import { undoJob } from "./mass-actions/undo-job";
import { updateCustomer } from "./save-customer";
import { setAttribute } from "./set-attribute";
import { setOrganisation } from "./set-organisation";

async function reasonsOf(ctx: TestCtx, jobId: number): Promise<(string | null)[]> {
  const { rows } = await listJobResults(ctx, { jobId, first: 100 });
  return rows.map(({ status, reason }) => (status === "done" ? "done" : reason));
}

forEachDatabase("setting a field on many customers", (open) => {
  test("switches the Hub off and says who had it off already, and the undo leaves what a colleague has set since", async () => {
    const ctx = testCtx(await open());
    const [ann, bob, cleo] = [await aCustomer(ctx), await aCustomer(ctx), await aCustomer(ctx, { hubAccess: false })];
    ctx.clock.advance(1000);
    const jobId = await setHubAccess(ctx, { ids: [ann.id, bob.id, cleo.id], hubAccess: false });
    expect(await reasonsOf(ctx, jobId)).toEqual(["done", "done", "has no Hub access already"]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ hubAccess: false });
    ctx.clock.advance(1000);
    // On and off again: as the job left it, and still a colleague's decision.
    const colleague = ctx.as(anAgent("admin", { id: 2, name: "Cora Colleague" }));
    await updateCustomer(colleague, { id: bob.id, hubAccess: true });
    await updateCustomer(colleague, { id: bob.id, hubAccess: false });

    const undoId = await undoJob(ctx, { jobId });

    expect(await reasonsOf(ctx, undoId)).toEqual(["done", "Cora Colleague has changed it since"]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ hubAccess: true });
    expect(await customerWith(ctx, bob.id)).toMatchObject({ hubAccess: false });
    const { rows } = await listActivity(ctx, { customerId: ann.id, first: 1 });
    expect(rows).toMatchObject([
      { action: "customer.updated", jobId: undoId, changes: [{ field: "hubAccess", from: "no", to: "yes" }] },
    ]);
  });

  test("blocks and unblocks, deleted customers excepted", async () => {
    const ctx = testCtx(await open());
    const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx)];
    await deleteCustomers(ctx, { ids: [bob.id] });
    const jobId = await blockCustomers(ctx, { ids: [ann.id, bob.id] });
    expect(await reasonsOf(ctx, jobId)).toEqual(["done", "is deleted"]);
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isBlocked: true });
    await undoJob(ctx, { jobId });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isBlocked: false });
    expect(await reasonsOf(ctx, await unblockCustomers(ctx, { ids: [ann.id] }))).toEqual(["is not blocked"]);
  });

  test("moves members to an organisation, the search with them, and the undo puts each back where they were", async () => {
    const ctx = testCtx(await open());
    const [acme, beta] = [
      await createOrganisation(ctx, { name: "Acme" }),
      await createOrganisation(ctx, { name: "Beta" }),
    ];
    const [ann, bob] = [await aCustomer(ctx, { organisationId: acme.id }), await aCustomer(ctx)];
    const found = async (query: string) => (await countCustomers(ctx, { query })).count;

    const jobId = await setOrganisation(ctx, { ids: [ann.id, bob.id], organisationId: beta.id });
    expect(await reasonsOf(ctx, jobId)).toEqual(["done", "done"]);
    expect([await found("acme"), await found("beta")]).toEqual([0, 2]);
    await undoJob(ctx, { jobId });

    expect(await customerWith(ctx, ann.id)).toMatchObject({ organisationName: "Acme" });
    expect(await customerWith(ctx, bob.id)).toMatchObject({ organisationName: null });
    expect([await found("acme"), await found("beta")]).toEqual([1, 0]);
    expect(await problemsOf(setOrganisation(ctx, { ids: [ann.id], organisationId: 4711 }))).toMatchObject([
      { path: "organisationId" },
    ]);
  });

  test("gives a value of an attribute in its canonical spelling, takes it off, and puts it back", async () => {
    const ctx = testCtx(await open());
    await createAttributeDefinition(ctx, { name: "VIP", type: AttributeType.YES_NO });
    const ann = await aCustomer(ctx, { attributes: [{ name: "VIP", value: "no" }] });
    const vipOf = async () => (await attributesOf(ctx.db, [ann.id])).get(ann.id)?.[0]?.value;

    const jobId = await setAttribute(ctx, { ids: [ann.id], name: "vip", value: "TRUE" });
    expect(await vipOf()).toBe("yes");
    expect(await reasonsOf(ctx, await setAttribute(ctx, { ids: [ann.id], name: "VIP", value: "yes" }))).toEqual([
      "has this value already",
    ]);
    await undoJob(ctx, { jobId });
    expect(await vipOf()).toBe("no");
    await setAttribute(ctx, { ids: [ann.id], name: "VIP", value: null });
    expect(await vipOf()).toBeUndefined();

    expect(await problemsOf(setAttribute(ctx, { ids: [ann.id], name: "VIP", value: "perhaps" }))).toMatchObject([
      { path: "value" },
    ]);
    expect(await problemsOf(setAttribute(ctx, { ids: [ann.id], name: "Vipp", value: "yes" }))).toMatchObject([
      { path: "name" },
    ]);
  });

  test("cannot put back what is gone meanwhile, and says so of each", async () => {
    const ctx = testCtx(await open());
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const vip = await createAttributeDefinition(ctx, { name: "VIP", type: AttributeType.YES_NO });
    const attributes = [{ name: "VIP", value: "yes" }];
    const [ann, bob] = [await aCustomer(ctx, { organisationId: acme.id, attributes }), await aCustomer(ctx)];
    const leaving = await setOrganisation(ctx, { ids: [ann.id, bob.id], organisationId: null });
    const losing = await setAttribute(ctx, { ids: [ann.id], name: "VIP", value: null });
    await deleteOrganisation(ctx, { id: acme.id });
    await deleteAttributeDefinition(ctx, vip.id);

    expect(await reasonsOf(ctx, await undoJob(ctx, { jobId: leaving }))).toEqual([
      "cannot be a member: the organisation has been deleted",
    ]);
    expect(await reasonsOf(ctx, await undoJob(ctx, { jobId: losing }))).toEqual([
      "cannot have it: the attribute has been removed",
    ]);
  });

  test("needs the permission of each", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx);
    const viewer = ctx.as(anAgent("viewer"));
    const jobId = await blockCustomers(ctx, { ids: [id] });
    for (const refused of [
      () => setHubAccess(viewer, { ids: [id], hubAccess: false }),
      () => unblockCustomers(viewer, { ids: [id] }),
      () => setOrganisation(viewer, { ids: [id], organisationId: null }),
      () => setAttribute(viewer, { ids: [id], name: "role", value: "x" }),
      () => undoJob(viewer, { jobId }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
