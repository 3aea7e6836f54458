import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { expect, expectFitsPhone, test, typeSignIn } from "./desk";
import type { DeskServer } from "./desk-server";

const COLLEAGUE = { email: "bob@desk.example", password: "violet teapot umbrella", name: "Bob Builder" };

async function ask<T>(desk: DeskServer, query: string, input: object): Promise<T> {
  const response = await fetch(`${desk.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await desk.token("Program")}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.map((error) => error.message).join(" "));
  return data;
}

async function aTicket(desk: DeskServer, subject: string): Promise<number> {
  const document = "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { number } }";
  const email = `writer.${Math.random().toString(36).slice(2)}@example.com`;
  const input = { email, name: "Wilma Writer", subject, body: "Please look." };
  return (await ask<{ createTicket: { number: number } }>(desk, document, input)).createTicket.number;
}

/** A second agent in a browser of their own. */
async function colleague(browser: Browser, desk: DeskServer): Promise<Page> {
  const { email, name, password } = COLLEAGUE;
  await desk.command(["create-agent", "--email", email, "--name", name, "--role", "agent"], `${password}\n`);
  const page = await (await browser.newContext({ baseURL: desk.url, locale: "en-GB" })).newPage();
  await typeSignIn(page, COLLEAGUE);
  await page.waitForURL("**/customers");
  return page;
}

const conversationOf = (page: Page) => page.getByRole("list", { name: "Conversation" });
const replyOf = (page: Page) => page.getByRole("textbox", { name: "Your reply" });

test("two agents on one ticket see each other, and neither sends without having read the other", async ({
  page,
  browser,
  desk,
  signIn,
  expectAccessible,
}) => {
  const number = await aTicket(desk, "Both of us");
  await signIn(page);
  await page.goto(`/tickets/${number}`);
  const bob = await colleague(browser, desk);
  await bob.goto(`/tickets/${number}`);
  await expect(
    page.getByRole("status").filter({ hasText: "Bob Builder is looking at this ticket too." }),
  ).toBeVisible();

  await replyOf(page).fill("I think it is the drum.");
  await expect(bob.getByText("Ada Admin is writing here now.")).toBeVisible();
  await bob.getByText("Internal note", { exact: true }).click();
  await bob.getByRole("textbox", { name: "Your internal note" }).fill("She wants a call.");
  await bob.keyboard.press("Control+Enter");
  await expect(conversationOf(bob).getByRole("article")).toHaveCount(2);

  // Ada sends at the same moment: what Bob wrote is shown first, her words stay.
  await replyOf(page).press("Control+Enter");
  await expect(conversationOf(page)).toContainText("She wants a call.");
  await expect(page.getByRole("alert").filter({ hasText: "Bob Builder added an internal note" })).toBeVisible();
  await expect(replyOf(page)).toHaveText("I think it is the drum.");
  await expect(conversationOf(page).getByRole("article")).toHaveCount(2);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await replyOf(page).press("Control+Enter");
  await expect(conversationOf(page).getByRole("article")).toHaveCount(3);
  // Bob's page follows by itself.
  await expect(conversationOf(bob)).toContainText("I think it is the drum.");
  await bob.context().close();
});

test("a reply is written, formatted and sent with the keyboard alone", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const number = await aTicket(desk, "Keys only");
  await signIn(page);
  await page.goto(`/tickets/${number}`);
  await replyOf(page).focus();
  await page.keyboard.type("Try ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("this");
  await page.keyboard.press("Control+b");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- one");
  // Tab leads out of the list and of the field; Shift and Tab back, then to its buttons.
  await page.keyboard.press("Tab");
  await expect(replyOf(page)).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(replyOf(page)).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("toolbar").getByRole("button", { name: "Link" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Link address" }).fill("example.com/help");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(replyOf(page)).toBeFocused();
  await page.keyboard.press("Control+Enter");
  const sent = conversationOf(page).getByRole("article").nth(1);
  await expect(sent.locator("strong", { hasText: "this" })).toBeVisible();
  await expect(sent.getByRole("listitem")).toContainText("one");
  const link = sent
    .getByRole("link", { name: "https://example.com/help" })
    .or(sent.getByRole("link", { name: "example.com/help" }));
  await expect(link).toHaveAttribute("rel", /noopener/);
});

test("files go with a reply and come back as downloads; one that is too large is told at once", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  const number = await aTicket(desk, "With files");
  await signIn(page);
  await page.goto(`/tickets/${number}`);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  const evil = { name: "picture.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg onload='alert(1)'/>") };
  const large = { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(25 * 1024 ** 2 + 1) };
  await (await choosing).setFiles([evil, large]);
  const files = page.getByRole("list", { name: "Files to send" });
  await expect(files.getByRole("alert")).toContainText("A file is at most 25 MB.");
  await replyOf(page).fill("See the picture.");
  await page.getByRole("button", { name: "Send reply" }).click();
  await expect(replyOf(page)).toHaveAccessibleDescription(/Remove it first/);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await files.getByRole("button", { name: "Remove film.mp4" }).press("Enter");
  await expect(files.getByRole("button", { name: "Remove picture.svg" })).toBeFocused();
  await page.getByRole("button", { name: "Send reply" }).click();
  const link = conversationOf(page).getByRole("link", { name: "picture.svg" });
  const downloading = page.waitForEvent("download");
  await link.click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("picture.svg");
  expect(readFileSync(await file.path(), "utf8")).toBe("<svg onload='alert(1)'/>");
  const path = (await link.getAttribute("href")) ?? "";
  const answer = await page.request.get(path);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment/);
  // Without a session it is not to be had.
  expect((await fetch(`${desk.url}${path}`)).status).toBe(401);
});

test("what a program sends as HTML is shown without anything that runs or leads astray", async ({
  page,
  desk,
  signIn,
}) => {
  const number = await aTicket(desk, "Hostile");
  const body =
    '<p style="position:fixed;inset:0" onclick="alert(1)">Hello <a href="javascript:alert(1)">there</a></p><script>document.title="owned"</script><img src=x onerror="document.title=1">';
  const document = "mutation ($input: AddCommentInput!) { addComment(input: $input) { userErrors { message } } }";
  await ask(desk, document, { ticketId: String(number), body, bodyFormat: "HTML" });
  const huge = { ticketId: String(number), body: `<p>${"x".repeat(1_000_000)}</p>`, bodyFormat: "HTML" };
  const refused = await ask<{ addComment: { userErrors: { message: string }[] } }>(desk, document, huge);
  expect(refused.addComment.userErrors[0]?.message).toContain("65,000 bytes");
  await signIn(page);
  await page.goto(`/tickets/${number}`);
  const comment = conversationOf(page).getByRole("article").nth(1);
  await expect(comment).toContainText("Hello there");
  await expect(comment.locator("p, [onclick], script, img, a[href]")).toHaveCount(1);
  await expect(comment.locator("p")).not.toHaveAttribute("style");
  await expect(page).toHaveTitle(/Hostile/);
});

test("a draft survives a reload, and leaving with one asks first", async ({ page, desk, signIn }) => {
  const number = await aTicket(desk, "Half a sentence");
  await signIn(page);
  await page.goto(`/tickets/${number}`);
  await replyOf(page).fill("Half a sen");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tickets" }).click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await page.keyboard.press("Escape");
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(replyOf(page)).toHaveText("Half a sen");
});
