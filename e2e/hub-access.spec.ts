import { expect, expectFitsPhone, test } from "./desk";
import {
  alertOf,
  anAdminsWindow,
  ask,
  makeCustomer,
  makeTicket,
  setHubPassword,
  typeHubSignIn,
  updateCustomer,
} from "./hub-customers";

test("a customer sees their own requests, their conversation and nobody else's", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const [reporterId, otherId] = [
    await makeCustomer(agent, { email: "tea@example.com", firstName: "Tea" }),
    await makeCustomer(agent, { email: "ulf@example.com" }),
  ];
  await setHubPassword(agent, "tea@example.com");
  await typeHubSignIn(page, "tea@example.com");
  await expect(page.getByText("You have no requests yet.")).toBeVisible();
  await expectAccessible(page);
  const number = await makeTicket(agent, { reporterId, subject: "The printer burns", body: "There is smoke." });
  const others = await makeTicket(agent, { reporterId: otherId, subject: "Not yours", body: "Secret." });
  const { data } = await ask(agent, "query ($number: Int!) { ticket(number: $number) { id } }", { number });
  for (const [body, internal] of [
    ["Pull the plug.", false],
    ["She sounds worried.", true],
  ])
    await ask(agent, "mutation ($input: AddCommentInput!) { addComment(input: $input) { userErrors { message } } }", {
      input: { ticketId: data.ticket.id, body, internal },
    });

  await page.goto("/hub");
  await expect(page).toHaveURL(/\/hub\/tickets$/);
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("link", { name: "The printer burns" }).click();
  await expect(page.getByText("Pull the plug.")).toBeVisible();
  expect(await page.content()).not.toContain("She sounds worried.");
  await expectAccessible(page);
  await expectFitsPhone(page);
  for (const path of [`/hub/tickets/${others}`, "/hub/tickets/999999", "/hub/tickets/x"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "There is no such request" })).toBeVisible();
    expect(await page.content()).not.toContain("Not yours");
  }
  // The agents' pages want an agent.
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("access that is switched off shows whom to turn to at the next click, and no request of theirs; on again, the old password works", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const id = await makeCustomer(agent, { email: "vic@example.com", firstName: "Vic" });
  await makeTicket(agent, { reporterId: id, subject: "Glacier melts", body: "Drip." });
  await setHubPassword(agent, "vic@example.com");
  await agent.goto("/settings/hub");
  await expect(agent.getByLabel("Hub activated")).toBeChecked();
  await agent.getByLabel("Department").fill("Support department");
  await agent.getByLabel("E-mail").fill("support@example.com");
  await agent.getByLabel("Phone").fill("+44 20 7946 0000");
  await agent.getByLabel("Hours").fill("Monday to Friday, 9 to 17");
  await agent.getByLabel("Link").fill("javascript:alert(1)");
  await agent.getByRole("button", { name: "Save" }).click();
  await expect(agent.getByLabel("Link")).toHaveAccessibleDescription(/begins with https/);
  await expectAccessible(agent);
  await agent.getByLabel("Link").fill("https://example.com/help");
  await agent.getByRole("button", { name: "Save" }).click();
  await expect(agent.getByText("Settings saved.")).toBeVisible();

  await typeHubSignIn(page, "vic@example.com");
  await expect(page.getByRole("link", { name: "Glacier melts" })).toBeVisible();
  await updateCustomer(agent, { id, hubAccess: false });
  const answers: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/hub/")) answers.push(await response.text().catch(() => ""));
  });
  await page.getByRole("link", { name: "Glacier melts" }).click();
  await expect(page.getByRole("heading", { name: "Your access is switched off" })).toBeVisible();
  for (const part of ["Support department", "support@example.com", "+44 20 7946 0000", "Monday to Friday"])
    await expect(page.getByText(part).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "example.com/help" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.goto("/hub/tickets");
  await expect(page.getByRole("heading", { name: "Your access is switched off" })).toBeVisible();
  expect([...answers, await page.content()].join()).not.toContain("Glacier melts");
  const { data, errors } = await ask(page, "{ hubTickets { nodes { subject } } }");
  expect([data, errors[0].extensions.code]).toEqual([null, "HUB_ACCESS_DISABLED"]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await typeHubSignIn(page, "vic@example.com", "not the password");
  await expect(alertOf(page)).toContainText("do not match an account");
  expect(await page.content()).not.toContain("support@example.com");
  await typeHubSignIn(page, "vic@example.com");
  await expect(page.getByRole("heading", { name: "Your access is switched off" })).toBeVisible();
  await updateCustomer(agent, { id, hubAccess: true });
  await page.getByRole("button", { name: "Sign out" }).click();
  await typeHubSignIn(page, "vic@example.com");
  await expect(page.getByRole("link", { name: "Glacier melts" })).toBeVisible();
});

