import { expect, expectFitsPhone, test } from "./desk";
import type { DeskServer } from "./desk-server";

/** A program at work: over the API, with all permissions. */
async function ask<T>(desk: DeskServer, query: string, variables: object): Promise<T> {
  const response = await fetch(`${desk.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await desk.token("Program")}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.map((error) => error.message).join(" "));
  return data;
}

const CREATE_TICKET = "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { number } }";
const CREATE_CUSTOMER = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }";

test("the bell tells of a new ticket, as the agent has chosen", async ({ page, desk, signIn, expectAccessible }) => {
  // Not at a list: as wide as what other tests put in it, it may have a link that the open notices leave a few pixels of.
  await signIn(page, "admin", { at: "/settings" });
  await expect(page.getByRole("button", { name: /^Notices/ })).toBeVisible();
  const input = { email: `bell.${Date.now()}@example.com`, subject: "Ring the bell", body: "Please." };
  await ask(desk, CREATE_TICKET, { input });
  const bell = page.getByRole("button", { name: /^Notices, \d+ unread$/ });
  await expect(bell).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("status").filter({ hasText: "A new ticket came that nobody has." })).toBeVisible();
  await bell.press("Enter");
  const list = page.getByRole("dialog", { name: "Notices" });
  await expect(list.getByRole("link", { name: /Ring the bell/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(bell).toBeFocused();
  await bell.press("Enter");
  await list.getByRole("link", { name: /Ring the bell/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ring the bell");
  // Other tests of this desk make tickets too.
  await page.getByRole("button", { name: /^Notices/ }).press("Enter");
  await expect(list.getByRole("listitem").filter({ hasText: "Ring the bell" })).not.toContainText("Unread");
  await page.keyboard.press("Escape");

  await page.goto("/settings/notifications");
  await page.getByRole("group", { name: "New tickets" }).getByRole("checkbox", { name: "On the screen" }).uncheck();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your choices are saved.")).toBeVisible();
  await page.reload();
  await expect(
    page.getByRole("group", { name: "New tickets" }).getByRole("checkbox", { name: "On the screen" }),
  ).not.toBeChecked();
});

test("notes and tags stand on the account page, and the list filters by tag", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const input = { email: `noted.${Date.now()}@example.com`, firstName: "Nadia", lastName: "Noted" };
  const { createCustomer } = await ask<{ createCustomer: { customer: { id: string } } }>(desk, CREATE_CUSTOMER, {
    input,
  });
  await signIn(page);
  await page.goto(`/customers/${createCustomer.customer.id}`);
  await page.getByRole("textbox", { name: "New note" }).fill("Calls on Mondays.");
  await page.keyboard.press("Control+Enter");
  const notes = page.getByRole("list", { name: "Notes" });
  await expect(notes.getByRole("listitem")).toHaveCount(1);
  await notes.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Change the note" }).fill("Calls on Tuesdays.");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(notes).toContainText("Calls on Tuesdays.");
  await page.getByRole("combobox", { name: "Tags" }).fill("VIP guest");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "User activity" })).toContainText("VIP guest");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await notes.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog", { name: "Remove this note?" }).getByRole("button", { name: "Remove note" }).click();
  await expect(notes.getByRole("listitem")).toHaveCount(0);
  await page.goto("/customers?tag=vip%20GUEST&columns=email,tags");
  await expect(page.getByRole("row", { name: /Nadia Noted/ })).toContainText("VIP guest");
});

test("possible duplicates are shown side by side and can be dismissed", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const name = `dup${Date.now()}`;
  for (const email of [`${name}@gmail.com`, `${name}@gmial.com`]) {
    await ask(desk, CREATE_CUSTOMER, { input: { email } });
  }
  await signIn(page);
  const pair = page
    .getByRole("listitem")
    .filter({ hasText: `${name}@gmial.com` })
    .first();
  await expect(async () => {
    await page.goto("/customers/duplicates");
    await expect(pair).toContainText(`${name}@gmail.com`, { timeout: 1_000 });
  }).toPass();
  await expect(pair).toContainText("one typo in the domain");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await pair.getByRole("button", { name: /^Not a duplicate/ }).click();
  await expect(pair).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(pair).toHaveCount(1);
});
