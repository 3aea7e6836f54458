import { analyse } from "chardet";
import iconv from "iconv-lite";

/** Labels that say nothing, and those that are written on anything; the last ones are no charsets, whatever iconv-lite does with them. */
const SAYS_NOTHING =
  /^(|utf-?8.*|unicode-1-1-utf-8|(us-?)?ascii|ansi_x3\..*|.*unknown.*|default|none|base64|hex|binary|internal)$/;
const OF_TWO_BYTES = /^(utf-?(16|32)|ucs-?[24])/;
const OF_SEVERAL_BYTES =
  /^(gb|big5|euc|shift|sjis|ms_kanji|windows-(31j|936|949|950)|cp(932|936|949|950)|x-sjis|x-gbk|ks_c|hz|iso-2022|johab)/;

/** So many bytes above ASCII are not valid UTF-8 by chance, also in the charsets where a few may be. */
const NOT_BY_CHANCE = 24;
/** What is looked at to guess a charset. */
export const SAMPLE_BYTES = 64 * 1024;

/**
 * The text of bytes, whatever charset they are labelled with. Labels are wrong often, and UTF-8 is hardly ever valid by chance: it goes first
 * wherever the label could be mistaken; then the label; then a guess, from `sample` where the bytes are too few for one.
 */
export function textOfBytes(bytes: Uint8Array, label = "", sample: Uint8Array = bytes): string {
  const charset = charsetOf(label);
  if (!charset || charset === "utf-7") {
    const shifted = hasEscapes(bytes) ? decoded(bytes, "iso-2022-jp") : undefined;
    if (shifted !== undefined && isWhole(shifted)) return shifted;
  }
  const high = bytesAboveAscii(bytes);
  const utf8 = asUtf8(bytes);
  if (utf8 !== undefined && (!charset || mistakenFor(charset, bytes, high))) return utf8;
  if (charset) {
    const text = decoded(bytes, charset);
    if (text !== undefined && isMostlyWhole(text)) return text;
  }
  return utf8 ?? nearlyUtf8(bytes, high) ?? decoded(bytes, guessed(sample)) ?? Buffer.from(bytes).toString("latin1");
}

function charsetOf(label: string): string | undefined {
  const name =
    label
      .trim()
      .toLowerCase()
      .replace(/["']/g, "")
      .split(/[\s;*]/)[0] ?? "";
  if (SAYS_NOTHING.test(name)) return undefined;
  // What calls itself Latin-1 has the quotes and the euro sign of Windows, and the rest is the same.
  if (/^(iso-?8859-?1|latin-?1|l1|cp819|ibm819)$/.test(name)) return "windows-1252";
  return isKnown(name) ? name : undefined;
}

const isKnown = (charset: string): boolean => iconv.encodingExists(charset) || openDecoder(charset) !== undefined;

function openDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

/** iconv-lite goes first: Node reads 0x80 to 0x9F of Windows-1252 as control characters. ISO-2022-JP is Node's alone. */
function decoded(bytes: Uint8Array, charset: string): string | undefined {
  if (!iconv.encodingExists(charset)) return openDecoder(charset)?.decode(bytes);
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), charset);
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether bytes that are valid UTF-8 are UTF-8 and not what their label says. */
function mistakenFor(charset: string, bytes: Uint8Array, high: number): boolean {
  if (OF_TWO_BYTES.test(charset)) return !bytes.includes(0);
  if (charset === "utf-7" || /^(hz|iso-2022)/.test(charset)) return high > 0;
  return high >= (OF_SEVERAL_BYTES.test(charset) ? NOT_BY_CHANCE : 1);
}

/** UTF-8 that was cut off or damaged somewhere. In anything else hardly any byte above ASCII is part of a valid character. */
function nearlyUtf8(bytes: Uint8Array, high: number): string | undefined {
  if (high < 6) return undefined;
  // A long one shows at its beginning already that it is none.
  const begin = bytes.subarray(0, SAMPLE_BYTES);
  if (brokenIn(new TextDecoder().decode(begin)) * 10 > bytesAboveAscii(begin) + 10) return undefined;
  const text = new TextDecoder().decode(bytes);
  return brokenIn(text) * 10 <= high ? text : undefined;
}

function brokenIn(text: string): number {
  let broken = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) broken += 1;
  return broken;
}

const isWhole = (text: string): boolean => !text.includes("\ufffd");
/** Half a character at the end is no reason to take it for another charset. */
const isMostlyWhole = (text: string): boolean => brokenIn(text) <= 1 + text.length / 200;

const hasEscapes = (bytes: Uint8Array): boolean => {
  const at = bytes.indexOf(0x1b);
  return at >= 0 && (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28);
};

function bytesAboveAscii(bytes: Uint8Array): number {
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high += 1;
  return high;
}

/** The lines with bytes above ASCII in them: what tells one charset from another. */
export function tellingBytes(raw: Buffer): Buffer {
  const first = raw.findIndex((byte) => byte >= 0x80);
  if (first < 0) return Buffer.alloc(0);
  const from = raw.lastIndexOf(10, first) + 1;
  return raw.subarray(from, from + SAMPLE_BYTES);
}

/** Chinese, Japanese and Korean, by how many mails are in them. */
const IDEOGRAPHS = ["GB18030", "Shift_JIS", "EUC-KR", "Big5", "EUC-JP"];

/**
 * Most likely Windows-1252, of which mails without a label are full; another one where chardet is sure, and one for ideographs where
 * words consist of bytes above ASCII alone.
 */
function guessed(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const found = analyse(sample).filter(({ name }) => {
    const text = name.startsWith("UTF") || name === "ASCII" ? undefined : decoded(sample, name);
    return text !== undefined && isMostlyWhole(text);
  });
  const sureness = (name: string) => found.find((one) => one.name === name)?.confidence ?? 0;
  const best = found[0];
  const western = Math.max(sureness("ISO-8859-1"), sureness("windows-1252"));
  // Half as sure is sure enough: it is that much more frequent.
  if (best && best.confidence >= 40 && western * 2 < best.confidence) return best.name;
  if (western < 40 && hasLongRuns(sample)) {
    const names = new Set(found.map(({ name }) => name));
    const ideographs = IDEOGRAPHS.find((name) => names.has(name as (typeof found)[number]["name"]));
    if (ideographs) return ideographs;
  }
  return "windows-1252";
}

/** Six bytes above ASCII in a row: no Western word has them. */
function hasLongRuns(bytes: Uint8Array): boolean {
  let run = 0;
  for (const byte of bytes) {
    run = byte >= 0x80 ? run + 1 : 0;
    if (run === 6) return true;
  }
  return false;
}
