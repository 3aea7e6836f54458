import { decode, encode } from "next-auth/jwt";
import { agentCookieName } from "./caller";
import { hubCookieName } from "./hub-realm";
import { type Answer, type TestDesk, testDesk } from "./testing/desk";

/** Whom the endpoint takes the request for: a kind and a name, or the code of its refusal. */
async function whoIs(desk: TestDesk, cookie: string): Promise<string> {
  const answer = await desk.helpdesk.handleGraphQL(
    new Request("http://localhost:3000/api/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ query: "{ viewer { kind id } }" }),
    }),
  );
  const { data, errors } = (await answer.json()) as Answer;
  return data?.viewer ? `${data.viewer.kind} ${data.viewer.id}` : String(errors?.[0]?.extensions?.code);
}

async function bothRealms() {
  const desk = await testDesk();
  const { config, hub } = desk.helpdesk;
  const [agent, customer] = [await desk.anAgent("admin"), await desk.aCustomer()];
  if (agent.kind !== "session") throw new Error("An agent signs in with a session.");
  const { agentId, sessionId, sessionVersion } = agent.claims;
  const agentToken = await encode({ token: { agentId, sessionId, sessionVersion }, secret: config.authSecret });
  const customerToken = await encode({ token: { ...customer.claims }, secret: hub.secret });
  return { desk, config, hub, agent, customer, agentToken, customerToken };
}

test("each realm's cookie opens its own and no other", async () => {
  const { desk, config, customer, agent, agentToken, customerToken } = await bothRealms();
  const [agents, customers] = [agentCookieName(config), hubCookieName(config)];
  const agentId = agent.kind === "session" ? agent.claims.agentId : 0;
  expect(await whoIs(desk, `${agents}=${agentToken}`)).toBe(`agent ${agentId}`);
  expect(await whoIs(desk, `${customers}=${customerToken}`)).toBe(`customer ${customer.id}`);
  expect(await whoIs(desk, `${agents}=${customerToken}`)).toBe("UNAUTHENTICATED");
  expect(await whoIs(desk, `${customers}=${agentToken}`)).toBe("UNAUTHENTICATED");
  expect(await whoIs(desk, `${agents}=${agentToken}; ${customers}=${customerToken}`)).toBe(`agent ${agentId}`);
});

test("not even a token with the other realm's claims passes, unless it has that realm's key", async () => {
  const { desk, config, hub, customer, agent, agentToken, customerToken } = await bothRealms();
  const agentClaims = agent.kind === "session" ? { ...agent.claims } : {};
  const [agents, customers] = [agentCookieName(config), hubCookieName(config)];
  expect(hub.secret).not.toBe(config.authSecret);
  expect(hub.secret).not.toContain(config.authSecret);
  for (const cookie of [
    `${agents}=${await encode({ token: agentClaims, secret: hub.secret })}`,
    `${agents}=${await encode({ token: { ...customer.claims, agentId: 1 }, secret: config.authSecret })}`,
    `${customers}=${await encode({ token: { ...customer.claims }, secret: config.authSecret })}`,
    `${customers}=${await encode({ token: agentClaims, secret: hub.secret })}`,
    `${customers}=${await encode({ token: { ...customer.claims, customerId: "1" }, secret: hub.secret })}`,
    `${customers}=${await encode({ token: { ...customer.claims }, secret: hub.secret, maxAge: -60 })}`,
  ])
    expect(await whoIs(desk, cookie)).toBe("UNAUTHENTICATED");
  await expect(decode({ token: customerToken, secret: config.authSecret })).rejects.toThrow();
  await expect(decode({ token: agentToken, secret: hub.secret })).rejects.toThrow();
  expect(await hub.claimsOf(agentToken)).toBeUndefined();
});

test("a kept cookie is worth nothing after signing out, here or everywhere", async () => {
  const { desk, config, hub, customer, customerToken } = await bothRealms();
  const cookie = `${hubCookieName(config)}=${customerToken}`;
  await hub.signOut(customer.claims);
  expect(await whoIs(desk, cookie)).toBe("UNAUTHENTICATED");

  const other = await desk.aCustomer();
  const second = await encode({ token: { ...other.claims }, secret: hub.secret });
  expect(await whoIs(desk, `${hubCookieName(config)}=${second}`)).toBe(`customer ${other.id}`);
  await hub.signOutEverywhere(other.claims);
  expect(await whoIs(desk, `${hubCookieName(config)}=${second}`)).toBe("UNAUTHENTICATED");
  await hub.signOutEverywhere(other.claims);
});
