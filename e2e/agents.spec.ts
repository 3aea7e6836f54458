import { expect, expectFitsPhone, test, typeSignIn } from "./desk";
import { linkFor } from "./hub-customers";

const PASSWORD = "nine patient herons";

test("an agent is invited, signs in, loses rights at the next click, and the last admin stays", async ({
  page,
  signIn,
  expectAccessible,
  browser,
}) => {
  await signIn(page, "admin", { at: "/settings/agents" });
  await expectAccessible(page);
  await expectFitsPhone(page);
  const form = page.getByRole("region", { name: "Invite an agent" });
  await form.getByLabel("E-mail").fill("nina@desk.example");
  await form.getByLabel("Name").fill("Nina New");
  await form.getByRole("button", { name: "Send invitation" }).click();
  const row = page.getByRole("row", { name: /Nina New/ });
  await expect(row).toContainText("Invited");

  const link = await linkFor(page, "nina@desk.example");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  for (let look = 0; look < 2; look += 1) await theirs.goto(link);
  await expectAccessible(theirs);
  await expectFitsPhone(theirs);
  await theirs.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "Set the password" }).click();
  await theirs.waitForURL("**/sign-in?done=password");
  await typeSignIn(theirs, { email: "nina@desk.example", password: PASSWORD });
  await theirs.waitForURL("**/customers");
  await expect(theirs.getByRole("link", { name: "New customer" }).first()).toBeVisible();
  await context.newPage().then(async (again) => {
    await again.goto(link);
    await expect(again.getByText("This link was used already")).toBeVisible();
  });

  await page.reload();
  await row.getByRole("button", { name: "Change Nina New" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Role").selectOption({ label: "Viewer" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Viewer");
  await theirs.goto("/customers");
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Customers");
  await expect(theirs.getByRole("link", { name: "New customer" })).toHaveCount(0);

  await page.getByRole("button", { name: "Deactivate Ada Admin" }).click();
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByRole("alert")).toContainText("admin");
  await expectAccessible(page);
  await context.close();
});
