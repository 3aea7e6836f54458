import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { FileSource } from "./file-source";
import { inspectFile } from "./inspect-file";
import { readRecords } from "./read-records";
import type { FileFormat } from "./record-limit";
import { FileRefused } from "./refusal";
import { collect } from "./test-sources";

const commas: FileFormat = { encoding: "utf-8", delimiter: ",", hasSeparatorLine: false };
const MIB = 1024 * 1024;

/** A file of a start and then the same chunk over and over; counts what is taken from it. */
function longFile(start: string, chunk: string, size: number): FileSource & { taken: number } {
  const repeated = Buffer.from(chunk);
  const source = {
    taken: 0,
    open: async function* () {
      yield Buffer.from(start);
      for (let sent = 0; sent < size; sent += repeated.length) {
        source.taken += repeated.length;
        yield repeated;
      }
    },
  };
  return source;
}

async function refusalOf(source: FileSource): Promise<FileRefused> {
  try {
    for await (const _record of readRecords(source, commas));
  } catch (error) {
    if (error instanceof FileRefused) return error;
    throw error;
  }
  throw new Error("The file was read to its end.");
}

const filler = "x".repeat(16 * 1024);

test.each([
  [
    "8 MB after a quote that is never closed",
    longFile('a,b\n1,2\n3,"open\n', `${"y,z\n".repeat(4096)}`, 8 * MIB),
    "quote",
    /starts in line 3 .*quote that opens in line 3/,
  ],
  ["one line of 100 MB", longFile("a,b\n1,2\n", filler, 100 * MIB), "limit", /starts in line 3 is larger than 64 KiB/],
  ["a header of 100 MB", longFile("", filler, 100 * MIB), "limit", /starts in line 1 is larger than 64 KiB/],
  ["a blank line of 100 MB", longFile("a,b\n", " ".repeat(16 * 1024), 100 * MIB), "limit", /starts in line 2/],
  ["100,000 columns", longFile("", "a,".repeat(8 * 1024), 2 * 100_000), "limit", /Line 1 has more than 1,000 columns/],
  [
    "100,000 columns in a row",
    longFile("a,b\n1,2\n", ",".repeat(16 * 1024), 100_000),
    "limit",
    /Line 3 has more than 1,000 columns/,
  ],
])("%s is refused, and no more than the start of it is read", async (_what, source, code, message) => {
  const refusal = await refusalOf(source);
  expect(refusal.code).toBe(code);
  expect(refusal.message).toMatch(message);
  expect(source.taken).toBeLessThan(MIB);
});

test("a chunk of 100 MB is looked at slice by slice", async () => {
  const source: FileSource = {
    open: async function* () {
      yield Buffer.concat([Buffer.from("a\n"), Buffer.alloc(100 * MIB, "x")]);
    },
  };
  expect((await refusalOf(source)).code).toBe("limit");
});

test("an open quote at the end of a short file is refused with the line it opens in", async () => {
  const source = longFile('a,b\n1,"2\n3"\n4,"5\n6,7\n', "8,9\n", 4);
  expect((await refusalOf(source)).message).toMatch(/quote that opens in line 4 is never closed/);
});

test("a record of exactly 64 KiB is read, one byte more is refused", async () => {
  const longest = `é,"${"\n".repeat(64 * 1024 - 5)}"`;
  expect(Buffer.byteLength(longest)).toBe(64 * 1024);
  const records = await collect(readRecords(longFile(`a,b\n${longest}`, "\n", 1), commas));
  expect(records[0]?.cells[1]).toHaveLength(64 * 1024 - 5);
  expect((await refusalOf(longFile(`a,b\nx${longest}`, "\n", 1))).code).toBe("limit");
});

test("a thousand columns are read", async () => {
  const names = Array.from({ length: 1000 }, (_, at) => `c${at}`).join(",");
  const records = await collect(readRecords(longFile(`${names}\n`, `${names}\n`, 1), commas));
  expect(records[0]?.cells).toHaveLength(1000);
});

test("looking at a hostile file refuses it as well", async () => {
  await expect(inspectFile(longFile('a,b\n1,"open\n', filler, 8 * MIB))).rejects.toThrow(/never closed/);
  await expect(inspectFile(longFile("", "a,".repeat(8 * 1024), 200_000))).rejects.toThrow(/1,000 columns/);
});

test("a long file is read in constant memory", async () => {
  const source = longFile("email,name\n", "ann@example.com,Ann\n".repeat(800), 4 * MIB);
  let rows = 0;
  let ahead = 0;
  const used: number[] = [];
  for await (const _record of readRecords(source, commas)) {
    rows += 1;
    ahead = Math.max(ahead, source.taken - rows * 20);
    if (rows % 50_000 === 0) used.push(memoryInUse());
  }
  expect(rows).toBe(Math.ceil((4 * MIB) / 16_000) * 800);
  expect(ahead).toBeLessThan(MIB);
  // 150,000 records that somebody kept would be more than their text, which is 3 MB.
  expect((used.at(-1) ?? 0) - (used[0] ?? 0)).toBeLessThan(2 * MIB);
});

/** What is still referred to. */
function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
