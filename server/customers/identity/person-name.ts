/** What the columns of a first and a last name hold, in characters. */
const MAX_NAME_LENGTH = 100;

/** A header can be megabytes long; no more of it than this is looked at for a name. */
const MAX_SHOWN = 1000;

export type NamedPerson = {
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  mobile?: string | null;
};

export type CleanedName = { ok: true; value: string } | { ok: false; message: string };

/**
 * Format characters hide text or turn its direction around (U+202E makes "gnp.exe" of "exe.png"); blank letters such as the
 * Hangul filler make a name nobody can click. Joiners stay: Persian, Indic scripts and emoji are spelt with them.
 */
const UNWANTED = /(?![\u200c\u200d])[\p{Cf}\p{Cs}]|[\u034f\u115f\u1160\u2800\u3164\uffa0]/gu;
const BLANK = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/** Words that follow a comma without being a first name. */
const SUFFIX = /^(jr|sr|ii|iii|iv|esq|phd|md|mba|dds|inc|ltd|llc|plc|co|corp|gmbh|ag)$/i;

function tidy(typed: string): string {
  const tidied = typed.replace(BLANK, " ").replace(UNWANTED, "").replace(BLANK, " ").trim().normalize("NFC");
  return VISIBLE.test(tidied) ? tidied : "";
}

/** A first or last name as it is stored: trimmed, NFC, single spaces, nothing invisible. Too long is refused, never cut. */
export function cleanName(typed: string): CleanedName {
  const value = tidy(typed);
  if (Array.from(value).length > MAX_NAME_LENGTH) {
    return { ok: false, message: `Shorten the name to ${MAX_NAME_LENGTH} characters.` };
  }
  return { ok: true, value };
}

/**
 * First and last name from the display name of a mail header: the last word is the last name, `Souza, Ana` is swapped, an
 * address in place of a name counts as no name. A mail cannot be sent back for a long name, so here, and only here, it is
 * cut; the raw message keeps the whole of it.
 */
export function splitName(shown: string | null | undefined): { firstName: string; lastName: string } {
  const name = tidy(withoutQuotes(tidy((shown ?? "").slice(0, MAX_SHOWN))));
  if (!name || /[^\s@]@[^\s@]/u.test(name)) return { firstName: "", lastName: "" };

  const [before, after] = halvesAtComma(name);
  if (before && after) return cut({ firstName: after, lastName: before });

  const words = name.replace(/^[,，\s]+|[,，\s]+$/gu, "").split(" ");
  let start = words.length - 1;
  // "Ana Souza (Sales)" and "John Smith, Jr." end in something that belongs to the last name.
  while (start > 0 && isAppendix(words[start] ?? "")) start--;
  return cut({ firstName: words.slice(0, start).join(" "), lastName: words.slice(start).join(" ") });
}

/** The name as every screen shows it: "First Last", else the e-mail, else the mobile. */
export function displayName(person: NamedPerson): string {
  return fullName(person) || person.email || person.mobile || "Unnamed customer";
}

/** One or two letters for the round button: of first and last name, else of the e-mail, else "#". */
export function initials(person: NamedPerson): string {
  const letters = [person.firstName, person.lastName].map((name) => firstLetter(name ?? "")).join("");
  return letters || firstLetter(person.email ?? "") || "#";
}

function fullName({ firstName, lastName }: NamedPerson): string {
  return [firstName, lastName]
    .map((name) => name?.trim())
    .filter(Boolean)
    .join(" ");
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader calls the first letter: é may be two code points and a family emoji seven. */
function firstLetter(text: string): string {
  let fallback = "";
  for (const { segment } of graphemes.segment(text)) {
    if (/^[\p{L}\p{N}]/u.test(segment)) return segment.toUpperCase();
    if (!fallback && /^\p{S}/u.test(segment)) fallback = segment;
  }
  return fallback;
}

function withoutQuotes(name: string): string {
  return name.replace(/^(["'“‘«])(.*)(["'”’»])$/u, "$2");
}

function halvesAtComma(name: string): [string, string] | [] {
  const comma = name.search(/[,，]/u);
  if (comma < 0) return [];
  const before = name.slice(0, comma).trim();
  const after = name
    .slice(comma + 1)
    .replace(/[\s,，]+/gu, " ")
    .trim();
  return isSuffix(after) ? [] : [before, after];
}

function isSuffix(word: string): boolean {
  return SUFFIX.test(word.replace(/[.,，]/gu, ""));
}

function isAppendix(word: string): boolean {
  return /^[([]/u.test(word) || /[)\]]$/u.test(word) || isSuffix(word);
}

function cut(name: { firstName: string; lastName: string }): { firstName: string; lastName: string } {
  const shorten = (text: string) => Array.from(text).slice(0, MAX_NAME_LENGTH).join("").trim();
  return { firstName: shorten(name.firstName), lastName: shorten(name.lastName) };
}
