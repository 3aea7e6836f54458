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
  await tabAndPress(page, page.getByRole("button", { name: "Undo" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Undo a deletion");
});
