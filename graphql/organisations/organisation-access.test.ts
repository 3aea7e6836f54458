import { type Answer, type TestDesk, testDesk } from "@/graphql/testing/desk";
import { updateCustomer } from "@/server/customers/save-customer";
import { forEachDatabase } from "@/server/testing/databases";
import { anOrganisation } from "@/server/testing/organisations";
import { aTicket } from "@/server/testing/tickets";

const GRANT = `mutation ($input: GrantOrganisationAccessInput!) { grantOrganisationAccess(input: $input) {
  customer { organisationAccess { level organisation { name } } } userErrors { code message path } } }`;
const REVOKE = `mutation ($input: RevokeOrganisationAccessInput!) { revokeOrganisationAccess(input: $input) {
  customer { organisationAccess { level } } userErrors { code path } } }`;
const LIST = `query ($organisationId: ID, $query: String) { hubTickets(organisationId: $organisationId, query: $query) {
  nodes { number isMine mayInteract organisationName reporterName } totalCount } }`;
const ONE =
  "query ($number: Int!) { hubTicket(number: $number) { number mayInteract comments { nodes { bodyText } } } }";
const REPLY = "mutation ($input: ReplyToHubTicketInput!) { replyToHubTicket(input: $input) { userErrors { code } } }";
const CREATE = `mutation ($input: CreateHubTicketInput!) { createHubTicket(input: $input) {
  ticket { isMine mayInteract organisationName } userErrors { code } } }`;
const WHY = `query ($ticketId: ID!, $customerId: ID!) { ticketVisibility(ticketId: $ticketId, customerId: $customerId) {
  isVisible mayInteract isReporter level reasons } }`;

const codesOf = ({ errors }: Answer) => errors?.map((error) => error.extensions?.code);
const numbersOf = ({ data }: Answer) => data.hubTickets.nodes.map(({ number }: { number: number }) => number);

/** Ann sees Acme, creates for Beta, is a member of Gamma; each has a ticket of Bob's, and Ann has reported one. */
async function annAndBob(desk: TestDesk) {
  const [acme, beta, gamma, delta] = [
    await anOrganisation(desk.ctx, { name: "Acme" }),
    await anOrganisation(desk.ctx, { name: "Beta" }),
    await anOrganisation(desk.ctx, { name: "Gamma" }),
    await anOrganisation(desk.ctx, { name: "Delta" }),
  ];
  const [ann, bob] = [await desk.aCustomer(), await desk.aCustomer()];
  await updateCustomer(desk.ctx, { id: ann.id, firstName: "Ann", organisationId: gamma.id });
  const ticketFor = async (organisationId: number | null, reporterId = bob.id) =>
    (await aTicket(desk.ctx, { reporterId, organisationId, subject: `Needle of ${organisationId}` })).id;
  const tickets = {
    acme: await ticketFor(acme.id),
    beta: await ticketFor(beta.id),
    gamma: await ticketFor(gamma.id),
    bobs: await ticketFor(null),
    anns: await ticketFor(null, ann.id),
  };
  const agent = await desk.anAgent("agent");
  const change = (document: string, organisationId: number, level?: string) =>
    desk.ask(agent, document, {
      input: { customerId: String(ann.id), organisationId: String(organisationId), ...(level && { level }) },
    });
  return { acme, beta, gamma, delta, ann, bob, tickets, agent, change };
}

