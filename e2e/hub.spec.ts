import { expect, expectFitsPhone, test } from "./desk";
import {
  alertOf,
  anAdminsWindow,
  HUB_PASSWORD,
  linkFor,
  makeCustomer,
  setHubPassword,
  typeHubSignIn,
  updateCustomer,
} from "./hub-customers";

test("a customer sets a password by the link of a mail, once; looking at the link changes nothing", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  await makeCustomer(agent, { email: "rita@example.com", firstName: "Rita" });
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByLabel("E-mail").fill("Rita@Example.com");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("Check your mail")).toBeVisible();

  const link = await linkFor(agent, "rita@example.com");
  for (const _ of [1, 2]) {
    const looked = await page.request.get(link);
    expect([looked.status(), looked.headers()["referrer-policy"], looked.headers()["cache-control"]]).toEqual([
      200,
      "no-referrer",
      expect.stringContaining("no-store"),
    ]);
  }
  await page.goto(link);
  await expect(page.getByText("For rita@example.com.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const field = page.getByRole("textbox", { name: "New password" });
  await field.fill("Password2026!");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(field).toHaveAccessibleDescription(/one of the first that somebody would try/);
  await expect(field).toHaveValue("Password2026!");
  await expectAccessible(page);
  await field.fill(HUB_PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
  await typeHubSignIn(page, "rita@example.com");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();

  await page.goto(link);
  await expect(page.getByText(/This link was used already/)).toBeVisible();
  await expectAccessible(page);
});

test("whoever cannot sign in is told the same, whatever the cause, and keeps what they typed", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const id = await makeCustomer(agent, { email: "sol@example.com" });
  await setHubPassword(agent, "sol@example.com");
  const answers: string[] = [];
  for (const [email, password] of [
    ["sol@example.com", "not the password"],
    ["nobody@example.com", HUB_PASSWORD],
  ] as const) {
    await typeHubSignIn(page, email, password);
    await expect(alertOf(page)).toBeVisible();
    answers.push((await alertOf(page).textContent()) ?? "");
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByRole("textbox", { name: "Password" })).toBeFocused();
  }
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).toContain("Get a link to set a new password");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await updateCustomer(agent, { id, isActive: false });
  await typeHubSignIn(page, "sol@example.com");
  await expect(page.getByText("Please confirm your e-mail")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send the mail again" }).click();
  await expect(page.getByText("A new mail is on its way.")).toBeVisible();
  await page.goto(await linkFor(agent, "sol@example.com"));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Your e-mail is confirmed.")).toBeVisible();
  await typeHubSignIn(page, "sol@example.com");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();
});

test("whoever registers confirms with the password of then, or sets another that takes its place", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const register = async (email: string) => {
    await page.goto("/hub/register");
    await page.getByLabel("First name").fill("Yan");
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(HUB_PASSWORD);
    await page.getByRole("button", { name: "Register" }).click();
    await expect(page.getByText("Check your mail")).toBeVisible();
  };
  await page.goto("/hub/register");
  await page.getByRole("textbox", { name: "Password" }).fill("short");
  await page.getByLabel("E-mail").fill("yan@");
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("textbox", { name: "Password" })).toHaveAccessibleDescription(/at least 12/);
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/part after the @/);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await register("yan@example.com");
  const link = await linkFor(agent, "yan@example.com");
  await typeHubSignIn(page, "yan@example.com");
  await expect(page.getByText("Please confirm your e-mail")).toBeVisible();
  await page.goto(link);
  const field = page.getByRole("textbox", { name: "Password that you chose when registering" });
  await field.fill("something else");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(field).toHaveAccessibleDescription(/not the password given at registration/);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await field.fill(HUB_PASSWORD);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Your e-mail is confirmed.")).toBeVisible();
  await typeHubSignIn(page, "yan@example.com");
  await expect(page.getByRole("button", { name: "Your account: Yan" })).toBeVisible();

  await page.context().clearCookies();
  await register("zoe@example.com");
  await page.goto(await linkFor(agent, "zoe@example.com"));
  await page.getByRole("button", { name: "Set a new password instead" }).click();
  await page.getByRole("textbox", { name: "New password" }).fill("nine purple kettles");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
  await typeHubSignIn(page, "zoe@example.com");
  await expect(alertOf(page)).toContainText("do not match an account");
});
