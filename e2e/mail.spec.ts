import { expect, expectFitsPhone, test } from "./desk";

test("a new customer's invitation is kept in the mailbox, and its link sets a password once", async ({
  page,
  signIn,
  expectAccessible,
  allowPageError,
  browser,
}) => {
  // The tools that look at the page cannot run in the frame of the mail either.
  allowPageError(/Blocked script execution in 'about:srcdoc'/);
  await signIn(page);
  await page.goto("/customers/new");
  await page.getByLabel("E-mail", { exact: true }).fill("mia@example.com");
  await page.getByLabel("First name").fill("Mia");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("An invitation to mia@example.com waits to be sent.")).toBeVisible();
  await page.waitForURL(/\/customers\/\d+/);

  await page.goto("/settings/mailbox");
  await expect(page.getByText("Mail is not sent: it stays in the built-in mailbox below.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "mia@example.com" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("listitem").filter({ hasText: "mia@example.com" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Your account at/);
  await expect(page.frameLocator("iframe").getByText("Your account is ready")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const href = await page.getByRole("link", { name: /set-password\?token=/ }).getAttribute("href");
  const customer = await browser.newContext();
  const theirs = await customer.newPage();
  for (let look = 0; look < 2; look += 1) await theirs.goto(href ?? "");
  await theirs.getByLabel("New password", { exact: true }).fill("seven small seahorses");
  await theirs.getByRole("button", { name: "Set the password" }).click();
  await theirs.waitForURL("**/hub/sign-in?done=password");
  await customer.close();

  await page.goto("/customers?query=mia");
  await page.getByRole("link", { name: "Mia" }).first().click();
  await expect(page.getByText("In the mailbox").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  // Who has a password needs no invitation.
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(/has set a password already/)).toBeVisible();
});

test("a customer without an address is told to have got no mail, and a viewer can send none", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page);
  await page.goto("/customers/new");
  await page.getByLabel("Mobile").fill("+44 7700 900123");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("No invitation was sent: the customer has no e-mail.")).toBeVisible();
  await page.waitForURL(/\/customers\/\d+$/);
  await expect(page.getByText("Not sent").first()).toBeVisible();
  const address = page.url();

  await page.context().clearCookies();
  await signIn(page, "viewer", { fresh: true });
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Mails" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send invitation" })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto("/settings/mailbox");
  await expect(page.getByRole("heading", { name: "Built-in mailbox" })).toHaveCount(0);
});
