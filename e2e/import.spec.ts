import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./desk";

/** As German Excel writes it: Windows-1252, semicolons, CRLF. Every letter here fits into one byte of it, as Latin-1 has it. */
function germanCsv(lines: string[]): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");
}

const KUNDEN = germanCsv([
  "Vorname;Nachname;E-Mail-Adresse;Mobiltelefon",
  "Jürgen;Groß;juergen.gross@beispiel.example;+43 664 1234567",
  "Zoë;Müller;zoe.mueller@beispiel.example;",
]);

interface ChosenFile {
  name: string;
  buffer: Buffer;
}

async function choose(page: Page, { name, buffer }: ChosenFile): Promise<void> {
  await page.goto("/customers/import");
  const picking = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).press("Enter");
  await (await picking).setFiles({ name, buffer, mimeType: "text/csv" });
  await page.waitForURL(/\/customers\/import\/\d+$/);
}

async function drop(page: Page, { name, buffer }: ChosenFile): Promise<void> {
  await page.goto("/customers/import");
  const transfer = await page.evaluateHandle(
    ({ name, bytes }) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([new Uint8Array(bytes)], name, { type: "text/csv" }));
      return dropped;
    },
    { name, bytes: [...buffer] },
  );
  await page.getByText("Drop a CSV file here").dispatchEvent("drop", { dataTransfer: transfer });
  await page.waitForURL(/\/customers\/import\/\d+$/);
}

test("a file that German Excel wrote is dropped, looked at, imported and found with its umlauts", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page);
  await drop(page, { name: "Kunden Österreich.csv", buffer: KUNDEN });
  await expect(page.getByRole("heading", { level: 1, name: "Kunden Österreich.csv" })).toBeVisible();
  await expect(page.getByText("2 customers will be created.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Encoding" })).toHaveValue("Western European (Windows-1252)");
  await expect(page.getByRole("combobox", { name: "Delimiter" })).toHaveValue("Semicolon");
  await expect(page.getByRole("row", { name: /Jürgen Groß/ })).toContainText("New");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Import 2 customers" }).click();
  await expect(page.getByText("Import finished: 2 customers created.")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "See imported customers" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
  await expect(page.getByRole("rowheader")).toHaveText([/Jürgen Groß/, /Zoë Müller/]);
  await page.getByRole("link", { name: /Remove the filter Made by import/ }).click();
  await page.waitForURL("**/customers");
});

test("the same file a second time changes nothing and says so", async ({ page, signIn }) => {
  const file = { name: "twice.csv", buffer: germanCsv(["email;first_name", "twice@beispiel.example;Änne"]) };
  await signIn(page);
  await choose(page, file);
  await page.getByRole("button", { name: "Import 1 customer" }).click();
  await expect(page.getByText("Import finished: 1 customer created.")).toBeVisible();

  await choose(page, file);
  await expect(page.getByText("Nothing would change: the customer already is as the file says.")).toBeVisible();
  await page.getByRole("button", { name: "Import 1 customer" }).click();
  await expect(page.getByText("Nothing changed: the customer already was as the file says.")).toBeVisible();
});

test("what is wrong with a row is told before the import, and the rows can be downloaded after it", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page);
  const buffer = Buffer.from(
    "email,first_name\nfine@errors.example,Fine\nnot-an-address,Broken\nfine@errors.example,Twice\n",
  );
  await choose(page, { name: "errors.csv", buffer });
  await expect(page.getByText("2 rows with errors are left out")).toBeVisible();
  await page.getByRole("link", { name: "See what is wrong" }).click();
  await expect(page.getByRole("link", { name: /^Errors/ })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("row", { name: /Error/ })).toHaveCount(2);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Import 1 customer" }).click();
  await expect(page.getByRole("heading", { name: "2 rows could not be imported" })).toBeVisible();
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download failed rows" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file).toContain("not-an-address");
  expect(file).toMatch(/^\uFEFF?email,first_name,error/);
});

test("a workbook is refused with what to do, and another file can be chosen on the spot", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page);
  await choose(page, {
    name: "Kunden.xlsx",
    buffer: Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(200)]),
  });
  await expect(page.getByText(/save it as CSV/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  await expectAccessible(page);

  await page.locator('input[type="file"]').setInputFiles({
    name: "instead.csv",
    buffer: Buffer.from("email\ninstead@beispiel.example\n"),
    mimeType: "text/csv",
  });
  await expect(page.getByRole("heading", { level: 1, name: "instead.csv" })).toBeVisible();
});

test("a file whose columns say nothing is mapped by hand", async ({ page, signIn }) => {
  await signIn(page);
  await choose(page, { name: "unnamed.csv", buffer: Buffer.from("A,B\nmapped@hand.example,Region West\n") });
  await expect(page.getByText(/No column is called email or mobile/)).toBeVisible();

  await page.getByRole("combobox", { name: "What the column A fills" }).selectOption("E-mail");
  await page.getByRole("button", { name: "Update preview" }).click();
  await expect(page.getByRole("row", { name: /mapped@hand\.example/ })).toContainText("New");
});

test("choices that the preview does not show yet cannot be imported", async ({ page, signIn, expectAccessible }) => {
  await signIn(page);
  const buffer = Buffer.from("email,organisation\nnew@org.example,Nobody Knows Ltd\nold@org.example,\n");
  await choose(page, { name: "organisations.csv", buffer });
  await expect(page.getByText("1 row with errors is left out")).toBeVisible();

  await page.getByRole("checkbox", { name: "Create missing organisations" }).check();
  await expect(page.getByRole("button", { name: /^Import/ })).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Update preview" }).click();
  await expect(page.getByRole("button", { name: "Import 2 customers" })).toBeEnabled();
});

test("the list of imports keeps what each one did", async ({ page, signIn, expectAccessible }) => {
  await signIn(page);
  await choose(page, { name: "kept.csv", buffer: Buffer.from("email\nkept@beispiel.example\n") });
  await page.getByRole("button", { name: "Import 1 customer" }).click();
  await expect(page.getByText("Import finished: 1 customer created.")).toBeVisible();

  await page.goto("/customers/import");
  await expect(page.getByRole("row", { name: /kept\.csv/ })).toContainText("Finished");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
});

test("a viewer is told that importing is not theirs", async ({ page, signIn }) => {
  await signIn(page, "viewer");
  await page.goto("/customers/import");
  await expect(page.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
});
