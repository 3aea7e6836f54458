import { expect, expectFitsPhone, test } from "./desk";
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

async function aTicket(desk: DeskServer, input: { email: string; name: string; subject: string }) {
  const document = `mutation ($input: CreateTicketInput!) {
    createTicket(input: $input) { number ticket { reporter { id } } userErrors { message } }
  }`;
  const { createTicket } = await asColleague<{
    createTicket: { number: number; ticket: { reporter: { id: string } } };
  }>(desk, document, { input: { ...input, body: "First line\nSecond line <b>not bold</b>" } });
  return { number: createTicket.number, reporterId: createTicket.ticket.reporter.id };
}

test("an agent writes a ticket down for somebody new, answers it, moves it on and opens the customer", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const email = address("nora");
  await signIn(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tickets" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tickets");
  await page.getByRole("link", { name: "New ticket" }).first().click();

  // Everything that is missing is told at its field, and what was typed stays.
  await page.getByText("Somebody new").click();
  await page.getByRole("textbox", { name: "First name" }).fill("Nora");
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveAccessibleDescription(/what it is about/);
  await expect(page.getByRole("textbox", { name: "First name" })).toHaveValue("Nora");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Last name" }).fill("Newcomer");
  await page.getByRole("textbox", { name: "Subject" }).fill("Printer prints blank pages");
  await page.getByRole("textbox", { name: "Message" }).fill("Since this morning.");
  await page.locator("input[type=file]").setInputFiles({
    name: "blank page.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("nothing"),
  });
  await expect(page.getByRole("list", { name: "Files to send" })).toContainText("blank page.txt");
  await expect(page.getByRole("progressbar", { name: "Sending blank page.txt" })).toHaveCount(0);
  await page.getByRole("button", { name: "Create ticket" }).dblclick();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);

  const conversation = page.getByRole("list", { name: "Conversation" });
  await expect(conversation.getByRole("link", { name: "blank page.txt" })).toBeVisible();
  await page.getByText("Internal note", { exact: true }).click();
  await page.getByRole("textbox", { name: "Your internal note" }).fill("She is in a hurry.");
  await page.getByRole("button", { name: "Add note" }).dblclick();
  await expect(conversation.getByRole("article").filter({ hasText: "Internal note" })).toHaveCount(1);
  await page.getByText("Reply", { exact: true }).click();
  await page.getByRole("textbox", { name: "Your reply" }).fill("We are on our way.");
  await page.keyboard.press("Control+Enter");
  await expect(conversation.getByRole("article")).toHaveCount(3);
  await expect(page.getByRole("textbox", { name: "Your reply" })).toHaveText("");
  await expect(page.getByRole("combobox", { name: "Status", exact: true })).toHaveValue("OPEN");

  await page.getByRole("combobox", { name: "Status", exact: true }).selectOption("Pending");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("region", { name: "History" })).toContainText("to pending");
  await expectAccessible(page);
  await expectFitsPhone(page);

  const round = page.getByRole("button", { name: "Customer Nora Newcomer" });
  await round.press("Enter");
  const widget = page.getByRole("dialog", { name: "Customer" });
  await expect(widget).toContainText(email);
  await expect(widget).toContainText("1 open ticket");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(widget).toHaveCount(0);
  await expect(round).toBeFocused();
  await round.click();
  await widget.getByRole("link", { name: "Nora Newcomer" }).click();

  await expect(page).toHaveURL(/\/customers\/\d+$/);
  const tickets = page.getByRole("region", { name: "Tickets" });
  await expect(tickets.getByRole("link", { name: /Printer prints blank pages/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "New ticket" }).click();
  await expect(page.getByRole("combobox", { name: "Customer" })).toHaveValue(`Nora Newcomer (${email})`);
});

