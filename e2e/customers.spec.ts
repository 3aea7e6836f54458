import type { Page } from "@playwright/test";
import { expect, test } from "./desk";
import type { DeskServer } from "./desk-server";

/** An address that no other test has. */
const address = (name: string) => `${name}.${Date.now().toString(36)}@example.com`;

/** Another program or colleague at work: over the API, with all permissions. */
async function asColleague<T>(desk: DeskServer, query: string, variables: object): Promise<T> {
  const response = await fetch(`${desk.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await desk.token("Colleague")}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.map((error) => error.message).join(" "));
  return data;
}

async function aCustomer(desk: DeskServer, input: { email: string; firstName: string; lastName: string }) {
  const document = `mutation ($input: CreateCustomerInput!) {
    createCustomer(input: $input) { customer { id } userErrors { message } }
  }`;
  const { createCustomer } = await asColleague<{ createCustomer: { customer: { id: string } } }>(desk, document, {
    input,
  });
  return createCustomer.customer.id;
}

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();

test("an agent finds a customer, changes them and sees the change in their timeline", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const email = address("leontyne");
  await aCustomer(desk, { email, firstName: "Leontyne", lastName: "Vale" });
  await signIn(page);
  await page.getByRole("textbox", { name: "Search customers" }).pressSequentially("leontyne va", { delay: 30 });
  await expect(page).toHaveURL(/q=leontyne\+va$/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Leontyne Vale" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Leontyne Vale/);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Last name" }).fill("Valery");
  await expectAccessible(page);
  await save(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Leontyne Valery/);
  const activity = page.getByRole("region", { name: "User activity" });
  await expect(activity.getByRole("listitem").filter({ hasText: "Ada Admin changed" })).toContainText("Valery");

  // The way back leads to the list as it was left.
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Customers" }).click();
  await expect(page).toHaveURL(/q=leontyne\+va$/);
});

test("a new customer's mistakes all stand at their fields, and a double click makes one record", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const taken = address("taken");
  const owner = await aCustomer(desk, { email: taken, firstName: "Olga", lastName: "Owner" });
  await signIn(page);
  await page.getByRole("link", { name: "New customer" }).click();
  await page.getByRole("textbox", { name: "E-mail" }).fill(taken.toUpperCase());
  await page.getByRole("textbox", { name: "Mobile" }).fill("123");
  await save(page);
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveAccessibleDescription(/Olga Owner has this e-mail/);
  await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Mobile" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Mobile" })).toHaveValue("123");
  await expect(page.getByRole("link", { name: "Open their account" })).toHaveAttribute("href", `/customers/${owner}`);
  await expectAccessible(page);

  const email = address("doris");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Mobile" }).fill("");
  await page.getByRole("button", { name: "Save", exact: true }).dblclick();
  await expect(page).toHaveURL(/\/customers\/\d+$/);
  await page.goto(`/customers?q=${encodeURIComponent(email)}`);
  await expect(page.getByRole("status").filter({ hasText: "1 customer" })).toBeVisible();
});

test("whoever saves second is shown the first one's changes and loses none of their own words", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const id = await aCustomer(desk, { email: address("conny"), firstName: "Conny", lastName: "Flick" });
  await signIn(page);
  await page.goto(`/customers/${id}/edit`);
  await page.getByRole("textbox", { name: "First name" }).fill("Cornelia");
  await page.getByRole("textbox", { name: "Last name" }).fill("Flickinger");
  await asColleague(
    desk,
    "mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { userErrors { message } } }",
    { input: { id, firstName: "Cora", mobile: "+447700900981" } },
  );
  await save(page);
  await expect(page.getByRole("alert").filter({ hasText: "A colleague saved first" })).toBeFocused();
  await expect(page.getByRole("row", { name: /First name/ })).toContainText("Conny");
  await expect(page.getByRole("row", { name: /First name/ })).toContainText("Cora");
  await expect(page.getByRole("textbox", { name: "First name" })).toHaveValue("Cornelia");
  await expect(page.getByRole("textbox", { name: "Mobile" })).toHaveValue("+447700900981");
  await expectAccessible(page);

  await save(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Cornelia Flickinger/);
  await expect(page.getByRole("link", { name: "+447700900981" })).toBeVisible();
});

test("a deleted customer comes back by Undo as they were, and by Restore from the Deleted list", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  await aCustomer(desk, { email: address("della"), firstName: "Della", lastName: "Etherton" });
  await signIn(page);
  await page.goto("/customers?q=etherton");
  const remove = async () => {
    await page.getByRole("button", { name: "Actions for Della Etherton" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByText("Della Etherton deleted.")).toBeVisible();
    await expect(page.getByRole("heading", { name: /Nobody found/ })).toBeVisible();
  };
  await remove();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Della Etherton" })).toBeVisible();

  await remove();
  await page.goto("/customers/deleted?q=etherton");
  await expect(page.locator("del").filter({ hasText: "Della Etherton" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Della Etherton (deleted)" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Restore Della Etherton" }).click();
  await expect(page.getByText("Della Etherton restored.")).toBeVisible();
  await page.goto("/customers?q=etherton");
  await expect(page.getByRole("link", { name: "Della Etherton" })).toBeVisible();
});

test("columns, filters and order stand in the address, and chips take filters off", async ({ page, signIn }) => {
  await signIn(page);
  await page.goto("/customers?active=no&sort=-createdAt&columns=email,attributes.Role");
  await expect(page.getByRole("link", { name: /Remove the filter Is Active: No/ })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Role" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Mobile" })).toHaveCount(0);
  await page.getByRole("link", { name: "E-mail" }).click();
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("link", { name: /Remove the filter/ }).click();
  await expect(page).not.toHaveURL(/active=/);
  await expect(page).toHaveURL(/sort=email/);
});

test("a viewer sees customers and no control that changes them", async ({ page, desk, signIn }) => {
  const id = await aCustomer(desk, { email: address("vic"), firstName: "Victor", lastName: "Seen" });
  await signIn(page, "viewer");
  await page.goto("/customers?q=victor");
  await expect(page.getByRole("link", { name: "Victor Seen" })).toBeVisible();
  for (const name of ["New customer", "Import", "Export CSV"])
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await page.getByRole("button", { name: "Actions for Victor Seen" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Open", "Copy e-mail"]);

  await page.goto(`/customers/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Victor Seen/);
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
  for (const path of [`/customers/${id}/edit`, "/customers/new"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
  }
});

test("on a phone the list is cards without sideways scroll", async ({ page, signIn, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page);
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});
