import { encode } from "next-auth/jwt";
import { signOutAgent } from "@/server/accounts/agent-sessions";
import { setAgentActive } from "@/server/accounts/agents";
import { agentCookieName, type Caller } from "./caller";
import { type Answer, type TestDesk, testDesk } from "./testing/desk";

const OWN = "http://localhost:3000";

async function aSession(
  desk: TestDesk,
): Promise<{ claims: Extract<Caller, { kind: "session" }>["claims"]; cookie: string }> {
  const caller = await desk.anAgent("agent");
  if (caller.kind !== "session") throw new Error("An agent signs in with a session.");
  const { sessionId, agentId, sessionVersion } = caller.claims;
  return { claims: caller.claims, cookie: await cookieOf(desk, { sessionId, agentId, sessionVersion }) };
}

async function cookieOf(desk: TestDesk, token: Record<string, unknown>, secret?: string): Promise<string> {
  const { config } = desk.helpdesk;
  const value = await encode({ token, secret: secret ?? config.authSecret });
  return `theme=dark; ${agentCookieName(config)}=${value}; other=1`;
}

/** Whom the endpoint takes the request for: a name, or the code of its refusal. */
async function whoIs(desk: TestDesk, headers: Record<string, string>): Promise<string> {
  const answer = await desk.helpdesk.handleGraphQL(
    new Request(`${OWN}/api/graphql`, {
      method: "POST",
      headers: { host: "localhost:3000", "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: "{ viewer { name } }" }),
    }),
  );
  const { data, errors } = (await answer.json()) as Answer;
  return data?.viewer?.name ?? String(errors?.[0]?.extensions?.code);
}

test("the session cookie is taken from our own pages and from programs", async () => {
  const desk = await testDesk();
  const { cookie } = await aSession(desk);
  const from = (headers: Record<string, string>) => whoIs(desk, { cookie, ...headers });
  expect(await from({})).toBe("Agent 1");
  expect(await from({ "sec-fetch-site": "same-origin", origin: OWN })).toBe("Agent 1");
  expect(await from({ "sec-fetch-site": "none" })).toBe("Agent 1");
  expect(await from({ host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" })).toBe("Agent 1");
});

test("a request that another site makes with our cookie is nobody's", async () => {
  const desk = await testDesk();
  const { cookie } = await aSession(desk);
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: OWN },
    { origin: "https://evil.example" },
    { origin: "http://localhost:3000.evil.example" },
    { origin: "http://localhost:4000" },
    { origin: "null" },
    { origin: "" },
  ] as Record<string, string>[]) {
    expect([headers, await whoIs(desk, { cookie, ...headers })]).toEqual([headers, "UNAUTHENTICATED"]);
  }
});

test("a cookie of another secret, realm or shape is nobody's", async () => {
  const desk = await testDesk();
  const { claims, cookie } = await aSession(desk);
  const { sessionId, agentId, sessionVersion } = claims;
  const name = agentCookieName(desk.helpdesk.config);
  for (const strange of [
    await cookieOf(desk, { sessionId, agentId, sessionVersion }, "another secret that is long enough to be one"),
    await cookieOf(desk, { customerId: agentId, sessionId, sessionVersion }),
    await cookieOf(desk, { sessionId, agentId: String(agentId), sessionVersion }),
    await cookieOf(desk, { sessionId: "guessed", agentId, sessionVersion }),
    cookie.replace(name, "deskfolk-customer.session-token"),
    cookie.replace(name, `__Secure-${name}`),
    `${name}=`,
    `${name}=x.y.z`,
    `${name}=${"x".repeat(5000)}`,
  ]) {
    expect(await whoIs(desk, { cookie: strange })).toBe("UNAUTHENTICATED");
  }
});

test("an expired cookie is nobody's", async () => {
  const desk = await testDesk();
  const { claims } = await aSession(desk);
  const { sessionId, agentId, sessionVersion } = claims;
  const { config } = desk.helpdesk;
  const value = await encode({ token: { sessionId, agentId, sessionVersion }, secret: config.authSecret, maxAge: -60 });
  expect(await whoIs(desk, { cookie: `${agentCookieName(config)}=${value}` })).toBe("UNAUTHENTICATED");
});

test("a kept cookie is worth nothing after signing out or deactivation", async () => {
  const desk = await testDesk();
  const one = await aSession(desk);
  expect(await whoIs(desk, { cookie: one.cookie })).toBe("Agent 1");
  await signOutAgent(desk.ctx, one.claims);
  expect(await whoIs(desk, { cookie: one.cookie })).toBe("UNAUTHENTICATED");

  const other = await aSession(desk);
  expect(await whoIs(desk, { cookie: other.cookie })).toBe("Agent 2");
  await setAgentActive(desk.ctx, { email: "agent2@desk.example", isActive: false });
  expect(await whoIs(desk, { cookie: other.cookie })).toBe("UNAUTHENTICATED");
});

test("who sends an Authorization header means it: it goes before the cookie, right or wrong, from wherever", async () => {
  const desk = await testDesk();
  const { cookie } = await aSession(desk);
  const { token } = await desk.aToken("customer.view");
  const withHeader = (authorization: string) => whoIs(desk, { cookie, authorization, origin: "https://tool.example" });
  expect(await withHeader(`Bearer ${token}`)).toBe("Token of the tests");
  expect(await withHeader(`bearer  ${token}`)).toBe("Token of the tests");
  for (const wrong of [`Bearer ${token}x`, "Bearer", "Bearer ", `Basic ${token}`, token, `Bearer ${token} ${token}`]) {
    expect(await whoIs(desk, { cookie, authorization: wrong })).toBe("UNAUTHENTICATED");
  }
});
