import spectrum from "csv-spectrum";
import { sourceOf } from "./file-source";
import { inspectFile } from "./inspect-file";
import { readRecords } from "./read-records";

/** Of one sample (2.0.0) the JSON is a bare row and has a made-up phone number in the place of the one in its CSV. */
function expectedRows(name: string, json: unknown): unknown {
  return name === "location_coordinates" ? [{ ...(json as object), "Contact Phone Number": "2095257564" }] : json;
}

test("the cells of csv-spectrum are read as its JSON says", async () => {
  const samples = await new Promise<{ name: string; csv: Buffer; json: Buffer }[]>((resolve, reject) => {
    spectrum((error, all) => (error ? reject(error) : resolve(all)));
  });
  expect(samples.map(({ name }) => name)).toHaveLength(12);

  for (const { name, csv, json } of samples) {
    const rows: Record<string, string>[] = [];
    const source = sourceOf(csv);
    const format = await inspectFile(source);
    for await (const { cells, problem } of readRecords(source, format)) {
      expect(problem).toBeUndefined();
      rows.push(Object.fromEntries(format.header.map((header, at) => [header, cells[at] ?? ""])));
    }
    expect({ name, rows }).toEqual({ name, rows: expectedRows(name, JSON.parse(json.toString("utf8"))) });
  }
});
