import { expect, expectFitsPhone, test } from "./desk";
import {
  alertOf,
  anAdminsWindow,
  ask,
  HUB_PASSWORD,
  linkFor,
  makeCustomer,
  setHubPassword,
  typeHubSignIn,
} from "./hub-customers";

test("a customer changes their e-mail with the password and the link that comes to the new address", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  await makeCustomer(agent, { email: "uma@example.com", firstName: "Uma" });
  await setHubPassword(agent, "uma@example.com");
  await typeHubSignIn(page, "uma@example.com");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();
  await page.goto("/hub/profile");
  const [email, password] = ["New e-mail", "Your password"].map((name) => page.getByRole("textbox", { name }));
  if (!email || !password) throw new Error("There are no fields.");
  await email.fill("uma.new@example.com");
  await password.fill("not hers");
  await page.getByRole("button", { name: "Change the e-mail" }).click();
  await expect(password).toHaveAccessibleDescription(/not your password/);
  await expect(password).toBeFocused();
  await expect(email).toHaveValue("uma.new@example.com");
  await password.fill(HUB_PASSWORD);
  await page.getByRole("button", { name: "Change the e-mail" }).click();
  await expect(page.getByText("Check your mail")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const link = await linkFor(agent, "uma.new@example.com");
  expect((await page.request.get(link)).headers()["referrer-policy"]).toBe("no-referrer");
  await page.goto(link);
  await expect(page.getByText("You confirm that uma.new@example.com is yours.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "Confirm" }).click();
  // This session stays.
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();
  await page.goto("/hub/profile");
  await expect(page.getByText("You sign in with uma.new@example.com.")).toBeVisible();
  await page.goto(link);
  await expect(page.getByText(/This link was used already/)).toBeVisible();
  await page.context().clearCookies();
  await typeHubSignIn(page, "uma@example.com");
  await expect(alertOf(page)).toContainText("do not match an account");
  await typeHubSignIn(page, "uma.new@example.com");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();
});

test("an address that an agent has added signs the customer in once they have confirmed it", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const customerId = await makeCustomer(agent, { email: "una@example.com", firstName: "Una" });
  await setHubPassword(agent, "una@example.com");
  const ADD =
    "mutation ($input: AddCustomerIdentifierInput!) { addCustomerIdentifier(input: $input) { userErrors { message } } }";
  await ask(agent, ADD, { input: { customerId, kind: "EMAIL", value: "una@home.example" } });
  await typeHubSignIn(page, "una@home.example");
  await expect(page.getByText("Please confirm your e-mail")).toBeVisible();
  await page.getByRole("button", { name: "Send the mail again" }).click();
  await expect(page.getByText("A new mail is on its way.")).toBeVisible();
  await page.goto(await linkFor(agent, "una@home.example"));
  await expect(page.getByText("From then on you can sign in with it too.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Your address is confirmed.")).toBeVisible();
  await typeHubSignIn(page, "una@home.example");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();
});