test("who saves second is told what a colleague changed, and keeps what they chose", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const { number } = await aTicket(desk, { email: address("conrad"), name: "Conrad Flict", subject: "Two at once" });
  await signIn(page);
  await page.goto(`/tickets/${number}`);
  await page.getByRole("combobox", { name: "Status", exact: true }).selectOption("Pending");
  const document = "mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { userErrors { message } } }";
  await asColleague(desk, document, { input: { id: String(number), status: "CLOSED", priority: "URGENT" } });
  await page.getByRole("button", { name: "Save changes" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "A colleague saved first" });
  await expect(notice).toBeFocused();
  for (const words of ["New", "Closed", "Pending"])
    await expect(notice.getByRole("row", { name: /Status/ })).toContainText(words);
  await expect(page.getByRole("combobox", { name: "Status", exact: true })).toHaveValue("PENDING");
  await expect(page.getByRole("combobox", { name: "Priority" })).toHaveValue("URGENT");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(`Ticket #${number} saved.`)).toBeVisible();
});

test("a deleted reporter is struck through on the ticket and in the queue, and cannot be picked", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const ticket = { email: address("dora"), name: "Dora Gonewell", subject: "Where is my parcel" };
  const { number, reporterId } = await aTicket(desk, ticket);
  const document = "mutation ($input: DeleteCustomersInput!) { deleteCustomers(input: $input) { job { id } } }";
  await asColleague(desk, document, { input: { ids: [reporterId] } });
  await signIn(page);
  await expect(async () => {
    await page.goto("/tickets?q=gonewell");
    await expect(page.locator("del").filter({ hasText: "Dora Gonewell" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole("row", { name: /Where is my parcel/ })).toContainText("(deleted)");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto(`/tickets/${number}`);
  const conversation = page.getByRole("list", { name: "Conversation" });
  await expect(conversation.locator("del")).toHaveText("Dora Gonewell");
  // What looks like HTML is text, and lines stay lines.
  await expect(conversation).toContainText("<b>not bold</b>");
  await expect(conversation.locator("b")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Customer Dora Gonewell (deleted)" })).toBeVisible();
  await page.getByRole("button", { name: "Change reporter" }).click();
  await page.getByRole("combobox", { name: "New reporter" }).pressSequentially("gonewell");
  await expect(page.getByRole("option", { name: "Nothing found" })).toBeVisible();
  await page.goto(`/tickets/new?customer=${reporterId}`);
  await expect(page.getByRole("combobox", { name: "Customer" })).toHaveValue("");
});

test("a viewer reads tickets and finds nothing to change or answer them with", async ({ page, desk, signIn }) => {
  const ticket = { email: address("vito"), name: "Vito Seen", subject: "Only to look at" };
  const { number, reporterId } = await aTicket(desk, ticket);
  await signIn(page, "viewer");
  await page.goto("/tickets?q=vito");
  await expect(page.getByRole("link", { name: "Only to look at" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New ticket" })).toHaveCount(0);
  await page.goto(`/tickets/${number}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Only to look at");
  await expect(page.getByRole("button", { name: "Customer Vito Seen" })).toBeVisible();
  for (const name of ["Your reply", "Subject"]) await expect(page.getByRole("textbox", { name })).toHaveCount(0);
  for (const name of ["Save changes", "Change reporter"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  await page.goto(`/customers/${reporterId}`);
  await expect(page.getByRole("region", { name: "Tickets" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New ticket" })).toHaveCount(0);
  await page.goto("/tickets/new");
  await expect(page.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
});

test("views, filters and order stand in the address", async ({ page, desk, signIn }) => {
  await aTicket(desk, { email: address("quinn"), name: "Quinn Ordered", subject: "Sorting things" });
  await signIn(page);
  await page.goto("/tickets?q=quinn&priority=normal");
  await expect(page.getByRole("link", { name: "Sorting things" })).toBeVisible();
  await page.getByRole("navigation", { name: "Views of the queue" }).getByRole("link", { name: "Closed" }).click();
  await expect(page).toHaveURL(/view=closed/);
  await expect(page.getByRole("heading", { name: /No ticket found/ })).toBeVisible();
  await page.getByRole("link", { name: "Look at all tickets" }).click();
  await expect(page.getByRole("link", { name: "Sorting things" })).toBeVisible();
  await page.getByRole("link", { name: "Number" }).click();
  await expect(page.getByRole("columnheader", { name: "Number" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("link", { name: /Remove the filter Priority/ }).click();
  await expect(page).not.toHaveURL(/priority=/);
  await expect(page).toHaveURL(/sort=-number/);
});
