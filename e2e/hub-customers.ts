import { createHash, randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import type { DeskServer } from "./desk-server";

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
    { input },
  );
  return data.createCustomer.customer.id;
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

/**
 * Waits until the worker has made the link that was asked for with this address, and gives it a secret that the test knows: what
 * goes out by mail is kept nowhere in clear.
 */
export async function linkFor(desk: DeskServer, email: string): Promise<string> {
  const database = new Database(path.join(desk.folder, "desk.sqlite"), { timeout: 5000 });
  try {
    const find = database.prepare(
      `SELECT k.customer_id, k.purpose, k.token_hash FROM customer_links k JOIN customer_identifiers i ON i.customer_id = k.customer_id
        WHERE i.identifier_key = ?`,
    );
    for (let tries = 0; tries < 100; tries += 1) {
      const link = find.get(email) as { customer_id: number; purpose: string; token_hash: string } | undefined;
      if (link && !given.has(link.token_hash)) {
        const secret = randomBytes(32).toString("base64url");
        const hash = createHash("sha256").update(secret).digest("hex");
        given.add(hash);
        database.prepare("UPDATE customer_links SET token_hash = ? WHERE customer_id = ?").run(hash, link.customer_id);
        return `/hub/${link.purpose === "confirm" ? "confirm" : "set-password"}?token=${secret}`;
      }
      await sleep(100);
    }
    throw new Error(`No link was made for ${email}.`);
  } finally {
    database.close();
  }
}

const given = new Set<string>();

/** Gives a customer a password, as they do it themselves. */
export async function setHubPassword(page: Page, desk: DeskServer, email: string): Promise<void> {
  await ask(
    page,
    "mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { userErrors { code } } }",
    {
      email,
    },
  );
  const token = new URL(await linkFor(desk, email), desk.url).searchParams.get("token");
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
