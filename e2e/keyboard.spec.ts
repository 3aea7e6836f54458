import type { Locator, Page } from "@playwright/test";
import { aColleague, anAddress } from "./colleague";
import { expect, test } from "./desk";
import type { DeskServer } from "./desk-server";

// The keyboard alone: nothing in here clicks, fills or focuses.

/** Presses Tab, or Shift+Tab, until the focus is there. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`80 times ${key} did not lead to ${target}.`);
}

async function tabAndPress(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function someone(desk: DeskServer, firstName: string, lastName: string): Promise<string> {
  const { createCustomer } = await (await aColleague(desk)).ask<{ createCustomer: { customer: { id: string } } }>(
    "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }",
    { input: { email: anAddress(firstName.toLowerCase()), firstName, lastName } },
  );
  return createCustomer.customer.id;
}

const isIn = (area: Locator) => area.evaluate((element) => element.contains(document.activeElement));

test("search, filters, columns and order of the list", async ({ page, desk, signIn }) => {
  await someone(desk, "Kira", "Keys");
  await signIn(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("/");
  const search = page.getByRole("textbox", { name: "Search customers" });
  await expect(search).toBeFocused();
  await page.keyboard.type("kira");
  await expect(page.getByRole("status").filter({ hasText: "1 customer" })).toBeVisible();
  await expect(search).toBeFocused();

  const filter = page.getByRole("button", { name: /^Filter/ });
  await tabAndPress(page, filter);
  const panel = page.getByRole("dialog", { name: "Filter" });
  await expect.poll(() => isIn(panel)).toBe(true);
  const active = panel.getByRole("combobox", { name: "Is Active" });
  await tabTo(page, active);
  await page.keyboard.type("No");
  await expect(page).toHaveURL(/active=no/);
  await expect(active).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(filter).toBeFocused();

  const chip = page.getByRole("link", { name: /Remove the filter Is Active/ });
  await tabAndPress(page, chip);
  await expect(chip).toHaveCount(0);
  // The chip is no longer there: the focus goes on at the list, not back to the top of the page.
  await expect(page.getByRole("region", { name: "List of customers" })).toBeFocused();

  const view = page.getByRole("button", { name: "View" });
  await tabTo(page, view, "Shift+Tab");
  await page.keyboard.press("Enter");
  const source = page.getByRole("checkbox", { name: "Source" });
  await tabAndPress(page, source, "Space");
  await expect(page.getByRole("columnheader", { name: "Source" })).toBeVisible();
  await expect(source).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(view).toBeFocused();

  const heading = page.getByRole("columnheader", { name: "E-mail" }).getByRole("link");
  await tabAndPress(page, heading);
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toHaveAttribute("aria-sort", "ascending");
  await expect(heading).toBeFocused();
  const size = page.getByRole("link", { name: "50 rows per page" });
  await tabAndPress(page, size);
  await expect(page).toHaveURL(/size=50/);
  await expect(page.getByRole("link", { name: "50 rows per page, chosen" })).toBeFocused();
});

test("a menu of a row, the deletion of a selection and its undo", async ({ page, desk, signIn }) => {
  await someone(desk, "Mara", "Menuson");
  await signIn(page);
  await page.goto("/customers?q=menuson");
  const actions = page.getByRole("button", { name: "Actions for Mara Menuson" });
  await tabAndPress(page, actions);
  await expect(page.getByRole("menuitem", { name: "Open" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(actions).toBeFocused();

  await tabTo(page, page.getByRole("checkbox", { name: "Select Mara Menuson" }), "Shift+Tab");
  await page.keyboard.press("Space");
  const remove = page.getByRole("button", { name: /^Delete selected/ });
  await tabTo(page, remove, "Shift+Tab");
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog");
  await expect.poll(() => isIn(question)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(remove).toBeFocused();
  await page.keyboard.press("Enter");
  await tabAndPress(page, question.getByRole("button", { name: /^Delete/ }));
  await expect(page.getByText(/deleted\./).first()).toBeVisible();
  await expect(actions).toHaveCount(0);
  await tabAndPress(page, page.getByRole("button", { name: "Undo" }));
  await expect(actions).toBeVisible();
});

test("a form: its problems, attributes with +, saving and what asks before leaving", async ({ page, signIn }) => {
  await signIn(page);
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("n");
  const email = page.getByRole("textbox", { name: "E-mail" });
  await expect(email).toBeFocused();
  await page.keyboard.press("Control+s");
  await expect(email).toBeFocused();
  await expect(email).toHaveAttribute("aria-invalid", "true");
  const address = anAddress("form");
  await page.keyboard.type(address);
  const plus = page.getByRole("button", { name: "Add attribute" });
  await tabAndPress(page, plus);
  await expect(page.getByRole("combobox", { name: "Attribute name" })).toBeFocused();
  await page.keyboard.type("Hat size");
  await tabTo(page, page.getByRole("textbox", { name: "Value" }));
  await page.keyboard.type("58");
  await tabAndPress(page, plus);
  await tabAndPress(page, page.getByRole("button", { name: "Remove this attribute" }).last());
  await expect(plus).toBeFocused();

  const cancel = page.getByRole("link", { name: "Cancel" });
  await tabAndPress(page, cancel);
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await expect.poll(() => isIn(question)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(cancel).toBeFocused();
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(address));
  await expect(page.getByText("Hat size").first()).toBeVisible();
});

test("an import, from the file to its undo", async ({ page, signIn }) => {
  await signIn(page);
  await page.waitForLoadState("networkidle");
  const menu = page.getByRole("navigation", { name: "Main" });
  await tabAndPress(page, menu.getByRole("button", { name: /Customers/ }));
  await expect(page.getByRole("menuitem", { name: "Active" })).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/import$/);
  const choosing = page.waitForEvent("filechooser");
  await tabAndPress(page, page.getByRole("button", { name: "Choose a file" }));
  const buffer = Buffer.from(`Reach,first_name\n${anAddress("keys")},Ann\n`);
  await (await choosing).setFiles({ name: "keys.csv", buffer, mimeType: "text/csv" });
  await page.waitForURL(/\/customers\/import\/\d+$/);

  const contact = page.getByRole("combobox", { name: "What the column Reach fills" });
  await tabTo(page, contact);
  await page.keyboard.type("E-mail");
  await tabAndPress(page, page.getByRole("button", { name: "Update preview" }));
  const start = page.getByRole("button", { name: "Import 1 customer" });
  await expect(start).toBeVisible();
  await tabAndPress(page, start);
  await expect(page.getByText("Import finished: 1 customer created.")).toBeVisible();
  await expect(page.locator("#import-step")).toBeFocused();

  const undo = page.getByRole("button", { name: "Undo this import" });
  await tabAndPress(page, undo);
  const question = page.getByRole("dialog", { name: "Undo this import?" });
  await expect.poll(() => isIn(question)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await tabAndPress(page, question.getByRole("button", { name: "Undo this import" }));
  await expect(page.getByText("Undone").first()).toBeVisible();
  await expect(page.locator("#import-step")).toBeFocused();
});

test("settings, the account's menu and the palette", async ({ page, signIn }) => {
  await signIn(page);
  await page.waitForLoadState("networkidle");
  const menu = page.getByRole("navigation", { name: "Main" });
  await tabAndPress(page, menu.getByRole("link", { name: "Settings" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
  const country = page.getByRole("combobox", { name: "Default country" });
  await tabTo(page, country);
  await page.keyboard.type("+43");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await tabAndPress(page, page.getByRole("button", { name: "Save" }));
  await expect(page.getByText("Settings saved.")).toBeVisible();
  await expect(country).toHaveValue("Austria (+43)");

  const account = page.getByRole("button", { name: /^Your account/ });
  await tabTo(page, account, "Shift+Tab");
  await page.keyboard.press("Enter");
  const accountMenu = page.getByRole("menu", { name: /^Your account/ });
  await expect(accountMenu).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => isIn(accountMenu)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(accountMenu).toHaveCount(0);
  await expect(account).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /search/i })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(account).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /search/i })).toBeFocused();
  await page.keyboard.type("new customer");
  await expect(page.getByRole("option", { name: /New customer/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
});
