import { textOfBytes } from "./charset";

/** With the space behind it, where another one follows. */
const WORD = /=\?([^?\s]{1,80})\?([bq])\?([^?]*)\?=(?:\s+(?==\?[^?\s]{1,80}\?[bq]\?))?/gi;

/**
 * Encoded words (RFC 2047) as UTF-8, whatever they say that they are. Words that follow each other are read together: many programs cut a
 * character in two between them.
 */
export function wordsInUtf8(value: string): string {
  if (!value.includes("=?")) return value;
  let result = "";
  let end = 0;
  let run: { label: string; bytes: Buffer[] } | undefined;
  const endRun = () => {
    if (run) result += inUtf8(textOfBytes(Buffer.concat(run.bytes), run.label));
    run = undefined;
  };
  for (const match of value.matchAll(WORD)) {
    const [whole, label = "", encoding = "", text = ""] = match;
    const plain = label.toLowerCase().replace(/\*.*$/, "");
    if (match.index > end || run?.label !== plain) endRun();
    result += value.slice(end, match.index);
    run ??= { label: plain, bytes: [] };
    run.bytes.push(bytesOf(encoding, text));
    end = match.index + whole.length;
  }
  endRun();
  return result + value.slice(end);
}

const inUtf8 = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;

function bytesOf(encoding: string, text: string): Buffer {
  if (encoding.toLowerCase() === "b") return Buffer.from(text, "base64");
  const unquoted = text
    .replace(/_/g, " ")
    // Raw UTF-8 within a word that should have none.
    .replace(/[^\0-\x7f]/g, (sign) => Buffer.from(sign).toString("latin1"))
    .replace(/=\s*([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(unquoted, "latin1");
}
