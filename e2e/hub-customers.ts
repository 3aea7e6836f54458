import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";

export const HUB_PASSWORD = "seven quiet lanterns";

/** Asks GraphQL as the agent who is signed in on the page. */
export async function ask(page: Page, query: string, variables: Record<string, unknown> = {}) {
  const answer = await page.request.post("/api/graphql", { data: { query, variables } });
  return answer.json();
}

/** A customer whom the signed-in agent makes, as its id. */
export async function makeCustomer(page: Page, input: Record<string, unknown>): Promise<string> {
  const { data } = await ask(
    page,
    "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } userErrors { message } } }",
    { input: { sendInvitation: false, ...input } },
  );
  const { customer, userErrors } = data.createCustomer;
  if (!customer) throw new Error(JSON.stringify(userErrors));
  return customer.id;
}

export async function updateCustomer(page: Page, input: Record<string, unknown>): Promise<void> {
  const { data, errors } = await ask(
    page,
    "mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { userErrors { message } } }",
    { input },
  );
  if (errors || data.updateCustomer.userErrors.length > 0) throw new Error(JSON.stringify({ errors, data }));
}

/** A ticket of theirs, as its number. */
export async function makeTicket(page: Page, input: Record<string, unknown>): Promise<number> {
  const { data } = await ask(
    page,
    "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { number } userErrors { message } } }",
    { input },
  );
  return data.createTicket.ticket.number;
}

/** Where the link of the next mail leads that goes to this address, read in the built-in mailbox by an admin. */
export async function linkFor(admin: Page, email: string): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const { data } = await ask(admin, "{ mailbox(first: 50) { nodes { id address } } }");
    const mails: { id: string; address: string }[] = data.mailbox.nodes;
    const mail = mails.find(({ id, address }) => address.toLowerCase() === email && !read.has(id));
    if (mail) {
      read.add(mail.id);
      const answer = await ask(admin, "query ($id: ID!) { mailboxMail(id: $id) { text } }", { id: mail.id });
      const [link] =
        /http\S+\/(hub\/set-password|hub\/confirm|hub\/confirm-address|password\/set)\?token=[\w-]+/.exec(
          answer.data.mailboxMail.text,
        ) ?? [];
      if (!link) throw new Error(`There is no link in the mail to ${email}.`);
      return link;
    }
    await sleep(200);
  }
  throw new Error(`No mail came for ${email}.`);
}

const read = new Set<string>();

/** What stands in a red box above the form. */
export const alertOf = (page: Page): Locator => page.getByRole("main").getByRole("alert").filter({ hasText: /./ });

/** A window of an admin's own beside that of the customer: both realms live in one browser only where a test says so. */
export async function anAdminsWindow(page: Page, signIn: (page: Page) => Promise<void>): Promise<Page> {
  await page.goto("/hub/sign-in");
  const window = await page
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(page.url()).origin });
  if (!window) throw new Error("There is no browser.");
  const admin = await window.newPage();
  await signIn(admin);
  return admin;
}

/** Gives a customer a password, as they do it themselves. */
export async function setHubPassword(page: Page, email: string): Promise<void> {
  await ask(
    page,
    "mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { userErrors { code } } }",
    {
      email,
    },
  );
  await setPasswordBy(page, await linkFor(page, email));
}

/** The same by a link that is known. */
export async function setPasswordBy(page: Page, link: string): Promise<void> {
  const token = new URL(link).searchParams.get("token");
  const { data } = await ask(
    page,
    "mutation ($token: String!, $password: String!) { setPassword(input: { token: $token, password: $password }) { userErrors { message } } }",
    { token, password: HUB_PASSWORD },
  );
  if (data.setPassword.userErrors.length > 0) throw new Error(JSON.stringify(data));
}

/** Types the sign-in as a customer does, wherever it leads. */
export async function typeHubSignIn(page: Page, email: string, password = HUB_PASSWORD): Promise<void> {
  await page.goto("/hub/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
