import { setTimeout as pause } from "node:timers/promises";
import { aColleague, anAddress, type Colleague } from "./colleague";
import type { DeskServer } from "./desk-server";

/** Ids of what a desk holds that has been worked with for a while. */
export interface Furnished {
  /** Of the customer. */
  email: string;
  customerId: string;
  organisationId: string;
  ticketNumber: number;
  jobId: string;
  webhookId: string;
  imports: { ready: string; done: string; undone: string; cancelled: string; refused: string };
}

const CREATE = `mutation ($input: CreateCustomerInput!) {
  createCustomer(input: $input) { customer { id } userErrors { message } } }`;
const LONG = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz";

/** Customers, tickets, imports and a mass action, so that every page has something to show. */
export async function furnish(desk: DeskServer): Promise<Furnished> {
  const colleague = await aColleague(desk);
  const organisations = await colleague.ask<{ createOrganisation: { organisation: { id: string } } }>(
    `mutation { createOrganisation(input: { name: "Walk & Söhne ${LONG} ${Date.now()}" }) { organisation { id } } }`,
  );
  const organisationId = organisations.createOrganisation.organisation.id;
  const email = anAddress("walker");
  const customerId = await create(colleague, {
    email,
    mobile: "+44 7700 900999",
    firstName: "Wanda",
    lastName: `Walker-${LONG}`,
    organisationId,
    attributes: [{ name: "Role", value: LONG }],
  });
  await colleague.ask(
    "mutation ($input: GrantOrganisationAccessInput!) { grantOrganisationAccess(input: $input) { userErrors { message } } }",
    { input: { customerId, organisationId, level: "CREATE" } },
  );
  const { createTicket } = await colleague.ask<{ createTicket: { number: number } }>(
    "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { number userErrors { message } } }",
    { input: { reporterId: customerId, subject: `${LONG} ${LONG}`, body: `Hello\n${LONG}${LONG}`, tags: ["vip"] } },
  );
  const gone = [
    await create(colleague, { email: anAddress("gone") }),
    await create(colleague, { email: anAddress("away") }),
  ];
  const { deleteCustomers } = await colleague.ask<{ deleteCustomers: { job: { id: string } } }>(
    "mutation ($ids: [ID!]!) { deleteCustomers(input: { ids: $ids }) { job { id } } }",
    { ids: [...gone, "999999"] },
  );
  return {
    email,
    customerId,
    organisationId,
    ticketNumber: createTicket.number,
    jobId: deleteCustomers.job.id,
    webhookId: await aWebhook(colleague),
    imports: await furnishImports(colleague),
  };
}

/** With a test in its log that did not come through: nobody has the name. */
async function aWebhook(colleague: Colleague): Promise<string> {
  const { createWebhook } = await colleague.ask<{ createWebhook: { webhook: { id: string } } }>(
    "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } userErrors { message } } }",
    { input: { name: LONG, url: `https://${LONG.slice(0, 60)}.invalid/${LONG}`, events: ["customer.merged"] } },
  );
  const { id } = createWebhook.webhook;
  await colleague.ask("mutation ($id: ID!) { sendTestWebhook(input: { id: $id }) { userErrors { message } } }", { id });
  return id;
}

async function create(colleague: Colleague, input: object): Promise<string> {
  const { createCustomer } = await colleague.ask<{ createCustomer: { customer: { id: string } } }>(CREATE, { input });
  return createCustomer.customer.id;
}

async function furnishImports(colleague: Colleague): Promise<Furnished["imports"]> {
  const tag = Date.now().toString(36);
  const small = (name: string) =>
    `email,first_name,Shoe size of the left foot\n${name}.${tag}@import.example,Ann,42\nnot-an-address,Bo,1\n`;
  const many = Array.from({ length: 12_000 }, (_, row) => `many${row}.${tag}@import.example\n`).join("");
  const ready = await previewed(colleague, "ready.csv", small("ready"));
  const done = await started(colleague, await previewed(colleague, `${LONG}.csv`, small("done")));
  const undone = await started(colleague, await previewed(colleague, "undone.csv", small("undone")));
  await finished(colleague, done);
  await finished(colleague, undone);
  await colleague.ask("mutation ($id: ID!) { undoImport(input: { importId: $id }) { userErrors { message } } }", {
    id: undone,
  });
  const cancelled = await started(colleague, await previewed(colleague, "cancelled.csv", `email\n${many}`));
  const { import: running } = await colleague.ask<{ import: { job: { id: string } } }>(
    "query ($id: ID!) { import(id: $id) { job { id } } }",
    { id: cancelled },
  );
  await colleague.ask("mutation ($id: ID!) { cancelJob(input: { jobId: $id }) { userErrors { message } } }", {
    id: running.job.id,
  });
  await finished(colleague, cancelled);
  const refused = await previewed(colleague, "refused.csv", "Shoe,Hat\n42,58\n");
  return { ready, done, undone, cancelled, refused };
}

async function previewed(colleague: Colleague, name: string, content: string): Promise<string> {
  const uploadId = await colleague.upload(name, Buffer.from(content));
  const { previewImport } = await colleague.ask<{ previewImport: { import: { id: string } } }>(
    "mutation ($id: ID!) { previewImport(input: { uploadId: $id }) { import { id } } }",
    { id: uploadId },
  );
  await finished(colleague, previewImport.import.id);
  return previewImport.import.id;
}

async function started(colleague: Colleague, id: string): Promise<string> {
  await colleague.ask("mutation ($id: ID!) { startImport(input: { importId: $id }) { userErrors { message } } }", {
    id,
  });
  return id;
}

async function finished(colleague: Colleague, id: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const answer = await colleague.ask<{ import: { status: string } }>(
      "query ($id: ID!) { import(id: $id) { status } }",
      { id },
    );
    if (!["PREVIEWING", "QUEUED", "RUNNING"].includes(answer.import.status)) return;
    await pause(100);
  }
  throw new Error(`Import ${id} did not come to an end within a minute.`);
}
