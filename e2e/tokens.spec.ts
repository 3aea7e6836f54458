import { expect, test } from "./desk";

test("an agent makes a token, uses it, and revokes it", async ({ page, signIn, expectAccessible }) => {
  await signIn(page, "viewer");
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Access tokens" }).click();
  await expect(page.getByText("You have no tokens yet.")).toBeVisible();
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByText("Choose what it may do.")).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(2);

  await page.getByLabel("Name", { exact: true }).fill("Reports");
  await page.getByRole("checkbox", { name: "See customers" }).check();
  await page.getByRole("button", { name: "Create token" }).click();
  const shown = page.getByRole("status").filter({ hasText: "Reports is ready" });
  const token = (await shown.locator("code").textContent()) ?? "";
  await expectAccessible(page);
  const ask = () =>
    page.request.post("/api/graphql", {
      headers: { authorization: `Bearer ${token}` },
      data: { query: "{ viewer { kind permissions } }" },
    });
  expect((await (await ask()).json()).data.viewer).toEqual({ kind: "token", permissions: ["customer.view"] });
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await page.reload();
  await expect(page.locator("body")).not.toContainText(token);

  await page.getByRole("button", { name: "Revoke Reports" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: /Reports/ })).toContainText("Revoked");
  expect((await (await ask()).json()).errors[0].extensions.code).toBe("UNAUTHENTICATED");
});
