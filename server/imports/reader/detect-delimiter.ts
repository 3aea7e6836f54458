import { fieldAliases } from "./field-aliases";
import { foldHeader } from "./fold-header";
import { RecordFramer } from "./record-framer";

/** What is detected, and what the wizard offers to switch to. */
export const delimiters = [",", ";", "\t", "|"] as const;

export interface DetectedDelimiter {
  delimiter: string;
  hasSeparatorLine: boolean;
}

/** Records that are compared: enough to see a pattern, few enough to be quick on any head of a file. */
const SAMPLE_RECORDS = 50;

const knownHeaders = new Set([...fieldAliases.values()].flat().map(foldHeader));

/** Finds the delimiter in the decoded beginning of a file. Excel's first line `sep=;` settles it. */
export function detectDelimiter(head: string): DetectedDelimiter {
  // A letter, a digit or a quote cannot be meant: then the line is left to be the header that it looks like.
  const separator = /^\ufeff?"?sep=([^\p{L}\p{N}"\r\n])"?(?:\r|\n|$)/iu.exec(head)?.[1];
  if (separator?.length === 1) return { delimiter: separator, hasSeparatorLine: true };

  const [first = ","] = delimiters
    .map((delimiter) => ({ delimiter, ...score(head, delimiter) }))
    .filter(({ columns }) => columns > 1)
    .sort((a, b) => b.known - a.known || b.agreement - a.agreement || b.columns - a.columns)
    .map(({ delimiter }) => delimiter);
  return { delimiter: first, hasSeparatorLine: false };
}

/** How well the head reads with one delimiter: headers that we know, rows as wide as the header, columns. */
function score(head: string, delimiter: string): { known: number; agreement: number; columns: number } {
  const records = sampleRecords(head, delimiter);
  const [header = [], ...rows] = records.map((record) => splitCells(record, delimiter));
  const agreeing = rows.filter((row) => row.length === header.length).length;
  return {
    known: header.length > 1 ? header.filter((cell) => knownHeaders.has(foldHeader(unquote(cell)))).length : 0,
    agreement: rows.length > 0 ? agreeing / rows.length : 0,
    columns: header.length,
  };
}

function sampleRecords(head: string, delimiter: string): string[] {
  // A wrong delimiter may find endless columns or quotes; that must not refuse the file, only lose the comparison.
  const framer = new RecordFramer(delimiter, {
    recordBytes: Number.POSITIVE_INFINITY,
    columns: Number.POSITIVE_INFINITY,
  });
  return framer
    .push(`${head}\n`)
    .slice(0, SAMPLE_RECORDS)
    .map((record) => record.text);
}

function splitCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let i = 0; i < record.length; i += 1) {
    if (record[i] === '"') isQuoted = !isQuoted;
    else if (record[i] === delimiter && !isQuoted) {
      cells.push(record.slice(start, i));
      start = i + 1;
    }
  }
  return [...cells, record.slice(start)];
}

function unquote(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/s, "$1");
}
