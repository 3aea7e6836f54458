import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { connect } from "@/bench/sql-connection";
import { type DeskServer, startDesk } from "./desk-server";

/** `CRASHES=10 ROWS=200000 npx playwright test e2e/import-crash.spec.ts` is the longer way. */
const CRASHES = Number(process.env.CRASHES ?? 2);
const ROWS = Number(process.env.ROWS ?? 12_000);

test.setTimeout(120_000 + CRASHES * 60_000 + ROWS * 4);

for (const kind of ["sqlite", "mysql"] as const) {
  test(`every row is written once, however often all processes are killed in the middle (${kind})`, async () => {
    // e2e/start.ts has said loudly that this half does not run; with CI=true it has failed.
    test.skip(kind === "mysql" && !process.env.TEST_MYSQL_URL, "There is no MySQL or MariaDB.");
    const desk = await startDesk(kind);
    try {
      const ask = await callerOf(desk);
      const id = await ask.preview(file());
      await ask.start(id);

      for (let crash = 0; crash < CRASHES; crash += 1) {
        // Somewhere in its share of the rows, and then anywhere in a slice.
        await ask.until(id, ({ rowsDone }) => rowsDone >= ((crash + Math.random()) * ROWS) / (CRASHES + 1));
        await sleep(Math.random() * 300);
        await desk.crash();
        await desk.start();
      }
      const done = await ask.until(id, ({ status }) => status === "DONE");

      const expected = { created: ROWS - 3, updated: 1, unchanged: 0, restored: 0, failed: 2, totalRows: ROWS };
      expect(done).toMatchObject(expected);
      // What only a running import needs goes after its end.
      await expect
        .poll(() => countedIn(desk, id))
        .toEqual({
          customers: ROWS - 2,
          addresses: ROWS - 2,
          failures: 2,
          created: ROWS - 3,
          changed: 1,
          claims: 0,
        });
    } finally {
      await desk.stop();
    }
  });
}

/** The last row but one has an error, the last is the person of line 8; p100 is there before the import. */
function file(): string {
  let text = "email,first_name\n";
  for (let row = 1; row <= ROWS; row += 1) {
    text += row === ROWS - 1 ? "nobody,None\n" : `p${row === ROWS ? 7 : row}@example.com,Name${row}\n`;
  }
  return text;
}

interface Progress {
  status: string;
  rowsDone: number;
  created: number;
}

async function callerOf(desk: DeskServer) {
  const authorization = `Bearer ${await desk.token("Imports")}`;
  const call = async <T>(query: string, variables: object): Promise<T> => {
    const answer = await fetch(`${desk.url}/api/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const until = async (id: string, isSo: (found: Progress) => boolean): Promise<Progress> => {
    for (;;) {
      const query = `query($id: ID!) { import(id: $id) {
        status rowsDone totalRows created updated unchanged restored failed message } }`;
      // Right after a start the database may still be busy.
      const found = await call<{ import: Progress }>(query, { id }).catch(() => undefined);
      if (found && isSo(found.import)) return found.import;
      await sleep(50);
    }
  };
  return {
    until,
    async preview(csv: string): Promise<string> {
      await call(
        'mutation { createCustomer(input: { email: "p100@example.com", firstName: "Old" }) { userErrors { message } } }',
        {},
      );
      const headers = { "content-type": "text/csv", "x-file-name": "people.csv", authorization };
      const sent = await fetch(`${desk.url}/api/uploads`, { method: "POST", headers, body: csv });
      const { uploadId } = (await sent.json()) as { uploadId: string };
      const query = "mutation($uploadId: ID!) { previewImport(input: { uploadId: $uploadId }) { import { id } } }";
      const made = await call<{ previewImport: { import: { id: string } } }>(query, { uploadId });
      const { id } = made.previewImport.import;
      await until(id, ({ status }) => status === "READY");
      return id;
    },
    start: (id: string) =>
      call("mutation($id: ID!) { startImport(input: { importId: $id }) { userErrors { message } } }", { id }),
  };
}

async function countedIn(desk: DeskServer, importId: string) {
  const sql = await connect(desk.databaseUrl);
  const count = async (from: string) => {
    const [row] = await sql.all(`SELECT COUNT(*) AS found FROM ${from}`);
    return Number(row?.found);
  };
  try {
    return {
      customers: await count("customers"),
      addresses: await count("customer_identifiers WHERE identifier_key LIKE 'p%@example.com'"),
      failures: await count(`import_failures WHERE import_id = ${importId}`),
      created: await count(`customers WHERE source_import_id = ${importId}`),
      changed: await count(`import_changes WHERE import_id = ${importId}`),
      claims: (await count("import_claims")) + (await count("import_slices")),
    };
  } finally {
    await sql.close();
  }
}
