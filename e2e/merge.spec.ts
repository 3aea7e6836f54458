import { aColleague, anAddress, type Colleague } from "./colleague";
import { expect, expectFitsPhone, test } from "./desk";

const CREATE = `mutation ($input: CreateCustomerInput!) {
  createCustomer(input: $input) { customer { id } userErrors { message } } }`;

async function create(colleague: Colleague, input: object): Promise<string> {
  const { createCustomer } = await colleague.ask<{ createCustomer: { customer: { id: string } } }>(CREATE, { input });
  return createCustomer.customer.id;
}

test("two records of one person become one, although a colleague changed one meanwhile, and two again", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const colleague = await aColleague(desk);
  const [local] = anAddress("merle").split("@");
  const keptId = await create(colleague, { email: `${local}@example.com`, firstName: "Merle", lastName: "Oberon" });
  const mergedId = await create(colleague, {
    email: `${local}@exmaple.com`,
    mobile: "+44 7700 900777",
    firstName: "M.",
    lastName: "Oberon-Korda",
  });
  await colleague.ask("mutation ($input: CreateTicketInput!) { createTicket(input: $input) { number } }", {
    input: { reporterId: mergedId, subject: "Lost umbrella", body: "Black, with a duck's head." },
  });
  await signIn(page);

  // The worker compares the new ones by itself.
  const pair = page.getByRole("listitem", { name: "Merle Oberon and M. Oberon-Korda" });
  await expect(async () => {
    await page.goto("/customers/duplicates");
    await pair.waitFor({ timeout: 1500 });
  }).toPass();
  await pair.getByRole("link", { name: "Merge" }).click();
  await page.getByRole("heading", { name: "Merge two customers" }).waitFor();
  const lastName = page.getByRole("radiogroup", { name: "Last name" });
  await lastName.getByRole("radio", { name: /^Oberon \(/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(lastName.getByRole("radio", { name: /^Oberon-Korda/ })).toBeChecked();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await colleague.ask(
    "mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { userErrors { message } } }",
    { input: { id: mergedId, firstName: "Meryl" } },
  );
  await page.getByRole("button", { name: /^Merge M\. Oberon-Korda into Merle Oberon/ }).click();
  const notice = page.getByRole("alert").filter({ hasText: "Not merged yet" });
  await expect(notice).toContainText("was changed while you were looking");
  await expect(notice).toContainText("First name: M. before, Meryl now");
  await expect(lastName.getByRole("radio", { name: /^Oberon-Korda/ })).toBeChecked();

  await page.getByRole("button", { name: /^Merge Meryl Oberon-Korda into Merle Oberon/ }).click();
  await page.waitForURL(`**/customers/${keptId}`);
  await expect(page.getByRole("heading", { name: "Merle Oberon-Korda" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "is part of Merle Oberon now" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Lost umbrella" }).first()).toBeVisible();
  await expect(page.getByText(`${local}@exmaple.com`).first()).toBeVisible();

  // The other record leads here, and its history stands here too.
  await page.goto(`/customers/${mergedId}`);
  await page.waitForURL(`**/customers/${keptId}?merged=${mergedId}`);
  await expect(page.getByText("The record that you opened was merged into this one.")).toBeVisible();
  await expect(page.getByText("on the merged record").first()).toBeVisible();

  await page.getByRole("button", { name: /^Take the merge with Meryl Oberon-Korda/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take apart" }).click();
  await expect(page.getByRole("status").filter({ hasText: "They are two customers again" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Merle Oberon" })).toBeVisible();
  await page.goto(`/customers/${mergedId}`);
  await expect(page.getByRole("heading", { name: "Meryl Oberon-Korda" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Lost umbrella" }).first()).toBeVisible();
});
