import { Readable } from "node:stream";
import { encode } from "next-auth/jwt";
import { agentCookieName, type Caller } from "@/graphql/caller";
import { hubCookieName } from "@/graphql/hub-realm";
import type { SessionClaims } from "@/server/accounts/agent-sessions";
import type { CustomerClaims } from "@/server/accounts/customer-sessions";
import { saveUpload } from "@/server/files/save-upload";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { HUB_PASSWORD } from "@/server/testing/hub-customers";
import { aGrant, anOrganisation } from "@/server/testing/organisations";
import { aTicket } from "@/server/testing/tickets";
import type { Answer, TestDesk } from "./desk";

/** What a customer of the Hub has to lose: a ticket of their own, one of an organisation, and a file on each. */
export interface HubBelongings {
  own: number;
  granted: number;
  organisationId: number;
  /** The files on both tickets. */
  files: number[];
}

/** In every subject and file that the ways lead to. */
export const SECRET = "glacier";

export async function furnishHub(desk: TestDesk, customerId: number): Promise<HubBelongings> {
  const { ctx } = desk;
  const acme = await anOrganisation(ctx, { name: `${SECRET} ${customerId}` });
  await aGrant(ctx, customerId, acme.id, GrantLevel.CREATE);
  const aFile = () =>
    saveUpload(ctx, { fileName: "a.txt", contents: Readable.from([Buffer.from(SECRET)]), purpose: "attachment" });
  const written = async () => ({ subject: SECRET, uploadIds: [await aFile()] });
  const own = await aTicket(ctx, { ...(await written()), reporterId: customerId, organisationId: null });
  const granted = await aTicket(ctx, { ...(await written()), organisationId: acme.id });
  const files: { id: number }[] = await ctx.db.query(
    `SELECT a.id FROM comment_attachments a JOIN ticket_comments k ON k.id = a.comment_id
      WHERE k.ticket_id IN (?, ?) ORDER BY a.id`,
    [own.id, granted.id],
  );
  return { own: own.id, granted: granted.id, organisationId: acme.id, files: files.map(({ id }) => id) };
}

/** Everything that the Hub's pages show and its actions do, as a document and what it is asked with. */
const DOCUMENTS: Record<string, { query: string; variables(world: HubBelongings): Record<string, unknown> }> = {
  "who they are": { query: "{ viewer { name } }", variables: () => ({}) },
  "their list": { query: "{ hubTickets { nodes { subject } totalCount } }", variables: () => ({}) },
  "an organisation's list": {
    query: "query ($organisationId: ID) { hubTickets(organisationId: $organisationId) { nodes { subject } } }",
    variables: ({ organisationId }) => ({ organisationId: String(organisationId) }),
  },
  "their search": { query: `{ hubTickets(query: "${SECRET}") { nodes { subject } } }`, variables: () => ({}) },
  "their ticket": ticket(({ own }) => own),
  "an organisation's ticket": ticket(({ granted }) => granted),
  "the tabs of organisations": { query: "{ hubOrganisations { name } }", variables: () => ({}) },
  "their profile": { query: "{ hubProfile { email } }", variables: () => ({}) },
  "a new request": write("createHubTicket", () => ({ subject: "Another", body: "Please." })),
  "a new request for an organisation": write("createHubTicket", ({ organisationId }) => ({
    subject: "Another",
    body: "Please.",
    organisationId: String(organisationId),
  })),
  "a reply": write("replyToHubTicket", ({ own }) => ({ number: own, body: "And then?" })),
  "a reply to an organisation's": write("replyToHubTicket", ({ granted }) => ({ number: granted, body: "And then?" })),
  closing: write("closeHubTicket", ({ own }) => ({ number: own })),
  reopening: write("reopenHubTicket", ({ own }) => ({ number: own })),
  "another name": write("updateHubProfile", () => ({ firstName: "Other" })),
  "another password": write("changeHubPassword", () => ({ oldPassword: HUB_PASSWORD, newPassword: HUB_PASSWORD })),
  "another address": write("requestHubEmailChange", ({ own }) => ({
    password: HUB_PASSWORD,
    email: `other${own}@example.com`,
  })),
};

