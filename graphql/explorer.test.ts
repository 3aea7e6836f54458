import { testDesk } from "./testing/desk";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

test("a browser that opens the endpoint gets the explorer, with nothing from another host", async () => {
  const url = await (await testDesk()).listen();
  const answer = await fetch(url, { headers: BROWSER });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const page = await answer.text();
  expect(page).toContain('<html lang="en">');
  expect(page).toMatch(/<title>.+<\/title>/);
  expect(page).not.toMatch(/https?:\/\//);

  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain("unsafe-eval");
  expect(page).not.toMatch(/<script[^>]*>[^<]/);
  const head = await fetch(url, { method: "HEAD", headers: BROWSER });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("a program, and a browser that sends a query, get JSON", async () => {
  const url = await (await testDesk()).listen();
  const query = `${url}?query=${encodeURIComponent("{ __typename }")}`;
  const asked = [
    await fetch(query, { headers: { ...BROWSER, accept: `${BROWSER.accept}` } }),
    await fetch(query),
    await fetch(url),
    await fetch(url, { headers: { accept: "application/json" } }),
  ];
  for (const answer of asked) expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(asked.map((answer) => answer.status)).toEqual([200, 200, 400, 400]);
});
