import type { Page } from "@playwright/test";
import { SECRET } from "./hub-customer";
import { ask, linkFor, makeCustomer, setPasswordBy } from "./hub-customers";

/** A customer with a ticket of their own and one of an organisation, a file on the first. */
export interface HubWorld {
  id: string;
  email: string;
  own: number;
  granted: number;
  organisationId: string;
  file: string;
}

export async function aHubWorld(agent: Page, name: string, word = SECRET): Promise<HubWorld> {
  const email = `${name}.${Date.now().toString(36)}@example.com`;
  const id = await makeCustomer(agent, { email, firstName: word, sendInvitation: true });
  await setPasswordBy(agent, await linkFor(agent, email.toLowerCase()));
  const { createOrganisation } = await change(agent, "createOrganisation", "organisation { id }", {
    name: `${word} ${email}`,
  });
  const organisationId: string = createOrganisation.organisation.id;
  await change(agent, "grantOrganisationAccess", "customer { id }", {
    customerId: id,
    organisationId,
    level: "CREATE",
  });
  const upload = await agent.request.post("/api/uploads?purpose=attachment", {
    headers: { "content-type": "text/plain", "x-file-name": "a.txt" },
    data: word,
  });
  const { uploadId } = await upload.json();
  const ticket = { subject: word, body: word };
  const own = await aTicket(agent, { ...ticket, reporterId: id, organisationId: null, uploadIds: [uploadId] });
  const granted = await aTicket(agent, { ...ticket, email: `somebody.at.${email}`, organisationId });
  const FILES = "query ($number: Int!) { ticket(number: $number) { comments { nodes { attachments { id } } } } }";
  const { data } = await ask(agent, FILES, { number: own });
  const file: string = data.ticket.comments.nodes[0].attachments[0].id;
  return { id, email, own, granted, organisationId, file };
}

async function aTicket(agent: Page, input: Record<string, unknown>): Promise<number> {
  return (await change(agent, "createTicket", "number", input)).createTicket.number;
}

/** A mutation that must work, by the agent who is signed in on the page. */
export async function change(agent: Page, mutation: string, fields: string, input: Record<string, unknown>) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
  const { data, errors } = await ask(agent, query, { input });
  if (errors || data[mutation].userErrors.length > 0) throw new Error(JSON.stringify({ errors, data }));
  return data;
}

/** What an agent sees of a customer. */
export async function stateOf(agent: Page, id: string) {
  const QUERY =
    "query ($id: ID!) { customer(id: $id) { firstName isBlocked deletedAt tickets { nodes { number status } } } }";
  const { data, errors } = await ask(agent, QUERY, { id });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.customer;
}
