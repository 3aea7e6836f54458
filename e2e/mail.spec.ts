import { expect, expectFitsPhone, test } from "./desk";
import { setNewPassword, signedInToHub } from "./forced-reset";
import { HUB_PASSWORD, linkFor, makeCustomer } from "./hub-customers";

test("an invitation and a forced reset are kept in the mailbox, and each link sets a password once", async ({
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
  await page.getByRole("listitem").filter({ hasText: "mia@example.com" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Your account at/);
  await expect(page.frameLocator("iframe").getByText("Your account is ready")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const invitation = await page.getByRole("link", { name: /set-password\?token=/ }).getAttribute("href");
  const context = await browser.newContext();
  const customer = await context.newPage();
  for (let look = 0; look < 2; look += 1) await customer.goto(invitation ?? "");
  await customer.getByLabel("New password", { exact: true }).fill(HUB_PASSWORD);
  await customer.getByRole("button", { name: "Set the password" }).click();
  await customer.waitForURL("**/hub/sign-in?done=password");
  await linkFor(page, "mia@example.com");

  await page.goto("/customers?q=mia");
  await page.getByRole("link", { name: "Mia" }).first().click();
  await expect(page.getByText("In the mailbox").first()).toBeVisible();
  // Who has a password needs no invitation.
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(/has set a password already/)).toBeVisible();

  await signedInToHub(customer, "mia@example.com");
  await page.goto("/customers?q=mia");
  await page.getByRole("checkbox", { name: "Select Mia", exact: true }).check();
  const bar = page.getByRole("region", { name: "Selected customers" });
  await bar.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Force reset passwords" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Note in the mail" }).fill("We had a visitor.");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Force a new password for/ })
    .click();
  await expect(page.getByText(/Mia reset\.|1 customer reset\./)).toBeVisible();
  await setNewPassword(customer, "mia@example.com", () => linkFor(page, "mia@example.com"));
  await context.close();
  await page.goto("/customers?q=mia&active=yes");
  await expect(page.getByRole("link", { name: "Mia" }).first()).toBeVisible();
});

test("Is Active set for somebody without a password offers the invitation, and sends it when it is ticked", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const id = await makeCustomer(page, { email: "ole@example.com", firstName: "Ole" });
  await page.goto(`/customers/${id}/edit`);
  const offer = page.getByRole("checkbox", { name: "Send an invitation" });
  await expect(page.getByRole("switch", { name: "Hub access" })).toBeChecked();
  await expect(offer).toHaveCount(0);
  await page.getByRole("switch", { name: "Is Active" }).check();
  await offer.check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("An invitation to ole@example.com waits to be sent.")).toBeVisible();
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