forEachDatabase("Ann, who sees Acme, creates for Beta and is a member of Gamma", (open) => {
  test("sees in every way what is granted to her, and of the rest not even that it is there", async () => {
    const desk = await testDesk(await open());
    const { acme, beta, gamma, delta, ann, bob, tickets, change } = await annAndBob(desk);
    await change(GRANT, acme.id, "VIEW");
    const { data } = await change(GRANT, beta.id, "CREATE");
    expect(data.grantOrganisationAccess).toEqual({
      customer: {
        organisationAccess: [
          { level: "VIEW", organisation: { name: "Acme" } },
          { level: "CREATE", organisation: { name: "Beta" } },
        ],
      },
      userErrors: [],
    });
    const organisations = await desk.ask(ann, "{ hubOrganisations { name level } }");
    expect(organisations.data.hubOrganisations).toEqual([
      { name: "Acme", level: "VIEW" },
      { name: "Beta", level: "CREATE" },
    ]);
    const list = (organisationId: number | string | null, query?: string) =>
      desk.ask(ann, LIST, { organisationId: organisationId === null ? null : String(organisationId), query });
    const acmes = await list(acme.id);
    expect(acmes.data.hubTickets).toEqual({
      nodes: [
        {
          number: tickets.acme,
          isMine: false,
          mayInteract: false,
          organisationName: "Acme",
          reporterName: "Another customer",
        },
      ],
      totalCount: 1,
    });
    expect(JSON.stringify(acmes)).not.toContain(bob.email);
    expect((await list(beta.id)).data.hubTickets.nodes).toMatchObject([{ number: tickets.beta, mayInteract: true }]);
    expect(numbersOf(await list(null))).toEqual([tickets.anns]);
    expect([numbersOf(await list(acme.id, "needle")), numbersOf(await list(null, "acme"))]).toEqual([
      [tickets.acme],
      [],
    ]);

    // Hidden, missing and malformed ids read alike, and whoever asks leaves no trace.
    const others = await Promise.all([gamma.id, delta.id, 4711, 0, "x", "2147483648"].map((id) => list(id)));
    expect(
      new Set(
        others.map((answer) =>
          JSON.stringify(answer.errors?.map(({ message, extensions }) => [message, extensions?.code])),
        ),
      ),
    ).toEqual(new Set(['[["There is no such organisation.","NOT_FOUND"]]']));
    const one = (number: number) => desk.ask(ann, ONE, { number });
    for (const number of [tickets.acme, tickets.beta, tickets.anns]) {
      expect((await one(number)).data.hubTicket).toMatchObject({
        number,
        comments: { nodes: [{ bodyText: "Please help." }] },
      });
    }
    const hidden = await Promise.all([tickets.gamma, tickets.bobs, 4711].map(one));
    expect(hidden.map(({ data }) => data)).toEqual([{ hubTicket: null }, { hubTicket: null }, { hubTicket: null }]);
  });

  test("answers where she may, opens for Beta alone, and every other organisation is the same refusal", async () => {
    const desk = await testDesk(await open());
    const { acme, beta, gamma, delta, ann, tickets, change } = await annAndBob(desk);
    await change(GRANT, acme.id, "VIEW");
    await change(GRANT, beta.id, "CREATE");
    const reply = (number: number) => desk.ask(ann, REPLY, { input: { number, body: "Hello." } });
    expect((await reply(tickets.beta)).data.replyToHubTicket.userErrors).toEqual([]);
    expect(codesOf(await reply(tickets.acme))).toEqual(["FORBIDDEN"]);
    expect(codesOf(await reply(tickets.gamma))).toEqual(["NOT_FOUND"]);
    expect(codesOf(await reply(4711))).toEqual(["NOT_FOUND"]);

    const create = (organisationId: number | string) =>
      desk.ask(ann, CREATE, { input: { subject: "New", body: "Hello.", organisationId: String(organisationId) } });
    const { data } = await create(beta.id);
    expect(data.createHubTicket.ticket).toMatchObject({ isMine: true, mayInteract: true, organisationName: "Beta" });
    const count = async () => (await desk.ctx.db.query("SELECT COUNT(*) AS n FROM tickets"))[0].n;
    const before = await count();
    const refused = [];
    for (const id of [acme.id, gamma.id, delta.id, 4711, 0, "x"]) refused.push(await create(id));
    expect(
      new Set(refused.map(({ errors, data }) => JSON.stringify([errors?.map(({ message }) => message), data]))).size,
    ).toBe(1);
    expect(refused.flatMap(codesOf)).toEqual(Array.from({ length: 6 }, () => "FORBIDDEN"));
    expect(await count()).toEqual(before);
  });

  test("has lost it at her next request after it was taken away; her own tickets stay", async () => {
    const desk = await testDesk(await open());
    const { acme, ann, tickets, change } = await annAndBob(desk);
    await change(GRANT, acme.id);
    const seen = () => desk.ask(ann, ONE, { number: tickets.acme });
    expect((await seen()).data.hubTicket).toMatchObject({ mayInteract: true });
    expect((await change(REVOKE, acme.id)).data.revokeOrganisationAccess).toEqual({
      customer: { organisationAccess: [] },
      userErrors: [],
    });
    expect((await seen()).data).toEqual({ hubTicket: null });
    expect(codesOf(await desk.ask(ann, LIST, { organisationId: String(acme.id) }))).toEqual(["NOT_FOUND"]);
    expect(numbersOf(await desk.ask(ann, LIST))).toEqual([tickets.anns]);
    expect((await desk.ask(ann, "{ hubOrganisations { id } }")).data).toEqual({ hubOrganisations: [] });
  });

  test("is explained to agents by the same rule", async () => {
    const desk = await testDesk(await open());
    const { acme, gamma, ann, tickets, agent, change } = await annAndBob(desk);
    await change(GRANT, acme.id, "VIEW");
    const why = async (ticketId: number, customerId = ann.id) =>
      (await desk.ask(agent, WHY, { ticketId: String(ticketId), customerId: String(customerId) })).data
        ?.ticketVisibility;
    expect(await why(tickets.acme)).toEqual({
      isVisible: true,
      mayInteract: false,
      isReporter: false,
      level: "VIEW",
      reasons: ["Ann may see the tickets of Acme, which this ticket was opened for.", "Ann may not reply to it."],
    });
    expect(await why(tickets.anns)).toMatchObject({
      isVisible: true,
      mayInteract: true,
      isReporter: true,
      level: null,
    });
    expect((await why(tickets.gamma)).reasons.slice(1)).toEqual([
      `Ann has no access to the tickets of ${gamma.name}, which it was opened for.`,
      "Being a member of Gamma gives no access by itself.",
    ]);
    expect((await why(tickets.bobs)).isVisible).toBe(false);
    await updateCustomer(desk.ctx, { id: ann.id, hubAccess: false });
    expect((await why(tickets.anns)).reasons).toEqual([
      "Ann reported this ticket.",
      "They cannot sign in to the Hub now: their Hub access is off.",
    ]);
    for (const variables of [
      { ticketId: "4711", customerId: String(ann.id) },
      { ticketId: String(tickets.acme), customerId: "4711" },
    ])
      expect(codesOf(await desk.ask(agent, WHY, variables))).toEqual(["NOT_FOUND"]);
  });
});

