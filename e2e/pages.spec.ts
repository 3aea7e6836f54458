import type { Page } from "@playwright/test";
import { aColleague, anAddress } from "./colleague";
import { expect, PEOPLE, test } from "./desk";

for (const [path, status, heading] of [
  ["/customers/999999", 404, "There is no such customer"],
  ["/customers/abc/edit", 404, "There is no such customer"],
  ["/customers/import/999999", 404, "This page does not exist"],
  ["/tickets/999999", 404, "There is no such ticket"],
  ["/jobs/999999", 404, "This page does not exist"],
  ["/nowhere", 404, "This page does not exist"],
] as const) {
  test(`${path} answers ${status} and says so`, async ({ page, signIn }) => {
    await signIn(page);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(status);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  });
}

test("what a role does not allow answers 403", async ({ page, signIn }) => {
  await signIn(page, "viewer");
  for (const path of ["/settings", "/customers/new", "/customers/import", "/tickets/new"]) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 403]);
    await expect(page.getByRole("heading", { level: 1, name: "Your role does not allow this" })).toBeVisible();
  }
});

test("a page that takes its time says that it is coming", async ({ page, signIn }) => {
  await signIn(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/tickets?_rsc=*", async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tickets" }).click();
  await expect(page.locator("[data-page-progress]")).toBeVisible();
  release();
  await expect(page.getByRole("heading", { level: 1, name: "Tickets" })).toBeVisible();
  await expect(page.locator("[data-page-progress]")).toHaveCount(0);
});

/** Keeps the page's scripts back, as a slow line does, until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("who signs in before the page's scripts have come is signed in", async ({ page }) => {
  const release = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill(PEOPLE.admin.email);
  await page.getByRole("textbox", { name: "Password" }).fill(PEOPLE.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  release();
  await page.waitForURL("**/customers");
});

test("what is chosen before the page's scripts have come is not put back", async ({ page, desk, signIn }) => {
  const input = { email: anAddress("quick"), subject: "Quick", body: "Hello" };
  const document = "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { number } } }";
  const colleague = await aColleague(desk);
  const { createTicket } = await colleague.ask<{ createTicket: { ticket: { number: number } } }>(document, { input });
  await signIn(page);
  const release = await holdScripts(page);
  await page.goto(`/tickets/${createTicket.ticket.number}`, { waitUntil: "commit" });
  await page.getByRole("combobox", { name: "Status", exact: true }).selectOption("Pending");
  await page.getByLabel("Subject").fill("Quick as a flash");
  release();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(/Ticket #\d+ saved\./)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Status", exact: true })).toHaveValue("PENDING");
  await expect(page.getByLabel("Subject")).toHaveValue("Quick as a flash");
});