function ticket(which: (world: HubBelongings) => number) {
  return {
    query: `query ($number: Int!) { hubTicket(number: $number) {
      subject comments { nodes { bodyText attachments { id } } } } }`,
    variables: (world: HubBelongings) => ({ number: which(world) }),
  };
}

function write(mutation: string, input: (world: HubBelongings) => Record<string, unknown>) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return {
    query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { path message } } }`,
    variables: (world: HubBelongings) => ({ input: input(world) }),
  };
}

/** "done", "nothing" for what is not there for them, or the code of the refusal. */
function outcomeOf({ data, errors }: Answer): string {
  if (errors) return String(errors[0]?.extensions?.code);
  const [value] = Object.values(data ?? {}) as { userErrors?: unknown[]; nodes?: unknown[]; length?: number }[];
  if (value?.userErrors?.length) return JSON.stringify(value.userErrors);
  return value === null || value?.nodes?.length === 0 || value?.length === 0 ? "nothing" : "done";
}

export type Outcomes = Record<string, string>;

/** Asks in process, as pages and server actions do. */
export async function byPages(desk: TestDesk, caller: Caller, world: HubBelongings): Promise<Outcomes> {
  return eachDocument(world, (query, variables) => desk.ask(caller, query, variables));
}

/** Asks over HTTP, with a session's cookie or a token in the header. */
export async function byGraphQL(
  desk: TestDesk,
  headers: Record<string, string>,
  world: HubBelongings,
): Promise<Outcomes> {
  return eachDocument(world, async (query, variables) => {
    const request = new Request("http://localhost:3000/api/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await desk.helpdesk.handleGraphQL(request)).json() as Promise<Answer>;
  });
}

async function eachDocument(
  world: HubBelongings,
  ask: (query: string, variables: Record<string, unknown>) => Promise<Answer>,
): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (const [name, { query, variables }] of Object.entries(DOCUMENTS)) {
    const answer = await ask(query, variables(world));
    outcomes[name] = outcomeOf(answer);
    if (outcomes[name] !== "done" && JSON.stringify(answer).includes(SECRET)) outcomes[name] += ", but tells";
  }
  return outcomes;
}

/** The same word for every way. */
export const everyWay = (outcome: string): Outcomes =>
  Object.fromEntries(Object.keys(DOCUMENTS).map((name) => [name, outcome]));

/** Fetches both files and sends another one: the status of each answer. */
export async function byFiles(desk: TestDesk, headers: Record<string, string>, { files }: HubBelongings) {
  const statuses: number[] = [];
  for (const file of files) {
    const name = `attachment-${file}`;
    const request = new Request(`http://localhost:3000/api/downloads/${name}?as=customer`, { headers });
    const answer = await desk.helpdesk.handleDownload(request, name);
    const tells = (await answer.text()).includes(SECRET);
    statuses.push(tells === answer.ok ? answer.status : 0);
  }
  const upload = new Request("http://localhost:3000/api/uploads?purpose=attachment&as=customer", {
    method: "POST",
    headers: { "content-type": "text/plain", "x-file-name": "b.txt", ...headers },
    body: "another",
  });
  return [...statuses, (await desk.helpdesk.handleUpload(upload)).status];
}

/** Fetches both files as whoever answers customers does. */
export async function agentsFiles(
  { helpdesk }: TestDesk,
  headers: Record<string, string>,
  { files }: HubBelongings,
): Promise<number[]> {
  const statuses: number[] = [];
  for (const file of files) {
    const name = `attachment-${file}`;
    const request = new Request(`http://localhost:3000/api/downloads/${name}`, { headers });
    statuses.push((await helpdesk.handleDownload(request, name)).status);
  }
  return statuses;
}

/** The header that a browser sends in which an agent is signed in. */
export async function agentCookie({ helpdesk }: TestDesk, claims: SessionClaims): Promise<{ cookie: string }> {
  const token = await encode({ token: { ...claims }, secret: helpdesk.config.authSecret });
  return { cookie: `${agentCookieName(helpdesk.config)}=${token}` };
}

/** The header that a browser sends which is signed in to the Hub. */
export async function hubCookie({ helpdesk }: TestDesk, claims: CustomerClaims): Promise<{ cookie: string }> {
  const token = await encode({ token: { ...claims }, secret: helpdesk.hub.secret });
  return { cookie: `${hubCookieName(helpdesk.config)}=${token}` };
}
