import { aColleague, anAddress } from "./colleague";
import { expect, test } from "./desk";
import type { DeskServer } from "./desk-server";

const CREATE_TICKET =
  "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { number userErrors { message } } }";

/** Three tickets of one customer, whose numbers the queue shows newest first. */
async function threeTickets(desk: DeskServer, tag: string): Promise<number[]> {
  const colleague = await aColleague(desk);
  const email = anAddress(tag);
  const numbers: number[] = [];
  for (const subject of ["First", "Second", "Third"]) {
    const { createTicket } = await colleague.ask<{ createTicket: { number: number } }>(CREATE_TICKET, {
      input: { email, subject: `${subject} ${tag}`, body: "Hello", tags: [tag] },
    });
    numbers.unshift(createTicket.number);
  }
  return numbers;
}

test("an agent goes through the queue, answers, takes a ticket and goes on to the next without the mouse", async ({
  page,
  desk,
  signIn,
}) => {
  const [third, second] = await threeTickets(desk, "walk");
  await signIn(page, "admin", { at: "/tickets?tag=walk&sort=-number" });
  await page.waitForLoadState("networkidle");

  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Third walk" })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: "Third walk" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/tickets/${third}`);

  const note = page.getByRole("textbox", { name: "Your internal note" });
  await page.getByRole("textbox", { name: "Your reply" }).waitFor();
  await page.keyboard.press("i");
  await expect(note).toBeFocused();
  await page.keyboard.type("Seen.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Note added.")).toBeVisible();
  await expect(note).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await expect(page.getByText(`Ticket #${third} saved.`)).toBeVisible();
  await expect(page.getByLabel("Assignee").locator("option:checked")).toHaveText("Ada Admin");

  await page.keyboard.press("j");
  await page.waitForURL(`**/tickets/${second}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Second walk");
  await page.keyboard.press("k");
  await page.waitForURL(`**/tickets/${third}`);
  await expect(page.getByRole("link", { name: "Previous ticket" })).toHaveAttribute("aria-disabled", "true");
});

test("rows of customers are ticked by a key, and the palette and the help tell of the page's keys", async ({
  page,
  desk,
  signIn,
}) => {
  const colleague = await aColleague(desk);
  await colleague.ask(
    "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { userErrors { message } } }",
    {
      input: { email: anAddress("ticked"), firstName: "Tilda", lastName: "Ticked" },
    },
  );
  await signIn(page, "admin", { at: "/customers?q=ticked" });
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Tilda Ticked" })).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: "Select Tilda Ticked" })).toBeChecked();

  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Tilda Ticked");
  await page.keyboard.press("?");
  await expect(page.getByRole("row", { name: /Edit the customer/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("edit the");
  await expect(page.getByRole("option", { name: /Edit the customer/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Edit customer");
});

test("neither a key nor the palette loses what was typed", async ({ page, signIn }) => {
  await signIn(page, "admin", { at: "/customers/new" });
  await page.getByRole("textbox", { name: "First name" }).fill("Ann");
  await page.getByRole("heading", { level: 1 }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });

  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await question.getByRole("button", { name: "Stay here" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("audit");
  await expect(page.getByRole("option", { name: "Audit" })).toBeVisible();
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByRole("textbox", { name: "First name" })).toHaveValue("Ann");

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await question.getByRole("button", { name: "Leave" }).click();
  await page.waitForURL("**/customers");
});

test("a change of a ticket that is not saved is asked for once, whatever else was typed there", async ({
  page,
  desk,
  signIn,
}) => {
  const [number] = await threeTickets(desk, "guarded");
  await signIn(page, "admin", { at: "/tickets?tag=guarded" });
  await page.getByRole("link", { name: "Third guarded" }).click();
  await page.getByRole("textbox", { name: "Your reply" }).fill("Half a sentence");
  await page.getByLabel("Priority").selectOption("Urgent");
  const question = page.getByRole("dialog", { name: "Leave without saving?" });

  await page.evaluate(() => history.back());
  await expect(question).toHaveCount(1);
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page).toHaveURL(new RegExp(`/tickets/${number}$`));
  await page.getByRole("textbox", { name: "Your reply" }).fill("");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("j");
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Second guarded");
  await expect(question).toHaveCount(0);
});
