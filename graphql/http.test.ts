import { once } from "node:events";
import { connect } from "node:net";
import { auditServer } from "graphql-http";
import { expectLoggedError } from "@/server/testing/unexpected-errors";
import { MAX_BODY_BYTES } from "./limits";
import { BODY_TIMEOUT_MS } from "./read-body";
import { testDesk } from "./testing/desk";

const QUERY = JSON.stringify({ query: "{ __typename }" });
const JSON_TYPE = { "content-type": "application/json" };

const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
  fetch(url, { method: "POST", body: body as string, headers });

describe("the endpoint over HTTP", () => {
  test("it keeps to the GraphQL over HTTP specification", async () => {
    const url = await (await testDesk()).listen();
    const results = await auditServer({ url });
    const broken = results.filter((result) => result.status !== "ok");
    // Apollo answers 400 where the specification recommends 200, for clients that only know application/json.
    expect(broken.map(({ id, name, status }) => `${status} ${id} ${name}`)).toEqual([
      "warn 572B SHOULD use 200 status code on document parsing failure when accepting application/json",
      "warn FDE2 SHOULD use 200 status code on document validation failure when accepting application/json",
      "warn 7B9B SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
    ]);
    expect(results.length).toBeGreaterThan(50);
  });

  test("a body in UTF-8 is read with or without saying so, and with a byte order mark", async () => {
    const url = await (await testDesk()).listen();
    const withMark = new TextEncoder().encode(`\uFEFF${QUERY}`);
    const answers = await Promise.all([
      post(url, QUERY, { "content-type": "application/json; charset=utf-8" }),
      post(url, QUERY, { "content-type": 'Application/JSON;charset="UTF-8"' }),
      post(url, withMark),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
    }
  });

  test.each([
    ["malformed JSON", '{"query":'],
    ["an empty body", ""],
    ["a list of queries", `[${QUERY}]`],
    ["null", "null"],
    ["a number", "7"],
    ["a text", '"{ __typename }"'],
    ["an object without a query", "{}"],
    ["a query that is no text", '{"query":{"a":1}}'],
    ["variables that are no object", '{"query":"{ __typename }","variables":"x"}'],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
    ["a query that does not parse", '{"query":"{"}'],
  ])("%s is a bad request", async (_what, body) => {
    const url = await (await testDesk()).listen();
    const answer = await post(url, body);
    expect(answer.status).toBe(400);
    expect((await answer.json()).errors).toHaveLength(1);
  });

  test("what is not JSON is refused, so that no form of another site is ever read", async () => {
    const url = await (await testDesk()).listen();
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json; charset=utf-16",
    ]) {
      expect((await post(url, QUERY, { "content-type": type })).status).toBe(415);
    }
  });

  test("GET reads and never writes", async () => {
    const url = await (await testDesk()).listen();
    const accept = { accept: "application/graphql-response+json" };
    const read = await fetch(`${url}?query=${encodeURIComponent("{ __typename }")}`, { headers: accept });
    expect(read.status).toBe(200);
    expect(read.headers.get("content-type")).toBe("application/graphql-response+json; charset=utf-8");

    const mutation = 'mutation { createOrganisation(input: { name: "Acme" }) { userErrors { message } } }';
    const written = await fetch(`${url}?query=${encodeURIComponent(mutation)}`, { headers: accept });
    expect(written.status).toBe(405);
    expect(written.headers.get("allow")).toBe("POST");
  });

  test("HEAD, OPTIONS and the methods that there are not get their plain answers", async () => {
    const url = await (await testDesk()).listen();
    const head = await fetch(`${url}?query=${encodeURIComponent("{ __typename }")}`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const options = await fetch(url, { method: "OPTIONS", headers: { origin: "https://evil.example" } });
    expect([options.status, options.headers.get("access-control-allow-origin")]).toEqual([204, null]);
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const refused = await fetch(url, { method });
      expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
    }
  });

  test("a body over the limit is refused, whether it says its length or not", async () => {
    const url = await (await testDesk()).listen();
    const tooMuch = "x".repeat(MAX_BODY_BYTES + 1);
    expect((await post(url, tooMuch)).status).toBe(413);

    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= MAX_BODY_BYTES; sent += 65_536) controller.enqueue(new Uint8Array(65_536));
        controller.close();
      },
    });
    const init = { method: "POST", body: chunks, headers: JSON_TYPE, duplex: "half" };
    expect((await fetch(url, init as RequestInit)).status).toBe(413);
  });

  test("no answer is kept by a cache or taken for something else", async () => {
    const url = await (await testDesk()).listen();
    const { headers } = await post(url, QUERY);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  });

  test("a database that is away is an error of ours: masked, and logged with the id in the answer", async () => {
    const { ctx, listen } = await testDesk();
    const url = await listen();
    await ctx.database.close();
    expectLoggedError(/"requestId":"known-request-id"/);
    const answer = await post(url, QUERY, {
      ...JSON_TYPE,
      authorization: `Bearer deskfolk_${"a".repeat(43)}`,
      "x-request-id": "known-request-id",
    });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      errors: [
        {
          message: "Something went wrong on our side. Quote known-request-id to support.",
          extensions: { code: "INTERNAL_SERVER_ERROR" },
        },
      ],
    });
  });
});

describe("a client that stops in the middle of its body", () => {
  test("is told so and let go when its time is over", async () => {
    const url = new URL(await (await testDesk()).listen());
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, "connect");
    const realSetTimeout = setTimeout;
    // Only the wait for the body is shortened; everything else keeps its time.
    const timer = jest
      .spyOn(globalThis, "setTimeout")
      .mockImplementation(((run: () => void, ms: number, ...rest: never[]) =>
        realSetTimeout(run, ms === BODY_TIMEOUT_MS ? 50 : ms, ...rest)) as never);
    socket.write(
      `POST ${url.pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"que`,
    );
    let answer = "";
    socket.on("data", (part) => {
      answer += part;
    });
    await once(socket, "close");
    timer.mockRestore();
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toMatch(/connection: close/i);
  });
});
