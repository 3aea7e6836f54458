import type { Page } from "@playwright/test";
import { expect } from "./desk";
import { alertOf, HUB_PASSWORD, typeHubSignIn } from "./hub-customers";

const NEW_PASSWORD = "nine calm harbours";

/** Signs the customer in and leaves them there, as somebody is whose password is about to be ended. */
export async function signedInToHub(customer: Page, email: string): Promise<void> {
  await typeHubSignIn(customer, email);
  await customer.waitForURL("**/hub/tickets");
}

/** What the customer of a forced reset meets, from the next click on to the new password. @param link from the mail that they got */
export async function setNewPassword(customer: Page, email: string, link: () => Promise<string>): Promise<void> {
  await customer.goto("/hub/tickets");
  await expect(customer).toHaveURL(/\/hub\/sign-in/);
  await typeHubSignIn(customer, email);
  await expect(alertOf(customer)).toContainText("do not match an account");

  const address = await link();
  // A mail scanner looks at every link: that must use nothing up.
  for (let look = 0; look < 2; look += 1) {
    await customer.goto(address);
    await expect(customer.getByLabel("New password", { exact: true })).toBeVisible();
  }
  await customer.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await customer.getByRole("button", { name: "Set the password" }).click();
  await customer.waitForURL("**/hub/sign-in?done=password");
  await customer.goto(address);
  await expect(customer.getByText(/This link was used already/)).toBeVisible();

  await typeHubSignIn(customer, email, HUB_PASSWORD);
  await expect(alertOf(customer)).toContainText("do not match an account");
  await typeHubSignIn(customer, email, NEW_PASSWORD);
  await customer.waitForURL("**/hub/tickets");
}
