import type { Page } from "@playwright/test";
import { expect, test } from "./desk";
import { type Asker, anAsker, hubActions } from "./hub-customer";
import { anAdminsWindow, HUB_PASSWORD, linkFor, makeCustomer, updateCustomer } from "./hub-customers";
import { aHubWorld, change, type HubWorld, stateOf } from "./hub-world";

// graphql/hub-states.test.ts has all combinations of states, below the pages. Here are the pages and the server actions themselves,
// as the built product serves them, and what agents do to bring a customer into a state.

interface Line {
  /** The pages of their account, loaded and clicked; its server actions. */
  pages: string;
  actions: string;
  /** The pages before signing in. */
  signInPage: string;
  accessOff: string;
  requestForm: string;
  /** An attachment, GraphQL with the cookie. */
  file: number;
  graphQL: string;
  /** The link of an invitation that came before, used. */
  link: string;
  /** The right password. */
  signIn: string;
}

const [IN, OUT, OFF] = ["/hub/tickets", "/hub/sign-in", "/hub/access-off"];

/** PRODUCT section 2, in the order of its table: by a session and by a link from before an agent did it. */
// biome-ignore format: it is to be read as a table
const TABLE: Record<string, Line> = {
  active:   { pages: "shown", actions: "done", signInPage: IN,      accessOff: IN,      requestForm: "/hub/tickets/new", file: 200, graphQL: "done",                link: "done",        signIn: "in" },
  inactive: { pages: OUT,     actions: OUT,    signInPage: "shown", accessOff: OUT,     requestForm: "shown",            file: 401, graphQL: "UNAUTHENTICATED",     link: "done",        signIn: "UNCONFIRMED" },
  hubOff:   { pages: OFF,     actions: OFF,    signInPage: "shown", accessOff: "shown", requestForm: "shown",            file: 403, graphQL: "HUB_ACCESS_DISABLED", link: "done",        signIn: "in" },
  blocked:  { pages: OUT,     actions: OUT,    signInPage: "shown", accessOff: OUT,     requestForm: "shown",            file: 401, graphQL: "UNAUTHENTICATED",     link: "wrong token", signIn: "CredentialsSignin" },
  deleted:  { pages: OUT,     actions: OUT,    signInPage: "shown", accessOff: OUT,     requestForm: "shown",            file: 401, graphQL: "UNAUTHENTICATED",     link: "wrong token", signIn: "CredentialsSignin" },
};

/** What an agent does. Blocking and deleting are jobs, done by the time of the answer where they are small. */
const BRING: Record<string, (agent: Page, id: string) => Promise<unknown>> = {
  active: async () => undefined,
  inactive: (agent, id) => updateCustomer(agent, { id, isActive: false }),
  hubOff: (agent, id) => updateCustomer(agent, { id, hubAccess: false }),
  blocked: (agent, id) => massAction(agent, "blockCustomers", id),
  deleted: (agent, id) => massAction(agent, "deleteCustomers", id),
};

async function massAction(agent: Page, mutation: "blockCustomers" | "deleteCustomers", id: string): Promise<void> {
  await change(agent, mutation, "job { id }", { ids: [id] });
  const { isBlocked, deletedAt } = await stateOf(agent, id);
  if (!isBlocked && deletedAt === null) throw new Error(`${mutation} has not reached the customer yet.`);
}

const pagesOf = ({ own, granted, organisationId }: HubWorld): string[] => [
  "/hub/tickets",
  `/hub/tickets?organisation=${organisationId}`,
  // Their subjects begin so; the address must not have the word itself.
  "/hub/tickets?q=glac",
  `/hub/tickets/${own}`,
  `/hub/tickets/${granted}`,
  "/hub/tickets/new",
  "/hub/profile",
];

/** Every server action of the signed-in pages, with what its form would send. */
const actionsOf = ({ own, granted, organisationId, email }: HubWorld): [string, unknown][] => [
  ["openTicket", { subject: "Another", body: "Please." }],
  ["openTicket", { subject: "Another", body: "Please.", organisationId }],
  ["reply", { number: own, body: "And then?" }],
  ["reply", { number: granted, body: "And then?" }],
  ["closeTicket", own],
  ["reopenTicket", own],
  ["saveProfile", { firstName: "Other", lastName: "", mobile: "" }],
  ["changeEmail", { email: `new.${email}`, password: HUB_PASSWORD }],
  ["changePassword", { oldPassword: HUB_PASSWORD, newPassword: HUB_PASSWORD }],
];

