import { expect, expectFitsPhone, test } from "./desk";
import {
  anAdminsWindow,
  ask,
  makeCustomer,
  makeTicket,
  setHubPassword,
  typeHubSignIn,
  updateCustomer,
} from "./hub-customers";

test("who is given access to an organisation finds its requests in the Hub, until it is taken away", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const admin = await anAdminsWindow(page, signIn);
  await admin.goto("/organisations");
  await admin.getByRole("button", { name: "New organisation" }).click();
  await admin.getByRole("textbox", { name: "Name" }).fill("Larch & Sons");
  await admin.getByRole("button", { name: "Create organisation" }).click();
  await expect(admin.getByRole("heading", { name: "Larch & Sons" })).toBeVisible();
  const organisationId = new URL(admin.url()).pathname.split("/").pop() ?? "";

  // A public provider is refused, and what was typed stays.
  const domains = admin.getByRole("combobox", { name: "E-mail domains" });
  await domains.fill("larch.example");
  await domains.press("Enter");
  await domains.fill("gmail.com");
  await domains.press("Enter");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(domains).toHaveAccessibleDescription(/gmail.com is a public mail provider/);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await domains.press("Backspace");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Larch & Sons saved.")).toBeVisible();

  const bobId = await makeCustomer(admin, { email: "bob@larch.example", firstName: "Bob" });
  const annId = await makeCustomer(admin, { email: "ann.reader@example.com", firstName: "Ann" });
  const number = await makeTicket(admin, { reporterId: bobId, subject: "The saw is blunt", body: "Hello." });
  await setHubPassword(admin, "ann.reader@example.com");
  await typeHubSignIn(page, "ann.reader@example.com");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();

  await admin.goto(`/customers/${annId}`);
  const access = admin.getByRole("region", { name: "Organisation access" });
  await access.getByRole("combobox", { name: "Organisation" }).fill("larch");
  await admin.getByRole("option", { name: "Larch & Sons" }).click();
  await access.getByRole("button", { name: "Give access" }).click();
  await expect(access.getByRole("link", { name: "Larch & Sons" })).toBeVisible();
  await access.getByRole("combobox", { name: "Level for Larch & Sons" }).selectOption("View");
  await expect(admin.getByText("Larch & Sons: View.")).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  const list = `/hub/tickets?organisation=${organisationId}`;
  await page.goto("/hub/tickets");
  await page.getByRole("link", { name: "Larch & Sons" }).click();
  await page.getByRole("link", { name: "The saw is blunt" }).click();
  await expect(page.getByText("You can read the requests of Larch & Sons, not answer them.")).toBeVisible();

  await admin.goto(`/tickets/${number}`);
  const question = admin.getByRole("combobox", { name: /^Why can this customer see it/ });
  await question.fill("ann.reader");
  await admin.getByRole("option", { name: /^Ann/ }).click();
  await expect(admin.getByText("Ann may see the tickets of Larch & Sons")).toBeVisible();
  await expectAccessible(admin);

  await admin.goto(`/organisations/${organisationId}`);
  await admin.getByRole("button", { name: "Take access away: Ann" }).click();
  await expect(admin.getByText("Nobody but who reported them.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("The saw is blunt")).toBeHidden();
  expect((await page.goto(list))?.status()).toBe(404);
  const { data } = await ask(admin, '{ organisations(first: 1, query: "larch") { nodes { memberCount } } }');
  expect(data.organisations.nodes).toEqual([{ memberCount: 1 }]);
});

test("the members that its domains suggest join an organisation, which is deleted once nothing hangs on it", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const admin = await anAdminsWindow(page, signIn);
  await makeCustomer(admin, { email: "ike@elm.example", firstName: "Ike" });
  const jo = await makeCustomer(admin, { email: "jo@elm.example", firstName: "Jo" });
  const MAKE = "mutation ($name: String!) { createOrganisation(input: { name: $name }) { organisation { id } } }";
  const { data } = await ask(admin, MAKE, { name: "Elm Works" });
  const { id } = data.createOrganisation.organisation;
  const UPDATE =
    "mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { message } } }";
  await ask(admin, UPDATE, { input: { id, domains: ["elm.example"] } });

  await admin.goto("/customers");
  await admin.keyboard.press("Control+k");
  await admin.getByRole("combobox", { name: /search/i }).fill("elm wo");
  await admin.getByRole("option", { name: "Elm Works" }).click();
  await expect(admin.getByRole("heading", { name: "Elm Works" })).toBeVisible();
  const suggested = admin.getByRole("region", { name: "May belong to it" });
  await suggested.getByRole("checkbox", { name: "Ike" }).uncheck();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await suggested.getByRole("button", { name: "Make 1 customer a member" }).click();
  await admin.getByRole("button", { name: "Undo" }).click();
  await expect(admin.getByText("Jo back, as before.")).toBeVisible();
  await expect(suggested.getByRole("listitem")).toHaveCount(2);
  await suggested.getByRole("checkbox", { name: "Ike" }).uncheck();
  await suggested.getByRole("button", { name: "Make 1 customer a member" }).click();
  await expect(admin.getByRole("region", { name: "Members" }).getByRole("link", { name: "Jo" })).toBeVisible();
  await expect(suggested.getByRole("listitem")).toHaveCount(1);

  await admin.getByRole("button", { name: "Delete" }).click();
  const question = admin.getByRole("dialog");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(question.getByRole("alert")).toContainText("Elm Works has 1 member.");
  await expectAccessible(admin);
  await question.getByRole("button", { name: "Close" }).last().click();
  await updateCustomer(admin, { id: jo, organisationId: null });
  await admin.getByRole("button", { name: "Delete" }).click();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(admin.getByText("Elm Works deleted.")).toBeVisible();
  await expect(admin).toHaveURL(/\/organisations$/);
});
