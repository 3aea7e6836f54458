import { readFileSync } from "node:fs";
import path from "node:path";
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from "graphql";
import { ROOT } from "./build";
import { expect, test } from "./desk";

/** A minified server renames types (Next does so by itself), which no test of the sources can notice. */
test("the built product serves exactly the schema that is committed", async ({ page, signIn }) => {
  await signIn(page);
  const answer = await page.request.post("/api/graphql", {
    data: { query: getIntrospectionQuery({ specifiedByUrl: true }) },
  });
  const { data } = await answer.json();
  const served = printSchema(lexicographicSortSchema(buildClientSchema(data)));
  expect(`${served}\n`).toBe(readFileSync(path.join(ROOT, "graphql/schema.graphql"), "utf8"));
});
