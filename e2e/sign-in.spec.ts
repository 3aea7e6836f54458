import { expect, expectFitsPhone, PEOPLE, test, typeSignIn } from "./desk";

test("a stranger is led to the sign-in page and from there to where they wanted", async ({ page }) => {
  await page.goto("/customers?query=ann");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);

  await page.getByLabel("E-mail").fill(PEOPLE.viewer.email);
  await page.getByRole("textbox", { name: "Password" }).fill(PEOPLE.viewer.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\?query=ann$/);
});

test("a wrong password and an unknown address get the same sentence, and the address stays", async ({ page }) => {
  const answers: string[] = [];
  for (const email of [PEOPLE.admin.email, "nobody@desk.example"]) {
    await typeSignIn(page, { email, password: "not the password" });
    const alert = page.getByRole("main").getByRole("alert").filter({ hasText: /./ });
    await expect(alert).toBeVisible();
    answers.push((await alert.textContent()) ?? "");
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByRole("textbox", { name: "Password" })).toBeFocused();
  }
  expect(answers[0]).toBe(answers[1]);
});

test("an empty form says what is missing at its fields", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("Enter your e-mail address.");
  await expectAccessible(page);
});

test("signing out ends the session on the server, also for whoever kept the cookie", async ({ page, signIn }) => {
  await signIn(page, "viewer", { fresh: true });
  const kept = await page.context().cookies();
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  await page.context().addCookies(kept);
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the sign-in page is accessible and fits a phone", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await expectFitsPhone(page);
});