/** Those of the pages before signing in: they say the same to and of everybody. */
const actionsAbout = ({ email }: HubWorld): [string, unknown][] => [
  ["askForPassword", email],
  ["askForConfirmation", email],
  ["register", { email, firstName: "", lastName: "", password: "nine purple kettles" }],
  ["sendRequest", { email, name: "", mobile: "", subject: "Sent by the form", body: "Please." }],
];

const BY_A_LINK = ["setPassword", "confirmEmail", "confirmAddress", "askForNewLink"];
const SIGNING_OUT = ["signOutOfHub", "signOutEverywhere"];

type Outcomes = Record<string, string>;

/** One after the other, as a customer clicks. */
async function each(addresses: string[], outcomeOf: (address: string) => Promise<string>): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (const address of addresses) outcomes[address] = await outcomeOf(address);
  return outcomes;
}

async function actEach(asker: Asker, actions: [string, unknown][]): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (const [name, input] of actions) outcomes[`${name} ${JSON.stringify(input)}`] = await asker.act(name, [input]);
  return outcomes;
}

/** The same word for every page or action. */
const all = (named: (string | [string, unknown])[], outcome: string): Outcomes =>
  Object.fromEntries(
    named.map((one) => [typeof one === "string" ? one : `${one[0]} ${JSON.stringify(one[1])}`, outcome]),
  );

test("each state of a customer opens each page and server action of the Hub as the table of states has it", async ({
  page,
  signIn,
  desk,
}) => {
  test.setTimeout(240_000);
  const agent = await anAdminsWindow(page, signIn);
  const someCustomer = await aHubWorld(agent, "any");
  const named = [...actionsOf(someCustomer), ...actionsAbout(someCustomer)].map(([name]) => name);
  // A new action belongs into the table.
  expect([...hubActions().keys()].sort()).toEqual([...new Set([...named, ...BY_A_LINK, ...SIGNING_OUT])].sort());

  for (const [index, [state, line]] of Object.entries(TABLE).entries()) {
    const customer = await aHubWorld(agent, state);
    const self = await anAsker(desk.url, { number: index + 1 });
    expect(await self.signIn(customer.email)).toBe("in");
    const before = await stateOf(agent, customer.id);
    await BRING[state]?.(agent, customer.id);

    expect({
      state,
      pages: await each(pagesOf(customer), self.page),
      clicks: await each(pagesOf(customer), self.click),
      signInPage: await self.page("/hub/sign-in"),
      accessOff: await self.page("/hub/access-off"),
      requestForm: await self.page("/hub/request"),
      file: await self.file(customer.file),
      graphQL: await self.graphQL("{ hubTickets { nodes { subject } } }"),
      actions: await actEach(self, actionsOf(customer)),
    }).toEqual({
      state,
      pages: all(pagesOf(customer), line.pages),
      clicks: all(pagesOf(customer), line.pages),
      actions: all(actionsOf(customer), line.actions),
      signInPage: line.signInPage,
      accessOff: line.accessOff,
      requestForm: line.requestForm,
      file: line.file,
      graphQL: line.graphQL,
    });
    if (line.actions !== "done") {
      const { firstName, tickets } = await stateOf(agent, customer.id);
      expect({ firstName, tickets }).toEqual({ firstName: before.firstName, tickets: before.tickets });
    }

    const stranger = await anAsker(desk.url, { number: index + 31 });
    const opens = line.link === "done" ? "in" : line.signIn;
    expect({ state, ...(await byInvitation(agent, state, stranger)) }).toEqual({ state, link: line.link, opens });
    const again = await anAsker(desk.url, { number: index + 11 });
    expect({ state, signIn: await again.signIn(customer.email) }).toEqual({ state, signIn: line.signIn });
    expect(await again.signIn(customer.email, "not the password")).toBe("CredentialsSignin");
    if (line.signIn === "in") expect(await again.page("/hub/tickets")).toBe(line.pages);
    for (const name of SIGNING_OUT) expect(await again.act(name, [])).toBe("/hub/sign-in");
    expect(await again.page("/hub/tickets")).toBe("/hub/sign-in");
    // Last, because a request brings who was deleted back (PRODUCT 3.6).
    expect(await actEach(self, actionsAbout(customer))).toEqual(all(actionsAbout(customer), "done"));
  }
});

