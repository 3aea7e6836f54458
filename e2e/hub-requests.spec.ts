import { expect, expectFitsPhone, test } from "./desk";
import {
  alertOf,
  anAdminsWindow,
  ask,
  HUB_PASSWORD,
  linkFor,
  makeTicket,
  setHubPassword,
  typeHubSignIn,
  updateCustomer,
} from "./hub-customers";

const ADD_COMMENT = "mutation ($input: AddCommentInput!) { addComment(input: $input) { userErrors { message } } }";

test("whoever registers sees what they wrote before, opens a request, reads the answer, closes it and opens it again", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  await makeTicket(agent, { email: "noa@example.com", subject: "Sent by mail", body: "Hello." });
  await page.goto("/hub/register");
  await page.getByLabel("First name").fill("Noa");
  await page.getByLabel("E-mail").fill("Noa@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill(HUB_PASSWORD);
  await page.getByRole("button", { name: "Register" }).click();
  await page.goto(await linkFor(agent, "noa@example.com"));
  await page.getByRole("textbox", { name: "Password that you chose when registering" }).fill(HUB_PASSWORD);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Your e-mail is confirmed.")).toBeVisible();
  await typeHubSignIn(page, "noa@example.com");
  await expect(page.getByRole("link", { name: "Sent by mail" })).toBeVisible();

  await page.getByRole("link", { name: "New request" }).click();
  const [subject, message] = [page.getByLabel("Subject"), page.getByRole("textbox", { name: "Message" })];
  await message.fill("It stops between two floors.");
  await page.locator("input[type=file]").setInputFiles({
    name: "lift.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from("a picture"),
  });
  await expect(page.getByRole("list", { name: "Files to send" })).toContainText("lift.jpg");
  await expect(page.getByRole("progressbar", { name: "Sending lift.jpg" })).toHaveCount(0);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(subject).toHaveAccessibleDescription("Say in a few words what it is about.");
  await expect(subject).toBeFocused();
  await expectAccessible(page);
  await expectFitsPhone(page);
  // What was typed outlives a reload, the file that was sent with it too.
  await page.reload();
  await expect(message).toHaveValue("It stops between two floors.");
  await subject.fill("The lift");
  await page.getByRole("button", { name: "Send" }).dblclick();
  await expect(page.getByRole("heading", { name: "The lift" })).toBeVisible();
  await expect(page.getByText("It stops between two floors.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "lift.jpg" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("lift.jpg");
  const number = Number(/\d+$/.exec(page.url())?.[0]);

  const { data } = await ask(agent, "query ($number: Int!) { ticket(number: $number) { id } }", { number });
  await ask(agent, ADD_COMMENT, {
    input: { ticketId: data.ticket.id, body: "Somebody is on the way.", status: "PENDING" },
  });
  await page.reload();
  await expect(page.getByText("Somebody is on the way.")).toBeVisible();
  await page.getByLabel("Your message").fill("Thank you!");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Your message has been sent.")).toBeVisible();
  await expect(page.getByLabel("Your message")).toHaveValue("");
  await expect(page.getByLabel("Conversation").getByText("Thank you!")).toHaveCount(1);
  await page.getByRole("button", { name: "Close this request" }).click();
  await expect(page.getByText("This request is closed.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "Open it again" }).click();
  await expect(page.getByRole("button", { name: "Close this request" })).toBeVisible();
  await page.goto("/hub/tickets");
  await expect(page.getByRole("listitem").filter({ hasText: "The lift" })).toHaveCount(1);
  await agent.goto(`/tickets/${number}`);
  await expect(agent.getByText("Thank you!")).toBeVisible();
});

test("access that is switched off in the middle of a message keeps what was typed, and shows whom to turn to", async ({
  page,
  signIn,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  const number = await makeTicket(agent, { email: "oda@example.com", subject: "Glacier melts", body: "Drip." });
  const { data } = await ask(agent, "query ($number: Int!) { ticket(number: $number) { reporter { id } } }", {
    number,
  });
  const id = data.ticket.reporter.id;
  await setHubPassword(agent, "oda@example.com");
  await typeHubSignIn(page, "oda@example.com");
  await page.getByRole("link", { name: "Glacier melts" }).click();
  await page.getByLabel("Your message").fill("It drips on.");
  await updateCustomer(agent, { id, hubAccess: false });
  const answers: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/hub/")) answers.push(await response.text().catch(() => ""));
  });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Your access is switched off" })).toBeVisible();
  await page.goto("/hub/tickets/new");
  await expect(page.getByRole("heading", { name: "Your access is switched off" })).toBeVisible();
  expect([...answers, await page.content()].join()).not.toContain("Glacier melts");
  await updateCustomer(agent, { id, hubAccess: true });
  await page.goto(`/hub/tickets/${number}`);
  await expect(page.getByLabel("Your message")).toHaveValue("It drips on.");
  await expect(page.getByLabel("Conversation").getByRole("listitem")).toHaveCount(1);
});

test("whoever wrote by mail sees it once they have confirmed, and who registered their address before with another password gains nothing", async ({
  page,
  signIn,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  await makeTicket(agent, { email: "pia@example.com", subject: "Sent by mail", body: "Hello." });
  const anothers = "nine purple kettles";
  await page.goto("/hub/register");
  await page.getByLabel("E-mail").fill("pia@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill(anothers);
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByText("Check your mail")).toBeVisible();
  const link = await linkFor(agent, "pia@example.com");
  const seesNothing = async () => {
    await page.goto("/hub/tickets");
    await expect(page).toHaveURL(/\/hub\/sign-in/);
    const { data, errors } = await ask(page, "{ hubTickets { nodes { subject } } }");
    expect([data, errors[0].extensions.code]).toEqual([null, "UNAUTHENTICATED"]);
  };
  await typeHubSignIn(page, "pia@example.com", anothers);
  await expect(page.getByText("Please confirm your e-mail")).toBeVisible();
  await seesNothing();

  const owner = await (
    await page
      .context()
      .browser()
      ?.newContext({ baseURL: new URL(page.url()).origin })
  )?.newPage();
  if (!owner) throw new Error("There is no browser.");
  await owner.goto(link);
  await owner.getByRole("button", { name: "Set a new password instead" }).click();
  await owner.getByRole("textbox", { name: "New password" }).fill(HUB_PASSWORD);
  await owner.getByRole("button", { name: "Set the password" }).click();
  await expect(owner.getByText("Your password is set.")).toBeVisible();
  await typeHubSignIn(owner, "pia@example.com");
  await expect(owner.getByRole("link", { name: "Sent by mail" })).toBeVisible();
  await typeHubSignIn(page, "pia@example.com", anothers);
  await expect(alertOf(page)).toContainText("do not match an account");
  await seesNothing();
});
