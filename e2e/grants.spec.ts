import type { Page } from "@playwright/test";
import { expect, test } from "./desk";
import { anAdminsWindow, ask, makeCustomer, makeTicket, setHubPassword, typeHubSignIn } from "./hub-customers";

test("levels decide what a customer sees, answers and opens; a membership shows nothing", async ({ page, signIn }) => {
  const admin = await anAdminsWindow(page, signIn);
  const [acme, beta, gamma] = [
    await anOrganisation(admin, "Acme"),
    await anOrganisation(admin, "Beta"),
    await anOrganisation(admin, "Gamma"),
  ];
  const ann = await makeCustomer(admin, { email: "ann@grants.example", firstName: "Annika", organisationId: gamma.id });
  await grant(admin, ann, acme.id, "VIEW");
  await grant(admin, ann, beta.id, "CREATE");
  await setHubPassword(admin, "ann@grants.example");
  await typeHubSignIn(page, "ann@grants.example");
  await expect(page.getByRole("heading", { name: "Your requests" })).toBeVisible();

  for (const { id, subject, number } of [acme, beta]) {
    await page.goto(`/hub/tickets?organisation=${id}`);
    await page.getByRole("link", { name: subject }).click();
    await expect(page).toHaveURL(new RegExp(`/hub/tickets/${number}`));
  }
  expect((await page.goto(`/hub/tickets?organisation=${gamma.id}`))?.status()).toBe(404);
  expect((await page.goto(`/hub/tickets/${gamma.number}`))?.status()).toBe(404);

  // Answers: Beta's, not Acme's; Gamma's is not there.
  expect(await codesOf(page, REPLY, { input: { number: beta.number, body: "From Ann." } })).toEqual([]);
  expect(await codesOf(page, REPLY, { input: { number: acme.number, body: "From Ann." } })).toEqual(["FORBIDDEN"]);
  expect(await codesOf(page, REPLY, { input: { number: gamma.number, body: "From Ann." } })).toEqual(
    await codesOf(page, REPLY, { input: { number: 999999, body: "From Ann." } }),
  );

  // New ones: for Beta; every other organisation, there or not, is the same refusal and leaves no ticket.
  const open = (organisationId: string) =>
    codesOf(page, CREATE, { input: { subject: "By Ann", body: "Hello.", organisationId } });
  expect(await open(beta.id)).toEqual([]);
  for (const id of [acme.id, gamma.id, "999999"]) expect(await open(id)).toEqual(["FORBIDDEN"]);
  const { data } = await ask(
    admin,
    '{ tickets(first: 50, query: "By Ann") { nodes { organisation { id } reporterName } } }',
  );
  expect(data.tickets.nodes).toEqual([{ organisation: { id: beta.id }, reporterName: "Annika" }]);

  // Taken away: gone at the next request, her own stays.
  await ask(
    admin,
    "mutation ($input: RevokeOrganisationAccessInput!) { revokeOrganisationAccess(input: $input) { userErrors { message } } }",
    { input: { customerId: ann, organisationId: beta.id } },
  );
  expect((await page.goto(`/hub/tickets/${beta.number}`))?.status()).toBe(404);
  await page.goto("/hub/tickets");
  await expect(page.getByRole("link", { name: "By Ann" })).toBeVisible();
});

const REPLY = "mutation ($input: ReplyToHubTicketInput!) { replyToHubTicket(input: $input) { userErrors { code } } }";
const CREATE = "mutation ($input: CreateHubTicketInput!) { createHubTicket(input: $input) { userErrors { code } } }";

/** What it was refused with; nothing when it was done. */
async function codesOf(page: Page, mutation: string, variables: Record<string, unknown>): Promise<string[]> {
  const { data, errors = [] } = await ask(page, mutation, variables);
  const problems: { code: string }[] = data
    ? Object.values<{ userErrors: { code: string }[] }>(data).flatMap((payload) => payload?.userErrors ?? [])
    : [];
  return [
    ...errors.map((error: { extensions: { code: string } }) => error.extensions.code),
    ...problems.map(({ code }) => code),
  ];
}

async function anOrganisation(admin: Page, name: string) {
  const { data } = await ask(
    admin,
    "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { organisation { id } userErrors { message } } }",
    { input: { name: `${name} of the grants` } },
  );
  const { id } = data.createOrganisation.organisation;
  const reporterId = await makeCustomer(admin, {
    email: `bob@${name.toLowerCase()}.grants.example`,
    organisationId: id,
  });
  const subject = `A wish of ${name}`;
  const number = await makeTicket(admin, { reporterId, subject, body: "Hello." });
  const found = await ask(admin, "query ($number: Int!) { ticket(number: $number) { organisation { id } } }", {
    number,
  });
  expect(found.data.ticket.organisation).toEqual({ id });
  return { id: id as string, number, subject };
}

async function grant(admin: Page, customerId: string, organisationId: string, level: string): Promise<void> {
  const { data } = await ask(
    admin,
    "mutation ($input: GrantOrganisationAccessInput!) { grantOrganisationAccess(input: $input) { userErrors { message } } }",
    { input: { customerId, organisationId, level } },
  );
  expect(data.grantOrganisationAccess.userErrors).toEqual([]);
}
