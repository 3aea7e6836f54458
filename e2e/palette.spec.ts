import { expect, test } from "./desk";

test("the palette takes every letter from the first on and leads to the customer", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  await desk.command(["seed", "--customers", "30"]);
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Customers" })).toBeVisible();
  await page.waitForLoadState("networkidle");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("ann-christin");

  await expect(page.getByRole("combobox", { name: /search/i })).toHaveValue("ann-christin");
  await expect(page.getByRole("option", { name: /Ann-Christin/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /Ann-Christin/ })).toBeVisible();
});