test("a session is over at the next click after it was ended, for whoever kept the cookie too", async ({
  page,
  signIn,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const id = await makeCustomer(agent, { email: "wim@example.com" });
  await makeTicket(agent, { reporterId: id, subject: "A request", body: "Please." });
  await setHubPassword(agent, "wim@example.com");
  await typeHubSignIn(page, "wim@example.com");
  await expect(page.getByRole("link", { name: "A request", exact: true })).toBeVisible();
  await updateCustomer(agent, { id, isActive: false });
  await page.getByRole("link", { name: "A request", exact: true }).click();
  await expect(page).toHaveURL(/\/hub\/sign-in/);

  await updateCustomer(agent, { id, isActive: true });
  await typeHubSignIn(page, "wim@example.com");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();
  const kept = await page.context().cookies();
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out on all devices" }).click();
  await expect(page.getByText("You have signed out on all your devices.")).toBeVisible();
  await page.context().addCookies(kept);
  await page.goto("/hub/tickets");
  await expect(page).toHaveURL(/\/hub\/sign-in/);
});

test("an agent and a customer in one browser stay who they are, each in their own pages", async ({ page, signIn }) => {
  await signIn(page, "admin", { fresh: true });
  await makeCustomer(page, { email: "xia@example.com", firstName: "Xia" });
  await setHubPassword(page, "xia@example.com");
  await typeHubSignIn(page, "xia@example.com");
  await expect(page.getByRole("button", { name: "Your account: Xia" })).toBeVisible();
  await page.goto("/customers");
  await expect(page.getByRole("button", { name: "Your account: Ada Admin" })).toBeVisible();
  const names = (await page.context().cookies()).map((cookie) => cookie.name).filter((name) => /session/.test(name));
  expect(names.sort()).toEqual(["deskfolk-agent.session-token", "deskfolk-customer.session-token"]);
  // Each one's token under the other's name opens nothing.
  const cookies = await page.context().cookies();
  const swapped = cookies.map((cookie) => ({
    ...cookie,
    name: cookie.name.startsWith("deskfolk-agent")
      ? cookie.name.replace("agent", "customer")
      : cookie.name.replace("customer", "agent"),
  }));
  await page.context().clearCookies();
  await page.context().addCookies(swapped);
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/hub/tickets");
  await expect(page).toHaveURL(/\/hub\/sign-in/);
});

test("while the Hub is not activated its pages say so, and the edit form has no switch for it", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const id = await makeCustomer(agent, { email: "abe@example.com" });
  await agent.goto(`/customers/${id}/edit`);
  await expect(agent.getByLabel("Hub access")).toBeVisible();
  const activate = (hubActivated: boolean) =>
    ask(agent, "mutation ($on: Boolean) { updateSettings(input: { hubActivated: $on }) { userErrors { code } } }", {
      on: hubActivated,
    });
  await activate(false);
  try {
    await agent.reload();
    await expect(agent.getByLabel("Is Active")).toBeVisible();
    await expect(agent.getByLabel("Hub access")).toHaveCount(0);
    for (const path of ["/hub", "/hub/sign-in", "/hub/register", "/hub/tickets"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { name: "There is no Customer Hub here" })).toBeVisible();
    }
    await expectAccessible(page);
  } finally {
    await activate(true);
  }
});
