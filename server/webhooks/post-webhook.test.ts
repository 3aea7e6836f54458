import { lookup } from "node:dns";
import { startWebhookReceiver, type WebhookReceiver, withStatus } from "@/server/testing/webhook-receiver";
import { postWebhook } from "./post-webhook";

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

const post = (url: string, { allowsLoopback = true, timeoutMs = 5000 } = {}) =>
  postWebhook({ url, body: '{"a":1}', headers: { "content-type": "application/json" }, allowsLoopback, timeoutMs });

const PRIVATE = "Its host name leads to a private address, which is not sent to.";

test("a post says what came back", async () => {
  receiver.answerNext(withStatus(201, "made"));
  expect(await post(receiver.url)).toEqual({ status: 201, problem: null, response: "made", retryAfterMs: null });
  expect(receiver.received).toMatchObject([{ body: '{"a":1}', headers: { "content-type": "application/json" } }]);
  receiver.answerNext(withStatus(429, "", { "retry-after": "7" }));
  expect(await post(receiver.url)).toMatchObject({ status: 429, problem: "It answered 429.", retryAfterMs: 7000 });
});

test("a redirect is followed nowhere", async () => {
  receiver.answerNext(withStatus(302, "", { location: `${receiver.url}/elsewhere` }));
  expect(await post(receiver.url)).toMatchObject({
    status: 302,
    problem: "It answered with a redirect (302), which is not followed.",
  });
  expect(receiver.received).toHaveLength(1);
});

test("of a long answer the beginning alone is read, and an answer without an end is not waited for", async () => {
  receiver.answerNext(
    (response) => void response.writeHead(200).write("x".repeat(100_000)),
    () => undefined,
  );
  const long = await post(receiver.url);
  expect([long.status, long.problem, long.response.length]).toEqual([200, null, 1024]);
  expect(await post(receiver.url, { timeoutMs: 100 })).toMatchObject({
    status: null,
    problem: "No answer within 0.1 seconds.",
  });
});

test("outside of demo mode nothing is sent in the clear, nor to this machine", async () => {
  const { port } = new URL(receiver.url);
  expect(await post(receiver.url, { allowsLoopback: false })).toMatchObject({
    problem: "Only https addresses are sent to.",
  });
  for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
    expect([host, await post(`https://${host}:${port}/`, { allowsLoopback: false })]).toMatchObject([
      host,
      { problem: PRIVATE },
    ]);
  expect(receiver.received).toHaveLength(0);
});

test("private, link-local, metadata and translated addresses are sent to nowhere, not even in demo mode", async () => {
  for (const host of [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "[fe80::1]",
    "[fd00::1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::7f00:1]",
    "0.0.0.0",
    "224.0.0.1",
    "127.0.0.2",
  ])
    expect([host, await post(`https://${host}/`)]).toMatchObject([host, { problem: PRIVATE }]);
});

test("a name is judged by the addresses that the connection is made to, whatever it pointed to before", async () => {
  // localhost is a name like any other to the guard: what it leads to is looked up as the connection is made.
  const addresses = await new Promise((resolve) => lookup("localhost", { all: true }, (_, all) => resolve(all)));
  expect(addresses).not.toEqual([]);
  const { port } = new URL(receiver.url);
  expect(await post(`https://localhost:${port}/`, { allowsLoopback: false })).toMatchObject({ problem: PRIVATE });
  expect(await post(`http://localhost:${port}/`)).toMatchObject({ status: 204 });
});

test("a host that is not there is said to be none", async () => {
  expect(await post("https://no-such-host.invalid/")).toMatchObject({
    status: null,
    problem: expect.stringMatching(/host name/),
  });
});