forEachDatabase("an organisation over GraphQL", (open) => {
  test("has members, tickets, grants and domains, counted, and is changed by who may", async () => {
    const desk = await testDesk(await open());
    const { acme, gamma, ann, bob, tickets, agent, change } = await annAndBob(desk);
    await change(GRANT, acme.id, "VIEW");
    const admin = await desk.anAgent("admin");
    const UPDATE = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) {
      organisation { name domains newcomers version } userErrors { code path } } }`;
    const input = {
      id: String(acme.id),
      name: "Acme Corp",
      domains: ["BÜCHER.example", "acme.com"],
      newcomers: "SUGGEST",
    };
    expect(codesOf(await desk.ask(agent, UPDATE, { input }))).toEqual(["FORBIDDEN"]);
    expect((await desk.ask(admin, UPDATE, { input })).data.updateOrganisation).toEqual({
      organisation: {
        name: "Acme Corp",
        domains: ["acme.com", "bücher.example"],
        newcomers: "SUGGEST",
        version: acme.version + 1,
      },
      userErrors: [],
    });
    const WHOLE = `query ($id: ID!) { organisation(id: $id) { memberCount openTicketCount members { nodes { id } }
      tickets { nodes { number } } grants { nodes { level customer { id } } } } }`;
    expect((await desk.ask(agent, WHOLE, { id: String(acme.id) })).data.organisation).toEqual({
      memberCount: 0,
      openTicketCount: 1,
      members: { nodes: [] },
      tickets: { nodes: [{ number: tickets.acme }] },
      grants: { nodes: [{ level: "VIEW", customer: { id: String(ann.id) } }] },
    });
    expect((await desk.ask(agent, WHOLE, { id: String(gamma.id) })).data.organisation).toMatchObject({
      memberCount: 1,
      members: { nodes: [{ id: String(ann.id) }] },
    });
    const customersOnly = await desk.aToken("customer.view");
    const counted = await desk.ask(customersOnly, `{ organisation(id: "${acme.id}") { memberCount } }`);
    expect(counted.data.organisation).toEqual({ memberCount: 0 });
    for (const field of ["openTicketCount", "tickets { nodes { id } }"])
      expect(codesOf(await desk.ask(customersOnly, `{ organisation(id: "${acme.id}") { ${field} } }`))).toEqual([
        "FORBIDDEN",
      ]);
    const SUGGESTED = "query ($id: ID!) { customer(id: $id) { organisation { name } suggestedOrganisation { name } } }";
    await updateCustomer(desk.ctx, { id: bob.id, email: "bob@acme.com" });
    const suggested = async (id: number) => (await desk.ask(agent, SUGGESTED, { id: String(id) })).data.customer;
    expect([await suggested(bob.id), await suggested(ann.id)]).toEqual([
      { organisation: null, suggestedOrganisation: { name: "Acme Corp" } },
      { organisation: { name: "Gamma" }, suggestedOrganisation: null },
    ]);
  });
});