/** The link of an invitation that came before: looking at it uses nothing up, sending does, once. */
async function byInvitation(agent: Page, state: string, self: Asker): Promise<{ link: string; opens: string }> {
  const email = `invited.${state.toLowerCase()}.${Date.now().toString(36)}@example.com`;
  const id = await makeCustomer(agent, { email, sendInvitation: true });
  const { pathname, search, searchParams } = new URL(await linkFor(agent, email));
  await (state === "active" ? updateCustomer(agent, { id, isActive: true }) : BRING[state]?.(agent, id));
  for (let look = 0; look < 2; look += 1) expect(await self.page(pathname + search)).toBe("shown");
  const use = () => self.act("setPassword", [{ token: searchParams.get("token"), password: HUB_PASSWORD }]);
  const link = await use();
  expect(await use()).toBe("wrong token");
  return { link, opens: await self.signIn(email) };
}

test("nobody else gets at a customer's pages and server actions, nor does a form of another site", async ({
  page,
  signIn,
  desk,
}) => {
  const agent = await anAdminsWindow(page, signIn);
  // Whatever somebody writes into a link.
  const stranger = await anAsker(desk.url, { number: 20 });
  for (const done of ["constructor", "__proto__", "toString"])
    expect(await stranger.page(`/hub/sign-in?done=${done}`)).toBe("shown");
  const [customer, another] = [await aHubWorld(agent, "theirs"), await aHubWorld(agent, "another", "Another")];
  const cookies = (await agent.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const authorization = `Bearer ${await desk.token("Colleague")}`;
  const others = {
    nobody: await anAsker(desk.url, { number: 21 }),
    "an agent": await anAsker(desk.url, { number: 22, headers: { cookie: cookies } }),
    "a token": await anAsker(desk.url, { number: 23, headers: { authorization } }),
  };
  const before = await stateOf(agent, customer.id);
  for (const [who, asker] of Object.entries(others)) {
    expect({
      who,
      pages: await each(pagesOf(customer), asker.page),
      clicks: await each(pagesOf(customer), asker.click),
      accessOff: await asker.page("/hub/access-off"),
      actions: await actEach(asker, actionsOf(customer)),
      file: await asker.file(customer.file),
    }).toEqual({
      who,
      pages: all(pagesOf(customer), OUT),
      clicks: all(pagesOf(customer), OUT),
      accessOff: OUT,
      actions: all(actionsOf(customer), OUT),
      file: 401,
    });
  }

  const other = await anAsker(desk.url, { number: 24 });
  expect(await other.signIn(another.email)).toBe("in");
  const { own, granted, organisationId, file } = customer;
  for (const address of [
    `/hub/tickets/${own}`,
    `/hub/tickets/${granted}`,
    `/hub/tickets?organisation=${organisationId}`,
  ])
    expect([await other.page(address), await other.click(address)]).toEqual(["not found", "not found"]);
  for (const [name, input] of actionsOf(customer).filter(([name]) => /^(reply|closeTicket|reopenTicket)$/.test(name)))
    expect([name, await other.act(name, [input])]).toEqual([name, "not found"]);
  expect(await other.act("openTicket", [{ subject: "A", body: "B", organisationId }])).toBe("forbidden");
  expect(await other.act("openTicket", [{ subject: "A", body: "B", organisationId: "999999" }])).toBe("forbidden");
  expect(await other.file(file)).toBe(404);
  expect(await stateOf(agent, customer.id)).toEqual(before);

  // A page of another site sends the cookie of whoever looks at it; the browser says where the form comes from.
  const { own: theirs } = another;
  const status = async () => (await stateOf(agent, another.id)).tickets.nodes;
  const was = await status();
  await other.act("closeTicket", [theirs], { origin: "https://elsewhere.example" });
  expect(await status()).toEqual(was);
  expect(await other.act("closeTicket", [theirs], { origin: desk.url })).toBe("done");
  expect(await status()).not.toEqual(was);
});
