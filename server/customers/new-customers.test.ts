import { registerCustomer } from "@/server/accounts/register-customer";
import { linkLimits } from "@/server/accounts/sign-in-limits";
import { importOfFile } from "@/server/imports/test-imports";
import { NOBODY } from "@/server/permissions";
import { updateSettings } from "@/server/settings/settings";
import { anActorWith } from "@/server/testing/actors";
import { aCustomer, customerWith, ownerOf } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { HUB_PASSWORD, mailsTo, workOff } from "@/server/testing/hub-customers";
import { aMail, come } from "@/server/testing/mails";
import { testCtx } from "@/server/testing/test-ctx";
import { createCustomer } from "./save-customer";

forEachDatabase("new customers", (open) => {
  test("begin with the Hub access that the settings say, whichever way they came, and those who were there keep theirs", async () => {
    const ctx = testCtx(await open());
    const before = await aCustomer(ctx);
    await updateSettings(ctx, { newCustomersHaveHubAccess: false });
    const input = { email: "portal@example.com", firstName: "", lastName: "", password: HUB_PASSWORD };
    await registerCustomer(ctx.as(NOBODY), linkLimits(ctx.database), { ...input, address: "192.0.2.1" });
    await workOff(ctx);
    await come(ctx, aMail({ from: "mail@example.com" }));
    await importOfFile(ctx, "email,hub_access\nimport@example.com,\nchosen@example.com,yes\n");
    await aCustomer(ctx, { email: "agent@example.com" });
    const accessOf = async (name: string) =>
      (await customerWith(ctx, (await ownerOf(ctx, `${name}@example.com`)) ?? 0)).hubAccess;
    const names = ["portal", "mail", "import", "agent", "chosen"];
    expect(await Promise.all(names.map(accessOf))).toEqual([false, false, false, false, true]);
    const registered = (await ownerOf(ctx, "portal@example.com")) ?? 0;
    expect((await mailsTo(ctx, registered)).map(({ status }) => status)).toEqual(["skipped"]);
    expect((await customerWith(ctx, before.id)).hubAccess).toBe(true);
  });

  test("get another one only from who may switch it", async () => {
    const ctx = testCtx(await open());
    const author = ctx.as(anActorWith("customer.create"));
    await updateSettings(ctx, { newCustomersHaveHubAccess: false });
    await createCustomer(author, { email: "ann@example.com", hubAccess: false });
    await expect(createCustomer(author, { email: "bo@example.com", hubAccess: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
