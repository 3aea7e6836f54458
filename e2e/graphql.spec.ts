import { readFileSync } from "node:fs";
import path from "node:path";
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from "graphql";
import { ROOT } from "./build";
import { expect, test } from "./desk";
import { type DeskServer, NEXT_ALONE, startDesk } from "./desk-server";

const JSON_TYPE = { "content-type": "application/json" };

const aToken = (desk: DeskServer): Promise<string> => desk.token("Reader", "customer.view");

/** The same for both: one handler, two mounts. */
async function expectTheEndpoint(desk: DeskServer): Promise<void> {
  const url = `${desk.url}/api/graphql`;
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: "POST",
      headers: { ...JSON_TYPE, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  const served = await (await post({ query: getIntrospectionQuery({ specifiedByUrl: true }) })).json();
  const schema = printSchema(lexicographicSortSchema(buildClientSchema(served.data)));
  expect(`${schema}\n`).toBe(readFileSync(path.join(ROOT, "graphql/schema.graphql"), "utf8"));

  const authorization = `Bearer ${await aToken(desk)}`;
  const list = { query: "{ viewer { permissions } customers(first: 1) { totalCount nodes { createdAt } } }" };
  expect((await (await post(list)).json()).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  const { data } = await (await post(list, { authorization })).json();
  expect(data.viewer.permissions).toEqual(["customer.view"]);

  expect((await post('{"query":')).status).toBe(400);
  expect((await post("x".repeat(1024 * 1024 + 1))).status).toBe(413);
  expect((await post({ query: "{" })).status).toBe(400);
  const write = encodeURIComponent('mutation { createOrganisation(input: { name: "A" }) { userErrors { code } } }');
  expect((await fetch(`${url}?query=${write}`, { headers: { authorization } })).status).toBe(405);
  expect((await fetch(url, { method: "OPTIONS" })).status).toBe(204);

  const page = await fetch(url, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  for (const file of (await page.text()).match(/\/explorer\/[\w.-]+/g) ?? []) {
    expect([file, (await fetch(desk.url + file)).status]).toEqual([file, 200]);
  }
}

test("the front door serves the committed schema, tokens, limits and the explorer", async ({ desk }) => {
  await expectTheEndpoint(desk);
});

test("so does Next alone, where a host runs it by itself", async () => {
  test.setTimeout(120_000);
  const desk = await startDesk("sqlite", NEXT_ALONE);
  try {
    await expectTheEndpoint(desk);
  } finally {
    await desk.stop();
  }
});

test("the explorer asks as whoever is signed in, or with a token, and loads nothing from elsewhere", async ({
  page,
  desk,
  signIn,
}) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(desk.url)) elsewhere.push(request.url());
  });
  await signIn(page);
  await page.goto("/api/graphql");
  await expect(page).toHaveTitle(/GraphQL explorer/);
  const run = page.getByRole("button", { name: /execute query/i });
  const result = page.getByRole("region", { name: /result window/i });
  // The button is there before the editor has read its query; a person would press it again.
  await expect(async () => {
    await run.click();
    await expect(result).toContainText("Ada Admin", { timeout: 4000 });
  }).toPass();

  await page.getByRole("button", { name: /^headers$/i }).click();
  await page.getByRole("region", { name: /headers/i }).click();
  await page.keyboard.insertText(`{ "Authorization": "Bearer ${await aToken(desk)}" }`);
  await run.click();
  await expect(result).toContainText("Reader");
  expect(elsewhere).toEqual([]);
});
