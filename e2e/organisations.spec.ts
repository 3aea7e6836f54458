import { expect, expectFitsPhone, test } from "./desk";
import { anAdminsWindow, ask, makeCustomer, makeTicket, setHubPassword, typeHubSignIn } from "./hub-customers";

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
