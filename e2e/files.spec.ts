import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "./build";
import { aColleague, type Colleague } from "./colleague";
import { expect, test } from "./desk";
import { FILES, REFUSED } from "./import-files";

// What the wizard does, without its pages: upload, preview, start, as any program may.

interface Import {
  id: string;
  status: string;
  message: string | null;
  totalRows: number | null;
  created: number;
  updated: number;
  unchanged: number;
  restored: number;
  failed: number;
  failures: { nodes: { message: string }[] };
}

const STATE = "id status message totalRows created updated unchanged restored failed failures { nodes { message } }";

async function settled(colleague: Colleague, id: string): Promise<Import> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const answer = await colleague.ask<{ import: Import }>(`query ($id: ID!) { import(id: $id) { ${STATE} } }`, { id });
    if (!["PREVIEWING", "QUEUED", "RUNNING"].includes(answer.import.status)) return answer.import;
    await pause(100);
  }
  throw new Error(`Import ${id} did not come to an end within a minute.`);
}

async function preview(colleague: Colleague, name: string, bytes: Buffer, options = {}): Promise<Import> {
  const input = { uploadId: await colleague.upload(name, bytes), ...options };
  const { previewImport } = await colleague.ask<{ previewImport: { import: { id: string } } }>(
    "mutation ($input: PreviewImportInput!) { previewImport(input: $input) { import { id } userErrors { message } } }",
    { input },
  );
  return settled(colleague, previewImport.import.id);
}

async function importFile(colleague: Colleague, name: string, bytes: Buffer, options = {}): Promise<Import> {
  const { id, message, status } = await preview(colleague, name, bytes, options);
  expect(status, message ?? "").toBe("READY");
  await colleague.ask("mutation ($id: ID!) { startImport(input: { importId: $id }) { userErrors { message } } }", {
    id,
  });
  return settled(colleague, id);
}

const counts = ({ created, updated, unchanged, restored, failed }: Import) => ({
  created,
  updated,
  unchanged,
  restored,
  failed,
});
const NOTHING = { created: 0, updated: 0, unchanged: 0, restored: 0, failed: 0 };

interface Found {
  email: string;
  firstName: string;
  lastName: string;
  mobile: string | null;
  organisation: { name: string } | null;
  attributes: { name: string; value: string }[];
}

async function people(colleague: Colleague, query: string): Promise<Found[]> {
  const { customers } = await colleague.ask<{ customers: { totalCount: number; nodes: Found[] } }>(
    `query ($query: String!) { customers(first: 50, query: $query, sort: { field: EMAIL, direction: ASC }) {
      totalCount nodes { email firstName lastName mobile organisation { name } attributes { name value } } } }`,
    { query },
  );
  expect(customers.nodes).toHaveLength(customers.totalCount);
  return customers.nodes;
}

let colleague: Colleague;
test.beforeAll(async ({ desk }) => {
  colleague = await aColleague(desk);
});

for (const { title, bytes, people: expected, options } of FILES) {
  test(`${title}: every character arrives, and the second time changes nothing`, async () => {
    const done = await importFile(colleague, `${title}.csv`, bytes, options);
    expect(done.failures.nodes).toEqual([]);
    expect(counts(done)).toEqual({ ...NOTHING, created: expected.length });
    const domain = expected[0]?.email.split("@")[1] ?? "";
    const found = await people(colleague, domain);
    expect(found).toHaveLength(expected.length);
    expected.forEach((person, index) => {
      const { firstName, lastName, email, mobile, organisation, attributes } = found[index] as Found;
      expect(`${firstName} ${lastName}`.trim()).toBe(person.name);
      expect(email).toBe(person.email);
      expect(mobile).toBe(person.mobile ?? null);
      expect(organisation?.name).toBe(person.organisation);
      const all = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
      expect(all).toMatchObject(person.attributes ?? {});
    });

    const again = await importFile(colleague, `${title} again.csv`, bytes, options);
    expect(counts(again)).toEqual({ ...NOTHING, unchanged: expected.length });
    expect(again.message).toBe("Every row was in the list already: nothing has changed.");
  });
}

test("the untouched template imports cleanly", async () => {
  const name = "import_customers_template.csv";
  const done = await importFile(colleague, name, await colleague.download(name));
  expect(counts(done)).toEqual({ ...NOTHING, created: 3 });
});

// `first` and `last` are names; every other column becomes an attribute.
test("the cells of csv-spectrum are read as its JSON says", async () => {
  const folder = path.join(ROOT, "node_modules/csv-spectrum");
  for (const file of readdirSync(path.join(folder, "csvs"))) {
    const name = file.replace(/\.csv$/, "");
    const domain = `${name.replaceAll("_", "-")}.spectrum.example`;
    const rows = expectedRows(name, JSON.parse(readFileSync(path.join(folder, "json", `${name}.json`), "utf8")));
    // Who has no address is nobody: each record gets one in front.
    const records = splitRecords(readFileSync(path.join(folder, "csvs", file)));
    const bytes = Buffer.concat(
      records.map((record, index) =>
        Buffer.concat([Buffer.from(index === 0 ? "email," : `row${index}@${domain},`), record]),
      ),
    );
    const done = await importFile(colleague, file, bytes, { createAttributes: true });
    expect([file, counts(done), done.failures.nodes]).toEqual([file, { ...NOTHING, created: rows.length }, []]);
    const found = await people(colleague, domain);
    const cellsRead = found.map(({ firstName, lastName, attributes }) =>
      [firstName, lastName, ...attributes.map(({ value }) => value)].filter(Boolean).sort(),
    );
    const cells = rows.map((row) => Object.values(row).map(asStored).filter(Boolean).sort());
    expect([file, cellsRead]).toEqual([file, cells]);
  }
});

/** Of one sample (2.0.0) the JSON is a bare row and has a made-up phone number in the place of the one in its CSV. */
function expectedRows(name: string, json: unknown): Record<string, string>[] {
  if (name !== "location_coordinates") return json as Record<string, string>[];
  return [{ ...(json as Record<string, string>), "Contact Phone Number": "2095257564" }];
}

/** White space around a cell is not kept. */
const asStored = (cell: string) => cell.trim();

/** Records with their line ends, not parted within quotes. */
function splitRecords(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  let start = 0;
  let isQuoted = false;
  bytes.forEach((byte, index) => {
    if (byte === 0x22) isQuoted = !isQuoted;
    if (byte !== 0x0a || isQuoted) return;
    records.push(bytes.subarray(start, index + 1));
    start = index + 1;
  });
  if (start < bytes.length) records.push(bytes.subarray(start));
  return records;
}

for (const { title, bytes, says } of REFUSED) {
  test(`${title} is refused with what to do, and nothing is written`, async () => {
    const before = await colleague.ask("{ customers(first: 1) { totalCount } }");
    const refused = await preview(colleague, "refused.csv", bytes);
    expect(refused.status).toBe("REFUSED");
    expect(refused.message).toMatch(says);
    const { startImport } = await colleague.ask<{ startImport: { userErrors: unknown[] } }>(
      "mutation ($id: ID!) { startImport(input: { importId: $id }) { userErrors { message } } }",
      { id: refused.id },
    );
    expect(startImport.userErrors).toHaveLength(1);
    expect(await colleague.ask("{ customers(first: 1) { totalCount } }")).toEqual(before);
  });
}
