import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, expectFitsPhone, test } from "./desk";
import type { DeskServer } from "./desk-server";
import { setNewPassword, signedInToHub } from "./forced-reset";
import { ask, setPasswordBy } from "./hub-customers";

test.use({ mailsOver: "resend" });

/** Another program at work: over the API, with all permissions. */
async function asProgram<T>(desk: DeskServer, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${desk.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await desk.token("Program")}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.map((error) => error.message).join(" "));
  return data;
}

/** So many customers of one last name, numbered from 01, over the command line's import. */
async function people(desk: DeskServer, lastName: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => {
    const number = String(n + 1).padStart(2, "0");
    return `p${number}@${lastName.toLowerCase()}.example,P${number},${lastName}`;
  });
  const file = path.join(desk.folder, `${lastName}.csv`);
  writeFileSync(file, `email,first_name,last_name\n${rows.join("\n")}\n`);
  await desk.command(["import", file]);
}

async function tickets(desk: DeskServer, lastName: string, count: number): Promise<void> {
  const one = (
    n: number,
  ) => `t${n}: createTicket(input: { email: "p${String(n).padStart(2, "0")}@${lastName.toLowerCase()}.example",
    subject: "Case of ${lastName} ${n}", body: "Help" }) { number }`;
  const all = Array.from({ length: count }, (_, n) => one(n + 1));
  await asProgram(desk, `mutation { ${all.slice(0, 10).join(" ")} }`);
  await asProgram(desk, `mutation { ${all.slice(10).join(" ")} }`);
}

const bar = (page: Page) => page.getByRole("region", { name: "Selected customers" });
const dialog = (page: Page) => page.getByRole("dialog");

