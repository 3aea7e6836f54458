import { expect, test } from "./desk";

for (const [path, status, heading] of [
  ["/customers/999999", 404, "There is no such customer"],
  ["/customers/abc/edit", 404, "There is no such customer"],
  ["/customers/import/999999", 404, "This page does not exist"],
  ["/tickets/999999", 404, "There is no such ticket"],
  ["/jobs/999999", 404, "This page does not exist"],
  ["/nowhere", 404, "This page does not exist"],
] as const) {
  test(`${path} answers ${status} and says so`, async ({ page, signIn }) => {
    await signIn(page);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(status);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  });
}

test("what a role does not allow answers 403", async ({ page, signIn }) => {
  await signIn(page, "viewer");
  for (const path of ["/settings", "/customers/new", "/customers/import", "/tickets/new"]) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 403]);
    await expect(page.getByRole("heading", { level: 1, name: "Your role does not allow this" })).toBeVisible();
  }
});

test("a page that takes its time says that it is coming", async ({ page, signIn }) => {
  await signIn(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/tickets?_rsc=*", async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tickets" }).click();
  await expect(page.locator("[data-page-progress]")).toBeVisible();
  release();
  await expect(page.getByRole("heading", { level: 1, name: "Tickets" })).toBeVisible();
  await expect(page.locator("[data-page-progress]")).toHaveCount(0);
});
