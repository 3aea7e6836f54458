import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, expectFitsPhone, test } from "./desk";

test("an admin finds a country by its calling code and keeps it as the default", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page);
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Default country" }).fill("+43");
  await expect(page.getByRole("option", { name: /Austria/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("option", { name: /Austria/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Settings saved.")).toBeVisible();

  await page.reload();
  await expect(page.getByRole("combobox", { name: "Default country" })).toHaveValue("Austria (+43)");
});

test("the desk's name stands in the corner of its pages", async ({ page, signIn }) => {
  await signIn(page);
  await page.goto("/settings");
  await page.getByLabel("Desk name").fill("Acme Support");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("banner").getByRole("link", { name: "Acme Support" })).toBeVisible();
});

test("a desk without a name is refused at the field", async ({ page, signIn, expectAccessible }) => {
  await signIn(page);
  await page.goto("/settings");
  await page.getByLabel("Desk name").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Desk name")).toHaveAccessibleDescription(/Give the desk a name\./);
  await expect(page.getByLabel("Desk name")).toBeFocused();
  await expectAccessible(page);
});

test("a choice list is defined once, and its name is then taken", async ({ page, signIn, expectAccessible }) => {
  await signIn(page);
  await page.goto("/settings/attributes");
  await page.getByLabel("Name", { exact: true }).fill("Region");
  await page.getByLabel("Type", { exact: true }).selectOption("Choice list");
  await page.getByRole("button", { name: "Add attribute" }).click();
  await expect(page.getByLabel("Choices")).toHaveAccessibleDescription(/Give at least one choice\./);
  await expectAccessible(page);

  await page.getByLabel("Choices").fill("North\nSouth");
  await page.getByRole("button", { name: "Add attribute" }).click();
  await expect(page.getByRole("row", { name: /^Region/ })).toContainText("North, South");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();

  await page.getByLabel("Name", { exact: true }).fill("REGION");
  await page.getByRole("button", { name: "Add attribute" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/There is an attribute Region/);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("REGION");
});

test("an attribute is renamed, keeps the choice that a customer has, and goes when nobody has it", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page);
  const ask = async (query: string) =>
    (await (await page.request.post("/api/graphql", { data: { query } })).json()).data;
  await ask(`mutation { createAttributeDefinition(input: { name: "Tier", type: CHOICE, choices: ["Gold", "Tin"] }) {
    userErrors { message } } }`);
  const attributes = '[{ name: "Tier", value: "Gold" }]';
  const { createCustomer } =
    await ask(`mutation { createCustomer(input: { email: "tier@example.com", attributes: ${attributes} }) {
    customer { id } } }`);
  await page.goto("/settings/attributes");
  const change = page.getByRole("button", { name: "Change Tier" });
  await change.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change Tier" });
  await dialog.getByLabel("Name").fill("Level");
  await dialog.getByLabel("Choices").fill("Tin\nSilver");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Choices")).toHaveAccessibleDescription(/One customer has the choice Gold/);
  await expect(dialog.getByLabel("Choices")).toBeFocused();
  await expectAccessible(page);
  await dialog.getByLabel("Choices").fill("Gold\nSilver");
  await dialog.getByLabel("Choices").press("Tab");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Level/ })).toContainText("Gold, Silver");
  await expect(page.getByRole("button", { name: "Change Level" })).toBeFocused();

  await page.getByRole("button", { name: "Remove Level" }).press("Enter");
  const question = page.getByRole("dialog", { name: "Remove Level?" });
  await expectAccessible(page);
  await question.getByRole("button", { name: "Remove Level" }).click();
  await expect(question.getByRole("alert")).toContainText("One customer has a value in Level");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Remove Level" })).toBeFocused();

  await ask(`mutation { updateCustomer(input: { id: "${createCustomer.customer.id}", attributes: [{ name: "Level", value: null }] }) {
    userErrors { message } } }`);
  await page.getByRole("button", { name: "Remove Level" }).press("Enter");
  await question.getByRole("button", { name: "Remove Level" }).click();
  await expect(page.getByRole("row", { name: /Level/ })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Attributes" })).toBeFocused();
});

test("developers are told how to get a token", async ({ page, signIn, expectAccessible }) => {
  await signIn(page);
  await page.goto("/settings/developers");
  await expect(page.getByText(/create-token/)).toBeVisible();
  await expect(page.getByRole("link", { name: "GraphQL explorer" })).toHaveAttribute("href", "/api/graphql");
  await expectAccessible(page);
});

test("a mass action's page tells each customer's result and takes it back", async ({
  page,
  signIn,
  desk,
  expectAccessible,
}) => {
  await signIn(page);
  await desk.command(["seed", "--customers", "3"]);
  const ask = async (query: string, variables = {}) => {
    const answer = await page.request.post("/api/graphql", { data: { query, variables } });
    return (await answer.json()).data;
  };
  const { customers } = await ask("{ customers(first: 2) { nodes { id displayName } } }");
  const ids = customers.nodes.map((customer: { id: string }) => customer.id);
  const { deleteCustomers } = await ask(
    "mutation ($ids: [ID!]!) { deleteCustomers(input: { ids: $ids }) { job { id } } }",
    { ids },
  );

  await page.goto(`/jobs/${deleteCustomers.job.id}`);
  await expect(page.getByText("2 customers done.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "Undo a deletion" })).toBeVisible();
  await expect(page.getByText("Brought back")).toHaveCount(2);
  await page.goBack();
  await expect(page.getByText("This has been undone")).toBeVisible();
});

for (const path of ["/settings", "/settings/attributes", "/settings/developers", "/settings/webhooks"]) {
  test(`a viewer is told that ${path} is not theirs`, async ({ page, signIn }) => {
    await signIn(page, "viewer");
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
  });
}

test("the desk's logo stands in its corner and in the Hub until it is removed; a document is refused", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, "admin", { at: "/settings" });
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer });
  await choose("logo.svg", "image/svg+xml", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1"/>'));
  await expect(page.getByText(/Choose a PNG, JPEG or WebP picture/)).toBeVisible();
  await expectAccessible(page);
  await choose("logo.png", "image/png", readFileSync(path.join(__dirname, "../public/apple-icon.png")));
  await expect(page.getByText("The logo is set.")).toBeVisible();
  const corner = page.getByRole("banner").getByRole("img");
  await expect.poll(() => corner.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await expectAccessible(page);
  await expectFitsPhone(page);
  const answer = await page.request.get((await corner.getAttribute("src")) ?? "");
  expect([answer.headers()["content-type"], answer.headers()["cache-control"]]).toEqual([
    "image/png",
    "public, max-age=31536000, immutable",
  ]);
  expect(answer.headers()["x-content-type-options"]).toContain("nosniff");
  await page.goto("/hub/sign-in");
  await expect(page.locator("main img").first()).toHaveAttribute("alt", /./);
  await expectFitsPhone(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Remove the logo" }).click();
  await expect(page.getByText("The logo is removed.")).toBeVisible();
  await expect(page.getByRole("banner").getByRole("img")).toHaveCount(0);
});