test("a selection survives paging and sorting; 50 of whom 20 have tickets are deleted, struck through, and undone", async ({
  page,
  desk,
  signIn,
  expectAccessible,
}) => {
  await people(desk, "Massey", 52);
  await tickets(desk, "Massey", 20);
  await signIn(page);
  await page.goto("/customers?q=massey");
  await page.getByRole("checkbox", { name: "Select P01 Massey" }).check();
  // A range by the keyboard: Space with Shift ticks everything between.
  await page.getByRole("checkbox", { name: "Select P25 Massey" }).focus();
  await page.keyboard.press("Shift+Space");
  await expect(bar(page).getByRole("status")).toHaveText("25 customers selected");
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByRole("link", { name: "P26 Massey" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(bar(page).getByRole("status")).toHaveText("50 customers selected");
  await expectAccessible(page);
  await page.getByRole("link", { name: "100 rows per page" }).click();
  await expect(page.getByRole("link", { name: "P52 Massey" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select P01 Massey" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select P52 Massey" })).not.toBeChecked();
  await expectFitsPhone(page);

  // From the top, where no row is half behind the table's head: axe takes its box for too small a target.
  await page.evaluate(() => window.scrollTo(0, 0));
  await bar(page).getByRole("button", { name: "Delete selected" }).click();
  await expect(dialog(page)).toHaveAccessibleName("Delete 50 customers?");
  await expectAccessible(page);
  await dialog(page).getByRole("button", { name: "Delete 50 customers" }).click();
  await expect(page.getByText("50 customers deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: /Massey/ })).toHaveCount(2);

  await page.goto("/tickets?q=massey");
  await expect(page.locator("del").filter({ hasText: "P01 Massey" })).toBeVisible();
  await page.getByRole("link", { name: "Case of Massey 1", exact: true }).click();
  const struck = (name: string) => page.locator("del").filter({ hasText: name });
  // As reporter, above and in the details, and as author; then in the widget, and in the search of the palette.
  await expect(struck("P01 Massey")).toHaveCount(3);
  await page.getByRole("button", { name: /^Customer P01 Massey/ }).click();
  await expect(page.getByRole("dialog", { name: "Customer" }).locator("del")).toHaveText("P01 Massey");
  await page.keyboard.press("Escape");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor({ timeout: 1000 });
  }).toPass();
  await page.keyboard.type("p01 massey");
  await expect(page.getByRole("option", { name: "P01 Massey (deleted)" }).locator("del")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto("/jobs");
  await page.getByRole("link", { name: "Delete customers" }).first().click();
  await expect(page.getByText("50 customers done.")).toBeVisible();
  await expect(page.locator("del").filter({ hasText: "P01 Massey" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Undo a deletion");
  await expect(page.getByText("50 customers done.")).toBeVisible();
  await page.goto("/customers?q=massey");
  await expect(page.getByRole("status").filter({ hasText: "52 customers" })).toBeVisible();
});

test("who is deleted while somebody edits them keeps what was typed, is nobody to choose, and comes back as they were", async ({
  page,
  desk,
  signIn,
}) => {
  await people(desk, "Editley", 2);
  await signIn(page);
  await page.goto("/customers?q=editley");
  const editor = await page.context().newPage();
  await editor.goto(`${await page.getByRole("link", { name: "P02 Editley" }).getAttribute("href")}/edit`);
  await editor.getByLabel("First name").fill("Second");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await bar(page).getByRole("button", { name: "Delete selected" }).click();
  await dialog(page).getByRole("button", { name: "Delete 2 customers" }).click();
  await expect(page.getByText("2 customers deleted.")).toBeVisible();

  await editor.getByRole("button", { name: "Save", exact: true }).click();
  await expect(editor.getByText("This customer is deleted. Restore them first.")).toBeVisible();
  await expect(editor.getByLabel("First name")).toHaveValue("Second");
  const choice = await page.context().newPage();
  await choice.goto("/tickets/new");
  await choice.getByRole("combobox", { name: "Customer" }).fill("editley");
  await expect(choice.getByRole("option", { name: "Nothing found" })).toBeVisible();
  await expect(choice.getByRole("option", { name: /Editley/ })).toHaveCount(0);

  await page.goto("/jobs");
  await page.getByRole("link", { name: "Delete customers" }).first().click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Undo a deletion");
  await expect(page.getByText("2 customers done.")).toBeVisible();
  await page.goto("/customers?q=editley");
  await expect(page.getByRole("link", { name: "P02 Editley" })).toBeVisible();
});

test("all that match are blocked, who is left alone is told before, and another search drops the selection aloud", async ({
  page,
  desk,
  signIn,
}) => {
  await people(desk, "Blockley", 60);
  await signIn(page);
  await page.goto("/customers?q=p01+blockley");
  await page.getByRole("link", { name: "P01 Blockley" }).click();
  await page.getByRole("button", { name: "More actions for P01 Blockley" }).click();
  await page.getByRole("menuitem", { name: "Block" }).click();
  await dialog(page).getByRole("button", { name: "Block P01 Blockley" }).click();
  await expect(page.getByText("P01 Blockley blocked.")).toBeVisible();

  await page.goto("/customers?q=blockley");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await bar(page).getByRole("button", { name: "Select all 60 that match" }).click();
  await expect(bar(page).getByRole("status")).toHaveText("All 60 that match selected");
  await bar(page).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Block", exact: true }).click();
  await expect(dialog(page)).toContainText("1 × is blocked already");
  await dialog(page).getByRole("button", { name: "Block 59 customers" }).click();
  await expect(page.getByText(/59 customers blocked|continues in the background/)).toBeVisible();

  await page.getByRole("checkbox", { name: "Select P02 Blockley" }).check();
  await page.getByRole("textbox", { name: "Search customers" }).fill("blockley p03");
  await expect(page.getByText("The selection was cleared, because the search or the filters changed.")).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
});

test("three forced resets end passwords at once, are told by one mail each, and what failed is tried again", async ({
  page,
  desk,
  resend,
  browser,
  signIn,
  expectAccessible,
}) => {
  await people(desk, "Resetti", 3);
  await asProgram(
    desk,
    `mutation { createCustomer(input: { mobile: "+447700900555", firstName: "Mo", lastName: "Resetti" }) { customer { id } } }`,
  );
  const [email, refused] = ["p01@resetti.example", "p02@resetti.example"];
  const mailTo = async (address: string, subject: RegExp) => {
    const find = () => resend.mails.find((mail) => mail.to.includes(address) && subject.test(mail.text));
    await expect.poll(find, { message: `a mail to ${address}` }).toBeDefined();
    return find()?.text ?? "";
  };
  const linkIn = (text: string) => /http\S+\/hub\/set-password\?token=[\w-]+/.exec(text)?.[0] ?? "";
  const theirs = await browser.newContext({ baseURL: desk.url });
  const customer = await theirs.newPage();
  await signIn(page);
  await ask(page, `mutation { requestPasswordReset(input: { email: "${email}" }) { userErrors { code } } }`);
  await setPasswordBy(page, linkIn(await mailTo(email, /set-password/)));
  await signedInToHub(customer, email);
  resend.mails.length = 0;
  resend.refuses.add(refused);
  // Taken, and the answer lost: the same request comes again, and the stand-in refuses a known key with another body.
  resend.failNext({ kind: "acceptAndDrop" });

  await page.goto("/customers?q=resetti");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await bar(page).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Force reset passwords" }).click();
  await expect(dialog(page)).toContainText("1 × has no e-mail");
  await dialog(page).getByRole("textbox", { name: "Note in the mail" }).fill("We had a visitor.");
  await expectAccessible(page);

  // The worst: the connection is gone. Everything typed is still there.
  await page.context().setOffline(true);
  const confirm = dialog(page).getByRole("button", { name: "Force a new password for 3 customers" });
  await confirm.click();
  await expect(page.getByText("This did not come through.", { exact: false })).toBeVisible();
  await expect(dialog(page).getByRole("textbox", { name: "Note in the mail" })).toHaveValue("We had a visitor.");
  await page.context().setOffline(false);
  await confirm.click();
  await expect(page.getByText("3 customers reset.")).toBeVisible();
  await expect(page.getByText("Not reset: Mo Resetti has no e-mail.")).toBeVisible();

  await setNewPassword(customer, email, async () => linkIn(await mailTo(email, /We had a visitor\./)));
  await theirs.close();
  await page.goto("/customers?q=p01+resetti&active=yes");
  await expect(page.getByRole("link", { name: "P01 Resetti" })).toBeVisible();

  await page.goto("/audit");
  const entry = page.getByRole("row").filter({ hasText: "forced a password reset" }).first();
  await expect(entry).toContainText("Ada Admin");
  await expectAccessible(page);
  await entry.getByRole("link", { name: /3/ }).click();
  const mails = page.getByRole("region", { name: "Mails" });
  await expect(mails.getByRole("listitem").filter({ hasText: refused })).toContainText("Failed");
  resend.refuses.delete(refused);
  await mails.getByRole("button", { name: "Retry failed mails" }).click();
  await expect(page.getByText("The mail is tried again.")).toBeVisible();
  await expect(mails.getByRole("button", { name: "Retry failed mails" })).toHaveCount(0);
  await mailTo(refused, /We had a visitor\./);
  const counts = resend.counts();
  expect([email, refused, "p03@resetti.example"].map((address) => counts.get(address))).toEqual([1, 1, 1]);
});

test("a viewer is offered no mass action, and the list of them all the same", async ({ page, desk, signIn }) => {
  await people(desk, "Viewley", 2);
  await signIn(page, "viewer");
  await page.goto("/customers?q=viewley");
  await expect(page.getByRole("link", { name: "P01 Viewley" })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mass actions");
});
