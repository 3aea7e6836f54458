import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "./desk";
import type { DeskServer } from "./desk-server";

const MIB = 1024 ** 2;

/** Without ever being in memory. */
function* repeated(beginning: string, chunk: string, size: number): Generator<Buffer> {
  yield Buffer.from(beginning);
  for (let sent = 0; sent < size; sent += chunk.length) yield Buffer.from(chunk);
}

const letters = "x".repeat(64 * 1024);

const FILES: [string, () => Iterable<Buffer>, RegExp][] = [
  ["an unclosed quote of 8 MB", () => repeated('email\n"a@example.com\n', `${letters}\n`, 8 * MIB), /line 2/i],
  ["one line of 100 MB", () => repeated("email\na@example.com\n", letters, 100 * MIB), /line 3/],
  ["100,000 columns", () => repeated("email", ",column".repeat(8000), 700_000), /columns/],
];

for (const [what, contents, reason] of FILES) {
  test(`a file with ${what} is refused within seconds, and pages answer meanwhile`, async ({ desk }) => {
    const authorization = await tokenOf(desk);
    const slowest = watchHealth(desk);
    const { status, body } = await send(desk, { authorization }, contents());
    expect(status).toBe(201);
    const { uploadId } = JSON.parse(body) as { uploadId: string };
    const began = Date.now();
    const query = `mutation($uploadId: ID!) {
      previewImport(input: { uploadId: $uploadId }) { import { id status message } userErrors { message } } }`;
    const made = await ask(desk, authorization, query, { uploadId });
    const { id } = made.previewImport.import;
    await expect
      .poll(async () => (await ask(desk, authorization, `{ import(id: ${id}) { status message } }`)).import, {
        timeout: 30_000,
      })
      .toMatchObject({ status: "REFUSED", message: expect.stringMatching(reason) });
    expect(Date.now() - began).toBeLessThan(20_000);
    expect(await slowest()).toBeLessThan(2000);
  });
}

test("a file of 2 GiB is refused before it is sent", async ({ desk }) => {
  const headers = { authorization: await tokenOf(desk), "content-length": String(2 * 1024 ** 3) };
  const began = Date.now();

  const { status, body } = await send(desk, headers, [Buffer.from("email\n")], { isUnfinished: true });

  expect([status, JSON.parse(body).error]).toEqual([413, expect.stringMatching(/^A file is at most 1 GiB/)]);
  expect(Date.now() - began).toBeLessThan(5000);
});

const tokenOf = async (desk: DeskServer): Promise<string> => `Bearer ${await desk.token("Uploads")}`;

/** Asks for the health over and over; what it returns stops that and gives the slowest answer in milliseconds. */
function watchHealth(desk: DeskServer): () => Promise<number> {
  let isDone = false;
  let slowest = 0;
  const watching = (async () => {
    while (!isDone) {
      const began = Date.now();
      const answer = await fetch(`${desk.url}/api/health/ready`);
      expect(answer.status).toBe(200);
      slowest = Math.max(slowest, Date.now() - began);
      await sleep(50);
    }
  })();
  return async () => {
    isDone = true;
    await watching;
    return slowest;
  };
}

interface Answers {
  import: { id: string; status: string; message: string | null };
  previewImport: { import: { id: string } };
}

async function ask(desk: DeskServer, authorization: string, query: string, variables = {}): Promise<Answers> {
  const answer = await fetch(`${desk.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Answers; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** By hand, because fetch sends no length of its own choosing. */
async function send(
  desk: DeskServer,
  headers: Record<string, string>,
  contents: Iterable<Buffer>,
  { isUnfinished = false } = {},
): Promise<{ status: number | undefined; body: string }> {
  const sending = request(`${desk.url}/api/uploads`, {
    method: "POST",
    headers: { "content-type": "text/csv", "x-file-name": "people.csv", ...headers },
  });
  // The server may close the connection with its refusal, while we still send.
  sending.on("error", () => undefined);
  const answered = once(sending, "response");
  for (const chunk of contents) if (!sending.write(chunk)) await Promise.race([once(sending, "drain"), answered]);
  if (!isUnfinished) sending.end();
  const [response] = await answered;
  let body = "";
  for await (const chunk of response) body += chunk;
  sending.destroy();
  return { status: response.statusCode, body };
}
