import { faker } from "@faker-js/faker";
import { format as formatCsv } from "fast-csv";
import { type FileSource, sourceOf } from "./file-source";
import { neutraliseCell } from "./neutralise-cell";
import { type FileRecord, readBatches, readRecords } from "./read-records";
import type { FileFormat } from "./record-limit";
import { collect, inPieces } from "./test-sources";

const commas: FileFormat = { encoding: "utf-8", delimiter: ",", hasSeparatorLine: false };

const read = (content: string, format = commas, options = {}): Promise<FileRecord[]> =>
  collect(readRecords(sourceOf(content), format, options));

test("rows count data, lines count the file: blank lines, quoted line breaks and every line end included", async () => {
  const records = await read('\na,b\r\n1,"x\r\ny"\r\n\r\n , \n2,"x\ny\rz"\r3,"say ""hi"""\n,4');
  expect(records).toEqual([
    { row: 1, line: 3, cells: ["1", "x\r\ny"] },
    { row: 2, line: 7, cells: ["2", "x\ny\rz"] },
    { row: 3, line: 10, cells: ["3", 'say "hi"'] },
    { row: 4, line: 11, cells: ["", "4"] },
  ]);
});

test("missing cells are empty, extra empty cells are dropped, an extra value is that row's problem alone", async () => {
  const records = await read("a,b\n1\n1,2,,\n1,2,3\n4,5\n");
  expect(records.map(({ cells }) => cells)).toEqual([
    ["1", ""],
    ["1", "2"],
    ["1", "2", "3"],
    ["4", "5"],
  ]);
  expect(records.map(({ problem }) => problem?.message.slice(0, 48))).toEqual([
    undefined,
    undefined,
    "This row has 3 cells, but the file has 2 columns",
    undefined,
  ]);
});

test("text after a closing quote is that row's problem alone, and none of it is lost", async () => {
  const records = await read('a,b\n"John "Johnny" Smith",x\n1, "2" \n"open" x,"q"\n');
  expect(records).toEqual([
    {
      row: 1,
      line: 2,
      cells: ['"John "Johnny" Smith"', "x"],
      problem: { column: "a", message: expect.stringMatching(/line 2/) },
    },
    { row: 2, line: 3, cells: ["1", "2"] },
    { row: 3, line: 4, cells: ['"open" x', "q"], problem: expect.objectContaining({ column: "a" }) },
  ]);
});

test("duplicate headers and __proto__ are columns like others", async () => {
  const [batch] = await collect(readBatches(sourceOf("email,__proto__,email,constructor\n1,2,3,4\n"), commas));
  expect(batch?.header).toEqual(["email", "__proto__", "email", "constructor"]);
  expect(batch?.records[0]?.cells).toEqual(["1", "2", "3", "4"]);
});

test("a file put together of two loses the marks in between, not the cells", async () => {
  const records = await read('\ufeffa,b\n1,2\n\ufeff"3",4\n\ufeff5,6\n');
  expect(records.map(({ cells }) => cells)).toEqual([
    ["1", "2"],
    ["3", "4"],
    ["5", "6"],
  ]);
});

test("reading from a row on gives the same rows, numbers and lines as reading all", async () => {
  const content = `sep=;\na;b\n\n${Array.from({ length: 500 }, (_, at) => `${at};"x\n${at}"\n;\n`).join("")}`;
  const format = { ...commas, delimiter: ";", hasSeparatorLine: true };
  const all = await read(content, format);
  expect(all).toHaveLength(500);
  expect(await read(content, format, { fromRow: 321 })).toEqual(all.slice(320));
  expect(await read(content, format, { fromRow: 501 })).toEqual([]);
});

test("batches are bounded and tell how much of the file is read", async () => {
  const content = `a\n${"1\n".repeat(100_000)}`;
  const source = inPieces(content, 10_000);
  let records = 0;
  let bytesRead = 0;
  for await (const batch of readBatches(source, commas, { batchSize: 300 })) {
    expect(batch.records.length).toBeLessThanOrEqual(300);
    expect(batch.bytesRead).toBeGreaterThanOrEqual(bytesRead);
    records += batch.records.length;
    bytesRead = batch.bytesRead;
  }
  expect(records).toBe(100_000);
  expect(bytesRead).toBe(content.length);
});

test("a reader that stops early closes the file", async () => {
  let isClosed = false;
  const source: FileSource = {
    open: async function* () {
      try {
        for (;;) yield Buffer.from("1,2\n".repeat(1000));
      } finally {
        isClosed = true;
      }
    },
  };
  for await (const { row } of readRecords(source, commas)) if (row === 10) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isClosed).toBe(true);
});

test("a source that fails is an error, not an end", async () => {
  const source: FileSource = {
    open: async function* () {
      yield Buffer.from("a\n1\n");
      throw new Error("the disk is gone");
    },
  };
  await expect(collect(readRecords(source, commas))).rejects.toThrow("the disk is gone");
});

test("any cells that are written are read again, wherever the chunks are cut", async () => {
  faker.seed(7);
  const alphabet = ['"', ",", ";", "\n", "\r", "\r\n", " ", "\t", "'", "=", "+1", "a", "é", "😀", "\u00a0", "\ufeff"];
  const cell = () =>
    faker.helpers.multiple(() => faker.helpers.arrayElement(alphabet), { count: { min: 0, max: 5 } }).join("");
  for (let round = 0; round < 60; round += 1) {
    const rows = faker.helpers.multiple(() => ["k", cell(), cell(), "e"], { count: 30 });
    const csv = formatCsv({
      headers: false,
      quote: '"',
      quoteColumns: true,
      rowDelimiter: faker.helpers.arrayElement(["\n", "\r\n", "\r"]),
    });
    csv.write(["a", "b", "c", "d"]);
    for (const row of rows) csv.write(row.map(neutraliseCell));
    csv.end();
    const content = (await collect(csv)).map(String).join("");
    const records = await collect(readRecords(inPieces(content, faker.number.int({ min: 1, max: 40 })), commas));
    expect(records.map(({ cells }) => cells)).toEqual(rows);
  }
});

test("no text at all makes the parser and the record limit disagree", async () => {
  faker.seed(11);
  const alphabet = ['"', '"', ",", ",", "\n", "\r", "\r\n", " ", "\t", "a", "b", "\u00a0", "\ufeff", "\u2028", '""'];
  for (let round = 0; round < 3000; round += 1) {
    const noise = faker.helpers
      .multiple(() => faker.helpers.arrayElement(alphabet), { count: { min: 1, max: 25 } })
      .join("");
    const content = `h,i\n${noise}"\n`;
    const outcome = await collect(readRecords(sourceOf(content), commas)).catch((error: Error) => error.message);
    if (typeof outcome === "string") expect(outcome).toMatch(/is never closed/);
    else for (const { cells } of outcome) expect(cells.some((text) => text.trim() !== "")).toBe(true);
  }
});
