import type { Ctx } from "@/server/ctx";
import { anAgent } from "@/server/testing/actors";
import { aCustomer, problemsOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { type AttributeDefinition, AttributeType } from "./attribute-definition.entity";
import { choicesOf, createAttributeDefinition, listAttributeDefinitions } from "./attribute-definitions";
import { attributesOf } from "./attributes-of";
import { deleteAttributeDefinition, updateAttributeDefinition } from "./change-attribute-definitions";
import { deleteCustomers } from "./delete-customers";

const TIER = { name: "Tier", type: AttributeType.CHOICE, choices: ["Gold", "Tin"] };

const named = async (ctx: Ctx, name: string): Promise<AttributeDefinition> => {
  const found = (await listAttributeDefinitions(ctx)).find((definition) => definition.name === name);
  if (!found) throw new Error(`There is no attribute ${name}.`);
  return found;
};

forEachDatabase("changing an attribute", (open) => {
  test("a new name keeps every value, and an old one is free again", async () => {
    const ctx = testCtx(await open());
    const { id } = await aCustomer(ctx, { attributes: [{ name: "Shoe size", value: "42" }] });
    const shoe = await named(ctx, "Shoe size");
    await updateAttributeDefinition(ctx, { id: shoe.id, name: " Shoe Size (EU) ", isOnEveryForm: true });
    expect((await attributesOf(ctx.db, [id])).get(id)).toMatchObject([{ name: "Shoe Size (EU)", value: "42" }]);
    await createAttributeDefinition(ctx, { name: "shoe size" });
    expect(await problemsOf(updateAttributeDefinition(ctx, { id: shoe.id, name: "SHOE SIZE" }))).toMatchObject([
      { path: "name", code: "TAKEN" },
    ]);
  });

  test("the case of a name can change, a reserved name and those of the template cannot be had", async () => {
    const ctx = testCtx(await open());
    const { id } = await createAttributeDefinition(ctx, { name: "tier" });
    expect(await updateAttributeDefinition(ctx, { id, name: "TIER" })).toMatchObject({ name: "TIER" });
    expect(await problemsOf(updateAttributeDefinition(ctx, { id, name: "E-mail" }))).toMatchObject([{ path: "name" }]);
    const role = (await listAttributeDefinitions(ctx)).find(({ nameKey }) => nameKey === "role");
    expect(await problemsOf(updateAttributeDefinition(ctx, { id: role?.id ?? 0, name: "Job" }))).toMatchObject([
      { path: "name", message: expect.stringContaining("template") },
    ]);
    expect(await problemsOf(deleteAttributeDefinition(ctx, role?.id ?? 0))).toHaveLength(1);
    expect(await updateAttributeDefinition(ctx, { id: role?.id ?? 0, isRequired: true })).toMatchObject({
      isRequired: true,
    });
  });

  test("choices come and change places, but one that a customer has stays", async () => {
    const ctx = testCtx(await open());
    const { id } = await createAttributeDefinition(ctx, TIER);
    await aCustomer(ctx, { attributes: [{ name: "Tier", value: "gold" }] });
    const changed = await updateAttributeDefinition(ctx, { id, choices: ["Silver", "Gold"] });
    expect(choicesOf(changed)).toEqual(["Silver", "Gold"]);
    for (const choices of [["Silver"], ["Silver", "GOLD"]]) {
      expect(await problemsOf(updateAttributeDefinition(ctx, { id, choices }))).toMatchObject([
        { path: "choices", message: "One customer has the choice Gold. Change them first, or keep the choice." },
      ]);
    }
    expect(await problemsOf(updateAttributeDefinition(ctx, { id, choices: [] }))).toMatchObject([
      { path: "choices", code: "REQUIRED" },
    ]);
    expect(choicesOf(await named(ctx, "Tier"))).toEqual(["Silver", "Gold"]);
  });

  test("what is required stands on every form", async () => {
    const ctx = testCtx(await open());
    const { id } = await createAttributeDefinition(ctx, { name: "Clan", isRequired: true });
    expect(await problemsOf(updateAttributeDefinition(ctx, { id, isOnEveryForm: false }))).toMatchObject([
      { path: "isOnEveryForm" },
    ]);
    const changed = await updateAttributeDefinition(ctx, { id, isOnEveryForm: false, isRequired: false });
    expect(changed).toMatchObject({ isOnEveryForm: false, isRequired: false });
  });

  test("it is removed when nobody has it, and else stays with the number of those who do", async () => {
    const ctx = testCtx(await open());
    const { id } = await createAttributeDefinition(ctx, { name: "Clan" });
    const [ann] = [
      await aCustomer(ctx, { attributes: [{ name: "Clan", value: "Brown" }] }),
      await aCustomer(ctx, { attributes: [{ name: "Clan", value: "Green" }] }),
    ];
    await deleteCustomers(ctx, { ids: [ann.id] });
    expect(await problemsOf(deleteAttributeDefinition(ctx, id))).toMatchObject([
      { message: expect.stringMatching(/^2 customers have a value in Clan\./) },
    ]);
    const { id: unused } = await createAttributeDefinition(ctx, { name: "Unused" });
    await deleteAttributeDefinition(ctx, unused);
    await expect(deleteAttributeDefinition(ctx, unused)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listAttributeDefinitions(ctx)).map(({ name }) => name)).toEqual(["Role", "Department", "Clan"]);
  });

  test("is refused without settings.manage", async () => {
    const ctx = testCtx(await open());
    const { id } = await createAttributeDefinition(ctx, { name: "Clan" });
    const agent = ctx.as(anAgent("agent"));
    await expect(updateAttributeDefinition(agent, { id, name: "Tribe" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(deleteAttributeDefinition(agent, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
