import { displayName, type NamedPerson } from "./person-name";

/** Index keys of 191 utf8mb4 characters (764 bytes) fit every InnoDB row format. */
export const SORT_KEY_LENGTH = 191;

/** Letters that Unicode does not decompose, spelt as people without that key on their keyboard type them. */
const PLAIN_SPELLINGS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ɖ: "d",
  ɗ: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "ng",
  ĸ: "k",
  ƙ: "k",
  ɓ: "b",
  ƴ: "y",
  ə: "e",
  ǝ: "e",
  ı: "i",
  ȷ: "j",
  ς: "σ",
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(PLAIN_SPELLINGS).join("")}]`, "gu");

/** Typewriter, typographic and modifier apostrophes are one key to whoever types O'Neil or Hawaiʻi. */
const APOSTROPHE = /[`´‘’‛′\u02b9-\u02bd]/gu;

/**
 * Accents that many scripts share, Hebrew points and the Arabic tatweel. The marks that belong to one script stay (Thai
 * and Devanagari vowels, the Japanese voiced sound mark U+3099): without them other words would come out.
 */
const ACCENT =
  /(?![\u3099\u309a])(?=\p{Script=Inherited})\p{M}|[\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640]/gu;

/** Characters nobody sees; two names that differ only in them are one name to the reader. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Turns the decimal digits of every script into 0 to 9, so that ٠٧٩ and 079 are one number. Expects NFKC or NFKD. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    // Unicode keeps the digits of a script together, zero first: the value is the number of digits before this one.
    const codePoint = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) value++;
    return String(value);
  });
}

/**
 * The spelling under which search and sorting compare: accents and case ignored, letters without a decomposition spelt
 * plainly, digits of any script as 0 to 9. Other scripts are kept, not transliterated. The databases' own collations
 * disagree with each other, so nothing is left to them. `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  // Nearly all that is folded is ASCII, where case and the backtick are all there is to do: a tenth of the time.
  if (isAscii(text)) return text.replaceAll("`", "'").toLowerCase();
  const plain = text
    // A lone surrogate becomes U+FFFD here, because each database driver would otherwise make something else of it.
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(APOSTROPHE, "'")
    .normalize("NFKD")
    .replace(ACCENT, "")
    .replace(INVISIBLE, "")
    // Upper case first: it is what brings ß and SS, ς and σ, ı and i together.
    .toUpperCase()
    .toLowerCase()
    .replace(APOSTROPHE, "'")
    .replace(SPECIAL_LETTER, (letter) => PLAIN_SPELLINGS[letter] ?? letter);
  // Composed again, so that one Hangul syllable is one character for prefixes and lengths.
  return asciiDigits(plain).normalize("NFC");
}

/** Whether there is nothing in it that Unicode has rules for. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** The first `length` code points; never half of a surrogate pair, unlike `slice`. */
export function firstCodePoints(text: string, length: number): string {
  return text.length <= length ? text : Array.from(text).slice(0, length).join("");
}

/**
 * A key whose binary order is the order a reader expects: folded, punctuation counted as a space, apostrophes not at all.
 * SQLite compares bytes of UTF-8 and MariaDB's utf8mb4_bin code points, which is the same order. utf8mb4_bin also pads with
 * spaces, so a key holds nothing below a space and never begins or ends in one.
 */
export function sortKey(text: string, maxCodePoints = SORT_KEY_LENGTH): string {
  const folded = fold(text);
  const words = folded
    .replace(/'/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
  // A name of nothing but symbols still gets a place of its own instead of standing among the empty ones.
  const key = words || folded.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return firstCodePoints(key, maxCodePoints).trimEnd();
}

/**
 * People sort by what the list shows, "First Last", else the e-mail or mobile: rows ordered by a last name that stands in
 * the middle of the column would look unsorted.
 */
export function nameSortKey(person: NamedPerson): string {
  return sortKey(displayName(person));
}
