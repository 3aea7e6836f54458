import { expect, test } from "./desk";

test("a webhook is added with its secret shown once, tested, looked into, paused and removed", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, "admin", { at: "/settings/webhooks" });
  const form = page.getByRole("region", { name: "Add a webhook" });
  await form.getByLabel("Name").fill("Shop");
  await form.getByLabel("Address").fill("http://127.0.0.1:4000/hook");
  await form.getByRole("checkbox", { name: "Created" }).first().check();
  await form.getByRole("button", { name: "Add webhook" }).click();
  await expect(form.getByLabel("Address")).toHaveAccessibleDescription(/begins with https/);
  await expect(form.getByLabel("Address")).toBeFocused();
  // A name that nobody has, whatever the network that the test runs in.
  await form.getByLabel("Address").fill("https://shop.invalid/hook");
  await form.getByRole("button", { name: "Add webhook" }).click();
  const shown = form.getByRole("status");
  const secret = (await shown.locator("code").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await expectAccessible(page);
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("link", { name: "Shop" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Shop");
  await expect(page.locator("body")).not.toContainText(secret);

  await page.getByRole("button", { name: "Send a test" }).click();
  const line = page.getByRole("row", { name: /webhook\.test/ });
  await expect(line).toContainText("Trying again");
  await expect(line).toContainText(/host name/);
  await line.getByText("Details").click();
  await expect(line).toContainText("A test of the webhook Shop.");
  await expectAccessible(page);

  await page.getByRole("button", { name: "New secret" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new secret" }).click();
  const another = page.getByRole("status").filter({ hasText: "The new secret" });
  expect(await another.locator("code").textContent()).not.toBe(secret);
  await another.getByRole("button", { name: "I have copied it" }).click();

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("What happens meanwhile is not kept for it.")).toBeVisible();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove Shop" }).click();
  await page.waitForURL("**/settings/webhooks");
  await expect(page.getByRole("link", { name: "Shop" })).toHaveCount(0);
});
