import { listActivity } from "@/server/activity/list-activity";
import type { Ctx } from "@/server/ctx";
import { createOrganisation } from "@/server/organisations/organisations";
import { updateSettings } from "@/server/settings/settings";
import { anActorWith, anAgent } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { aTicket } from "@/server/testing/tickets";
import { AttributeType } from "./attribute-definition.entity";
import { createAttributeDefinition } from "./attribute-definitions";
import { attributesOf } from "./attributes-of";
import { addCustomerNote } from "./customer-notes";
import { changeCustomerTags } from "./customer-tags";
import { deleteCustomers } from "./delete-customers";
import { findCustomerByEmail, listCustomers } from "./list-customers";
import { createCustomer, updateCustomer } from "./save-customer";

forEachDatabase("saving a customer", (open) => {
  test("keeps every field as it was typed and tells the timeline who made it", async () => {
    const ctx = testCtx(await open(), { actor: anAgent("admin", { name: "Ada" }) });
    const acme = await createOrganisation(ctx, { name: "Acme" });
    const { id } = await aCustomer(ctx, {
      email: "Ánn@Example.com ",
      mobile: "+44 7700 900123",
      firstName: "  Ánn ",
      lastName: "Ó Brien",
      organisationId: acme.id,
      attributes: [
        { name: "Role", value: "Buyer" },
        { name: "Shoe size", value: "38" },
      ],
    });

    expect(await customerWith(ctx, id)).toMatchObject({
      email: "Ánn@Example.com",
      mobile: "+44 7700 900123",
      firstName: "Ánn",
      lastName: "Ó Brien",
      organisationName: "Acme",
      source: "agent",
      isActive: false,
      hubAccess: true,
      version: 1,
      createdAt: "2026-03-04 05:06:07.089",
    });
    expect((await attributesOf(ctx.db, [id])).get(id)).toMatchObject([
      { name: "Role", value: "Buyer" },
      { name: "Shoe size", value: "38" },
    ]);
    const { rows } = await listActivity(ctx, { customerId: id, first: 10 });
    expect(rows).toMatchObject([{ action: "customer.created", actorName: "Ada", actorKind: "agent" }]);
  });

  test("refuses everything that is wrong at once, each at its place, and writes nothing", async () => {
    const ctx = testCtx(await open());
    const problems = await problemsOf(
      createCustomer(ctx, {
        email: "not an address",
        mobile: "0170 1234567",
        firstName: "x".repeat(101),
        organisationId: 999,
        attributes: [{ name: "Role", value: "x".repeat(2001) }],
      }),
    );
    expect(problems.map((problem) => problem.path).sort()).toEqual([
      "attributes.0.value",
      "email",
      "firstName",
      "mobile",
      "organisationId",
    ]);
    expect((await listCustomers(ctx, { direction: "forward", size: 10 })).rows).toEqual([]);
  });

  test("needs an e-mail or a mobile", async () => {
    const ctx = testCtx(await open());
    expect(await problemsOf(createCustomer(ctx, { firstName: "Ann" }))).toMatchObject([
      { path: "email", code: "REQUIRED" },
    ]);
    const { id } = await aCustomer(ctx, { email: "ann@example.com" });
    expect(await problemsOf(updateCustomer(ctx, { id, email: "" }))).toMatchObject([
      { path: "email", code: "REQUIRED" },
    ]);
  });

  test("takes national numbers only with a default country", async () => {
    const ctx = testCtx(await open());
    expect(await problemsOf(createCustomer(ctx, { mobile: "07700 900123" }))).toMatchObject([
      { path: "mobile", message: expect.stringContaining("+44") },
    ]);
    await updateSettings(ctx, { defaultCountry: "GB" });
    expect(await aCustomer(ctx, { mobile: "07700 900123" })).toMatchObject({ mobileKey: "+447700900123" });
  });

  test.each([" ann@EXAMPLE.com ", "ANN@example.com"])("knows %j for the address that another has", async (typed) => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "Ann@Example.com", firstName: "Ann" });
    expect(await problemsOf(createCustomer(ctx, { email: typed }))).toMatchObject([
      { path: "email", code: "TAKEN", customerId: ann.id, message: "Ann has this e-mail address already." },
    ]);
    expect((await findCustomerByEmail(ctx, typed))?.id).toBe(ann.id);
  });

  test("does not take similar addresses for one", async () => {
    const ctx = testCtx(await open());
    for (const email of ["alice@example.com", "älice@example.com", "al.ice@example.com", "alice+1@example.com"]) {
      await aCustomer(ctx, { email });
    }
    expect((await listCustomers(ctx, { direction: "forward", size: 10 })).rows).toHaveLength(4);
  });

  test("says when a deleted customer has the address, so that they can be restored", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    await deleteCustomers(ctx, { ids: [ann.id] });
    expect(await problemsOf(createCustomer(ctx, { email: "ann@example.com" }))).toMatchObject([
      { path: "email", code: "TAKEN_BY_DELETED", customerId: ann.id },
    ]);
  });

  test("twenty creates of one address at once end as one customer and nineteen clear errors", async () => {
    const ctx = testCtx(await open());
    const tries = Array.from({ length: 20 }, (_, n) =>
      createCustomer(ctx, { email: n % 2 ? "Ann@example.com" : "ann@EXAMPLE.com", firstName: `Try ${n}` }),
    );
    const ended = await Promise.allSettled(tries);

    const [winner, ...others] = ended.filter((one) => one.status === "fulfilled");
    expect(others).toEqual([]);
    expect(await ownerOf(ctx, "ann@example.com")).toBe(winner?.value);
    const refusals = ended.filter((one) => one.status === "rejected");
    expect(refusals).toHaveLength(19);
    for (const refusal of refusals) {
      expect(refusal.reason).toMatchObject({ problems: [{ path: "email", code: "TAKEN", customerId: winner?.value }] });
    }
    expect((await listCustomers(ctx, { direction: "forward", size: 50 })).rows).toHaveLength(1);
  });

  test("tells whose change came first when two agents save one customer, and loses neither's words", async () => {
    const ada = testCtx(await open(), { actor: anAgent("admin", { name: "Ada" }) });
    const gus = ada.as(anAgent("agent", { name: "Gus" }));
    const { id, version } = await aCustomer(ada, { firstName: "Ann" });
    await updateCustomer(gus, { id, version, lastName: "Smith" });
    // These change nothing that a save could meet.
    const cleo = ada.as(anAgent("agent", { id: 3, name: "Cleo" }));
    await addCustomerNote(cleo, { customerId: id, body: "Called." });
    await changeCustomerTags(cleo, { customerId: id, add: ["VIP"] });
    await aTicket(cleo, { reporterId: id });

    const problems = await problemsOf(updateCustomer(ada, { id, version, firstName: "Anna" }));
    expect(problems).toMatchObject([{ code: "CHANGED_MEANWHILE", message: expect.stringContaining("Gus") }]);
    expect(await customerWith(ada, id)).toMatchObject({ firstName: "Ann", lastName: "Smith", version: version + 1 });

    await updateCustomer(ada, { id, version: version + 1, firstName: "Anna" });
    expect(await customerWith(ada, id)).toMatchObject({ firstName: "Anna", lastName: "Smith" });
  });

  test("of two saves at the same instant one is told of the other", async () => {
    const ctx = testCtx(await open());
    const { id, version } = await aCustomer(ctx);
    const ended = await Promise.allSettled([
      updateCustomer(ctx, { id, version, firstName: "Ann" }),
      updateCustomer(ctx, { id, version, firstName: "Anna" }),
    ]);
    expect(ended.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("records what changed, from what to what, and nothing when nothing did", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { email: "ann@example.com", attributes: [{ name: "Role", value: "Buyer" }] });
    ctx.clock.advance(1000);
    await updateCustomer(ctx, {
      id,
      email: "anna@example.com",
      isActive: true,
      attributes: [
        { name: "role", value: "" },
        { name: "Department", value: "Sales" },
      ],
    });
    ctx.clock.advance(1000);
    await updateCustomer(ctx, { id, email: "anna@example.com" });

    const { rows } = await listActivity(ctx, { customerId: id, first: 10 });
    expect(rows.map((row) => row.action)).toEqual(["customer.updated", "customer.created"]);
    expect(rows[0]?.changes).toEqual([
      { field: "email", from: "ann@example.com", to: "anna@example.com" },
      { field: "isActive", from: "no", to: "yes" },
      { field: "attributes.Role", from: "Buyer", to: null },
      { field: "attributes.Department", from: null, to: "Sales" },
    ]);
  });

  test("frees an address that was given up", async () => {
    const ctx = testCtx(await open());
    const ann = await aCustomer(ctx, { email: "ann@example.com" });
    await updateCustomer(ctx, { id: ann.id, email: "anna@example.com" });
    const other = await aCustomer(ctx, { email: "ann@example.com" });
    expect(await ownerOf(ctx, "ann@example.com")).toBe(other.id);
  });

  test("asks agents for required attributes and keeps to their types", async () => {
    const ctx = testCtx(await open());
    await createAttributeDefinition(ctx, {
      name: "Tier",
      type: AttributeType.CHOICE,
      choices: ["Gold", "Tin"],
      isRequired: true,
    });
    await createAttributeDefinition(ctx, { name: "Since", type: AttributeType.DATE });
    expect(await problemsOf(createCustomer(ctx, { email: "a@example.com" }))).toMatchObject([
      { path: "attributes.Tier", code: "REQUIRED" },
    ]);
    const attributes = [
      { name: "Tier", value: "silver" },
      { name: "Since", value: "2026-02-31" },
    ];
    expect(await problemsOf(createCustomer(ctx, { email: "a@example.com", attributes }))).toMatchObject([
      { path: "attributes.0.value", message: "Choose one of: Gold, Tin." },
      { path: "attributes.1.value" },
    ]);
    const { id } = await aCustomer(ctx, { attributes: [{ name: "tier", value: "gold" }] });
    expect((await attributesOf(ctx.db, [id])).get(id)).toMatchObject([{ name: "Tier", value: "Gold" }]);
  });

  test("is refused without the permission, and nothing changes", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { firstName: "Ann" });
    const viewer: Ctx = ctx.as(anAgent("viewer"));
    await expect(createCustomer(viewer, { email: "b@example.com" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(updateCustomer(viewer, { id, firstName: "B" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const editor = ctx.as(anActorWith("customer.view", "customer.edit"));
    await expect(updateCustomer(editor, { id, hubAccess: false })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await customerWith(ctx, id)).toMatchObject({ firstName: "Ann", hubAccess: true });
  });
});
