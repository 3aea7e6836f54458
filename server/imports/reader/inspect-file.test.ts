import { deflateRawSync, gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { sourceOf } from "./file-source";
import { inspectFile } from "./inspect-file";
import { type FileRecord, readRecords } from "./read-records";
import { FileRefused } from "./refusal";
import { collect } from "./test-sources";

const header = ["email", "first_name", "last_name"];
const rows = [
  ["zoe@example.com", "Zoë", "Müller-Groß"],
  ["rtl@example.com", "יעל", "مريم"],
  ["emoji@example.com", "👩‍💻", "Ze\u0301e\u0301"],
];
const western = [
  ["zoe@example.de", "Zoë", "Groß – €"],
  ["ute@example.de", "Ute", "“Ä”"],
];

function csv(cells: string[][], delimiter = ",", lineEnd = "\n"): string {
  return [header, ...cells].map((row) => row.join(delimiter) + lineEnd).join("");
}

async function read(content: string | Uint8Array, choices?: Parameters<typeof inspectFile>[1]) {
  const source = sourceOf(content);
  const { header, ...format } = await inspectFile(source, choices);
  const records: FileRecord[] = await collect(readRecords(source, format));
  return { header, format, cells: records.map((record) => record.cells), records };
}

test.each([
  ["UTF-8", Buffer.from(csv(rows)), "utf-8", ",", rows],
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${csv(rows)}`), "utf-8", ",", rows],
  ["Excel's Unicode text", Buffer.from(`\ufeff${csv(rows, "\t", "\r\n")}`, "utf16le"), "utf-16le", "\t", rows],
  ["UTF-16BE", Buffer.from(`\ufeff${csv(rows)}`, "utf16le").swap16(), "utf-16be", ",", rows],
  ["German Excel", iconv.encode(csv(western, ";", "\r\n"), "win1252"), "windows-1252", ";", western],
  ["sep=; as first line", Buffer.from(`sep=;\r\n${csv(rows, ";", "\r\n")}`), "utf-8", ";", rows],
  ["sep=; after a byte order mark", Buffer.from(`\ufeffsep=;\r\n${csv(rows, ";", "\r\n")}`), "utf-8", ";", rows],
  ["line ends of an old Mac", Buffer.from(csv(rows, ",", "\r")), "utf-8", ",", rows],
  ["no line end after the last row", Buffer.from(csv(rows).trimEnd()), "utf-8", ",", rows],
  ["trailing delimiters", Buffer.from(csv(rows, ",", ",,\n")), "utf-8", ",", rows],
  ["blank lines", Buffer.from(`\n\r\n${csv(rows, ",", "\n\n  \n,,\n")}\n\n`), "utf-8", ",", rows],
])("%s is read with the right characters and rows", async (_what, bytes, encoding, delimiter, expected) => {
  const file = await read(bytes);
  expect(file.format).toMatchObject({ encoding, delimiter });
  expect(file.header).toEqual(header);
  expect(file.cells).toEqual(expected);
  expect(file.records.map(({ row }) => row)).toEqual(expected.map((_, at) => at + 1));
  expect(file.records.filter(({ problem }) => problem)).toEqual([]);
});

test("what was detected can be switched", async () => {
  const cyrillic = iconv.encode(csv([["a@example.com", "Анна", "Каренина"]], ";"), "win1251");
  const file = await read(cyrillic, { encoding: "windows-1251", delimiter: ";" });
  expect(file.cells).toEqual([["a@example.com", "Анна", "Каренина"]]);
  await expect(read(csv(rows), { delimiter: "\n" })).rejects.toThrow(/one character/);
  await expect(read(iconv.encode(csv(western), "win1252"), { encoding: "utf-8" })).rejects.toThrow(
    /Choose another encoding/,
  );
});

const xlsx = Buffer.concat([
  Buffer.from("PK\x03\x04\x14\x00\x06\x00\x08\x00", "latin1"),
  deflateRawSync("<workbook/>"),
]);

test.each([
  ["xlsx", xlsx, /Excel workbook \(\.xlsx\).*save it as CSV/],
  ["xls", Buffer.from("d0cf11e0a1b11ae10000", "hex"), /Excel workbook of the older kind.*save it as CSV/],
  ["PNG", Buffer.from("89504e470d0a1a0a0000000d", "hex"), /PNG picture.*save it as CSV/],
  ["PDF", Buffer.from("%PDF-1.7\n"), /PDF document.*save it as CSV/],
  ["gzip", gzipSync(csv(rows)), /gzip archive.*save it as CSV/],
  ["a web page", Buffer.from("\ufeff<!DOCTYPE html><table>"), /web page.*save it as CSV/],
  ["bytes with NUL", Buffer.from([77, 90, 0, 3, 0, 0, 0, 4, 0, 0, 255, 255, 0, 1]), /not a text file.*save it as CSV/],
  ["UTF-16 with NUL characters", Buffer.from("\ufeffa,b\n1,\0\n", "utf16le"), /not a text file.*save it as CSV/],
  ["an empty file", Buffer.alloc(0), /is empty\. Choose a file/],
  ["a byte order mark alone", Buffer.from("\ufeff"), /is empty\. Choose a file/],
  ["blank lines alone", Buffer.from("\n\n \r\n"), /is empty\. Choose a file/],
  ["a header alone", Buffer.from("email,mobile\n\n,\n"), /column names but no rows.*Add a line/],
  ["a header after sep= alone", Buffer.from("sep=;\nemail;mobile"), /column names but no rows.*Add a line/],
])("%s is refused with a sentence that says what to do", async (_what, bytes, message) => {
  const refusal = await read(bytes).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(FileRefused);
  expect((refusal as FileRefused).message).toMatch(message);
});
