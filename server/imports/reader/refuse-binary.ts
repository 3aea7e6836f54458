import { FileRefused } from "./refusal";

const saveAsCsv =
  "Open it in the program it comes from, save it as CSV (“CSV UTF-8” where it is offered) and upload that file.";

/** First bytes (as Latin-1) of what people drop on an import by mistake, and what to call it. */
const signatures: readonly (readonly [signature: string, name: string])[] = [
  ["PK\x03\x04", "an Excel workbook (.xlsx) or another zipped file"],
  ["PK\x05\x06", "an empty zip archive"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel workbook of the older kind (.xls)"],
  ["%PDF-", "a PDF document"],
  ["\x89PNG", "a PNG picture"],
  ["\xff\xd8\xff", "a JPEG picture"],
  ["GIF8", "a GIF picture"],
  ["\x1f\x8b", "a gzip archive"],
  ["Rar!", "a RAR archive"],
  ["7z\xbc\xaf\x27\x1c", "a 7-Zip archive"],
  ["SQLite format 3\0", "a database"],
  ["{\\rtf", "a rich text document"],
];

/** Text that is no table: CRMs like to name a web page "contacts.xls" or "contacts.csv". */
const textFormats: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|meta|\?xml)/i, "a web page or an XML document"],
  [/^(?:\xef\xbb\xbf)?\s*BEGIN:VCARD/i, "a vCard address book"],
];

/** Refuses a file that by its first bytes is something else than a table in text form, or is empty. */
export function refuseBinary(head: Uint8Array): void {
  const start = Buffer.from(head.subarray(0, 512)).toString("latin1");
  if (start === "") throw emptyFile();
  const known =
    signatures.find(([signature]) => start.startsWith(signature)) ??
    textFormats.find(([pattern]) => pattern.test(start));
  if (known) throw binaryFile(`This is ${known[1]}, not a CSV file.`);
}

export function binaryFile(what = "This is not a text file, so it cannot be a CSV file."): FileRefused {
  return new FileRefused("binary", `${what} ${saveAsCsv}`);
}

export function emptyFile(): FileRefused {
  return new FileRefused(
    "empty",
    "This file is empty. Choose a file with a line of column names and a line for each customer; the template shows how.",
  );
}
