import { expect, expectFitsPhone, test } from "./desk";
import { anAdminsWindow, makeCustomer, makeTicket } from "./hub-customers";

test("the address that came with a ticket is added to the customer, made primary, and the former one removed", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const admin = await anAdminsWindow(page, signIn);
  const id = await makeCustomer(admin, { email: "ida.lind@example.com", firstName: "Ida", mobile: "+44 7700 900771" });
  await makeCustomer(admin, { email: "somebody.else@example.com", firstName: "Somebody" });
  const number = await makeTicket(admin, {
    email: "Ida@Home.example",
    mobile: "+44 7700 900771",
    subject: "From home",
    body: "Hello.",
  });
  await admin.goto(`/tickets/${number}`);
  await admin.getByRole("button", { name: "Add to customer" }).click();
  await expect(admin.getByText("One of the customer’s addresses. Answers go there.")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Add to customer" })).toHaveCount(0);
  await expectAccessible(admin);

  await admin.goto(`/customers/${id}`);
  const details = admin.getByRole("region", { name: "Details" });
  await expect(details.getByText("Primary, not confirmed")).toBeVisible();
  await details.getByRole("button", { name: "Another e-mail" }).press("Enter");
  await expect(details.getByLabel("Another e-mail")).toBeFocused();
  await details.getByLabel("Another e-mail").fill("somebody.else@example.com");
  await details.getByLabel("Another e-mail").press("Enter");
  await expect(details.getByLabel("Another e-mail")).toHaveAccessibleDescription(
    "Somebody has this e-mail address already.",
  );
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await details.getByRole("button", { name: "Cancel" }).click();

  await details.getByRole("button", { name: "Actions for Ida@Home.example" }).click();
  await admin.getByRole("menuitem", { name: "Make primary" }).click();
  await expect(admin.getByText("Mail goes to Ida@Home.example now.")).toBeVisible();
  await expect(details.getByRole("listitem").first()).toContainText("Ida@Home.example");
  await details.getByRole("button", { name: "Actions for ida.lind@example.com" }).click();
  await admin.getByRole("menuitem", { name: "Remove" }).click();
  await expectAccessible(admin);
  await admin.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(details.getByText("ida.lind@example.com")).toHaveCount(0);
  await expect(admin.getByText("Other e-mail").first()).toBeVisible();
});
