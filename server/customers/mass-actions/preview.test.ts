import { blockCustomers } from "@/server/customers/block-customers";
import { deleteCustomers } from "@/server/customers/delete-customers";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { type PreviewNamedAction, previewNamedAction } from "./preview-named-action";

const preview = (ctx: TestCtx, kind: string, input: Partial<PreviewNamedAction>) =>
  previewNamedAction(ctx, {
    kind,
    selection: {},
    hubAccess: false,
    organisationId: null,
    attribute: { name: "role", value: "Buyer" },
    ...input,
  });

forEachDatabase("looking at what a mass action would do", (open) => {
  test("counts exactly whom it is about and who would be skipped, by reason, as the job then decides", async () => {
    const ctx = testCtx(await open());
    const [ann, bob, cleo, dora] = [
      await aCustomer(ctx, { firstName: "Ann", lastName: "Few" }),
      await aCustomer(ctx, { firstName: "Bob", lastName: "Few" }),
      await aCustomer(ctx, { firstName: "Cleo", lastName: "Few", mobile: "+447700900123" }),
      await aCustomer(ctx, { firstName: "Dora", lastName: "Few" }),
    ];
    await blockCustomers(ctx, { ids: [bob.id, cleo.id] });
    const skips = [{ reason: "is blocked", count: 2 }];
    const matching = { query: "few" };
    expect(await preview(ctx, "customers.forceReset", { selection: { matching } })).toEqual({
      count: 4,
      isExact: true,
      skips,
    });
    await deleteCustomers(ctx, { ids: [dora.id] });
    const ids = [ann.id, bob.id, cleo.id, dora.id, 4711];
    expect(await preview(ctx, "customers.delete", { selection: { ids } })).toEqual({
      count: 5,
      isExact: true,
      skips: [
        { reason: "was deleted already", count: 1 },
        { reason: "does not exist", count: 1 },
      ],
    });
    expect(await customerWith(ctx, ann.id)).toMatchObject({ isDeleted: false });
  });

  test("knows every reason of every action", async () => {
    const ctx = testCtx(await open());
    const mobile = await aCustomer(ctx, { mobile: "+447700900123", hubAccess: false });
    const buyer = await aCustomer(ctx, { attributes: [{ name: "role", value: "Buyer" }] });
    const selection = { ids: [mobile.id, buyer.id] };
    const reasons = async (kind: string, input: Partial<PreviewNamedAction> = {}) =>
      (await preview(ctx, kind, { selection, ...input })).skips;
    expect(await reasons("customers.forceReset")).toEqual([{ reason: "has no e-mail", count: 1 }]);
    expect(await reasons("customers.setHubAccess")).toEqual([{ reason: "has no Hub access already", count: 1 }]);
    expect(await reasons("customers.setOrganisation")).toEqual([{ reason: "has no organisation already", count: 2 }]);
    expect(await reasons("customers.setAttribute")).toEqual([{ reason: "has this value already", count: 1 }]);
    expect(await reasons("customers.unblock")).toEqual([{ reason: "is not blocked", count: 2 }]);
    expect(await reasons("customers.restore")).toEqual([{ reason: "is not deleted", count: 2 }]);
  });

  test("needs the permission of the action", async () => {
    const ctx = testCtx(await open());
    const agent = ctx.as(anAgent("agent"));
    await expect(preview(agent, "customers.delete", { selection: { ids: [1] } })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
