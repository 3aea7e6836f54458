import type { Page } from "@playwright/test";
import { expect, test } from "./desk";
import { INBOUND_MAIL_TOKEN } from "./desk-server";

/** Hands a mail to the desk as a mail server does. */
async function post(url: string, lines: string[]): Promise<number> {
  const { status } = await fetch(`${url}/api/inbound-mail`, {
    method: "POST",
    headers: { authorization: `Bearer ${INBOUND_MAIL_TOKEN}` },
    body: lines.join("\n"),
  });
  return status;
}

/** The worker takes mail in while one looks. */
async function openUntil(page: Page, path: string, text: string): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
}

test("a mail becomes a ticket, the customer's answer to the agent's mail the next comment, and what is unclear waits", async ({
  desk,
  page,
  signIn,
  expectAccessible,
  allowPageError,
}) => {
  test.setTimeout(120_000);
  // The built-in mailbox shows mails in a frame that runs nothing, and the browser says so.
  allowPageError(/Blocked script execution in 'about:srcdoc'/);
  await signIn(page);
  const unsafe = "<p>The printer is broken.</p><script>document.title = 'taken'</script><img src=x onerror=alert(1)>";
  const head = ["From: Nora Newcomer <nora@mail.example>", "To: help@desk.example"];
  expect(await post(desk.url, [...head, "Subject: Mail from Nora", "Content-Type: text/html", "", unsafe])).toBe(202);
  await openUntil(page, "/tickets", "Mail from Nora");
  await page.getByRole("link", { name: "Mail from Nora" }).click();
  await expect(page.getByText("The printer is broken.")).toBeVisible();
  await expect(page).not.toHaveTitle("taken");
  const ticket = new URL(page.url()).pathname;

  await page
    .getByRole("textbox", { name: /reply|answer|message/i })
    .first()
    .fill("Turn it off and on.");
  await page
    .getByRole("button", { name: /^(Send|Reply)/ })
    .first()
    .click();
  await expect(page.getByRole("list", { name: "Conversation" })).toContainText("Turn it off and on.");

  await openUntil(page, "/settings/mailbox", `Re: Mail from Nora [#${ticket.split("/").at(-1)}]`);
  await expect(async () => {
    await page.goto("/settings/mailbox");
    await page
      .getByRole("link", { name: /^Re: Mail from Nora/ })
      .first()
      .click();
    await expect(page.getByText(/help\+t\d+\./)).toBeVisible({ timeout: 2000 });
  }).toPass();
  const [replyTo = ""] =
    /help\+t\d+\.[a-z2-7]+@desk\.example/.exec((await page.locator("body").textContent()) ?? "") ?? [];
  // As a phone answers: no References, another subject.
  const answer = [
    "From: nora@mail.example",
    `To: ${replyTo}`,
    "Subject: SV:",
    "",
    "It works now.",
    "",
    "> Turn it off and on.",
  ];
  expect(await post(desk.url, answer)).toBe(202);
  await openUntil(page, ticket, "It works now.");
  await page.getByText("Show quoted text").click();
  await expect(page.getByText("> Turn it off and on.")).toBeVisible();
  await page.getByText("Came by mail").last().click();
  await expectAccessible(page);

  expect(await post(desk.url, ["From: somebody", "Subject: Who is it", "", "Hello."])).toBe(202);
  await openUntil(page, "/tickets/quarantine", "Who is it");
  await expectAccessible(page);
  await page.getByLabel("Whom it is from").fill("otto@mail.example");
  await page.getByRole("button", { name: "Make a ticket of Who is it" }).click();
  await expect(page.getByText("Nothing waits.")).toBeVisible();
  await openUntil(page, "/tickets", "Who is it");

  const robot = ["From: robot@mail.example", "Auto-Submitted: auto-generated", "Subject: Buy now", "", "Cheap."];
  expect(await post(desk.url, robot)).toBe(202);
  await openUntil(page, "/tickets/quarantine", "Buy now");
  await page.getByRole("button", { name: "Buy now is spam" }).click();
  await expect(page.getByText("Nothing waits.")).toBeVisible();
  await page.getByRole("link", { name: "Spam", exact: true }).click();
  await expect(page.getByRole("button", { name: "Buy now is not spam" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Buy now is not spam" }).click();
  await expect(page.getByText("Nothing has been called spam.")).toBeVisible();

  await page.goto(ticket);
  await page.getByRole("button", { name: "This is spam" }).click();
  await expect(page.getByRole("button", { name: "Not spam" })).toBeVisible();
  await expect(page.getByText("Public. Not mailed: the customer is blocked.")).toBeVisible();
  await page.getByRole("button", { name: "Not spam" }).click();
  await expect(page.getByRole("button", { name: "This is spam" })).toBeVisible();
});

const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("a mail with layout is shown with it, in a frame that runs and fetches nothing until the agent wants its pictures", async ({
  desk,
  page,
  signIn,
  expectAccessible,
  allowPageError,
}) => {
  test.setTimeout(120_000);
  // Nothing runs in the mail's frame, the looks that this test takes into it included, and the browser says so.
  allowPageError(/Blocked script execution in '(about:blank|http:[^']*\/api\/mail-pages\/\d+[^']*)'/);
  const asked: string[] = [];
  await page.route(/track\.example/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "image/png", body: Buffer.from(PICTURE, "base64") });
  });
  await signIn(page);
  const html = [
    '<table bgcolor="#ffe"><tr><td><h2>Your order</h2><script>parent.document.title = "taken"</script>',
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%;background:red">Over all</div>',
    '<img src="cid:logo@x" alt="Logo" width="60" height="20"><img src="https://track.example/1.png" alt="Banner" width="80" height="30">',
    "</td></tr></table><div class=gmail_quote>On Monday Bob wrote:<blockquote>Did it arrive?</blockquote></div>",
  ].join("");
  const mail = [
    "From: Lea Layout <lea@mail.example>",
    "To: help@desk.example",
    "Subject: Mail with layout",
    'Content-Type: multipart/related; boundary="b"',
    "",
    "--b",
    "Content-Type: text/html; charset=utf-8",
    "",
    html,
    "--b",
    "Content-Type: image/png",
    "Content-ID: <logo@x>",
    "Content-Transfer-Encoding: base64",
    "",
    PICTURE,
    "--b--",
  ];
  expect(await post(desk.url, mail)).toBe(202);
  await openUntil(page, "/tickets", "Mail with layout");
  await page.getByRole("link", { name: "Mail with layout" }).click();
  const frame = page.frameLocator('iframe[title="Mail from Lea Layout"]');
  await expect(frame.getByRole("heading", { name: "Your order" })).toBeVisible();
  const logo = frame.getByRole("img", { name: "Logo" });
  expect(await logo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
  await expect(frame.getByText("Did it arrive?")).toBeHidden();
  await frame.getByText("Show quoted text").click();
  await expect(frame.getByText("Did it arrive?")).toBeVisible();
  // As high as the mail: nothing of it has to be scrolled to.
  const heights = await page.locator("iframe").evaluate((one: HTMLIFrameElement) => {
    const inner = one.contentDocument?.documentElement;
    return [inner?.scrollHeight, inner?.clientHeight];
  });
  expect(heights[0]).toBe(heights[1]);
  await expect(page).not.toHaveTitle("taken");
  await expectAccessible(page);

  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Show remote pictures" }).click();
  await expect.poll(() => asked).toEqual(["https://track.example/1.png"]);
  await expect(page.getByRole("button", { name: "Show remote pictures" })).toBeHidden();

  await page.getByRole("button", { name: "Show as text" }).click();
  await expect(page.getByText("Your order")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0);
});
