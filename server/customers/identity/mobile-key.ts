import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import { asciiDigits } from "./fold";
import { readInternational } from "./international-number";

/** The longest E.164 number has 15 digits; this leaves room for any way to space them out. */
const MAX_TYPED = 64;

export type ParsedMobile =
  /** `value` is what was typed, for display; `key` is E.164, such as +447911123456. */
  { ok: true; value: string; key: string } | { ok: false; message: string };

const ADD_COUNTRY_CODE = "Add the country code, for example +44.";

/**
 * Reads a phone number as PRODUCT 3.3 wants it compared. Any number of a possible length is taken, landlines too: which
 * ranges are in use changes every month, and refusing a real customer's new number costs more than storing a mistyped one.
 * That is also why the small metadata is enough. `defaultCountry` (ISO 3166, "GB") is for national forms; without one they
 * are refused.
 */
export function parseMobile(typed: string, defaultCountry?: string | null): ParsedMobile {
  const value = shown(typed);
  if (!value) return refuse("Type a phone number, for example +44 7911 123456.");
  const text = plain(value);
  const problem = value.length > MAX_TYPED ? "Type one phone number only." : characterProblem(text);
  if (problem) return refuse(problem);

  const country = supportedCountry(defaultCountry);
  const readings = spellings(text).map((spelling) => read(spelling, country));
  const number = readings.find((reading) => reading?.isPossible());
  if (number) return { ok: true, value, key: number.number };
  return refuse(whyNot(text, country, readings.find(Boolean)));
}

/** The words under which a number is found: all digits, the national number, and the national form with its trunk prefix. */
export function mobileSearchWords(key: string): string[] {
  const digits = key.replace(/\D/g, "");
  const number = read(key);
  if (!number) return digits ? [digits] : [];

  const national = number.nationalNumber;
  const formatted = number.formatNational().replace(/\D/g, "");
  const words = [digits, national, formatted];
  // Brazil writes the trunk zero only sometimes, so the formatted number lacks it. (No such thing in North America.)
  const country = formatted === national && number.countryCallingCode !== "1" ? readClosely(key)?.country : undefined;
  if (country) {
    const withZero = `0${national}`;
    if (read(withZero, country)?.number === number.number) words.push(withZero);
  }
  return [...new Set(words)];
}

/**
 * The digit prefixes that a number typed into the search box, whole or half, may mean among `mobileSearchWords`: any of them
 * may match. Empty when it is no number. The plain digits always come first.
 */
export function mobileSearchPrefixes(typed: string): string[] {
  const text = plain(typed);
  if (characterProblem(text)) return [];
  const prefixes = new Set<string>();
  for (const spelling of [text, text.replace(/(\d\D*)\(0\)/, "$1")]) {
    const digits = spelling.replace(/\D/g, "");
    prefixes.add(digits);
    for (const international of internationalReadings(spelling, digits)) {
      prefixes.add(international);
      prefixes.add(withoutTrunkZero(international));
    }
  }
  prefixes.delete("");
  return [...prefixes];
}

function refuse(message: string): ParsedMobile {
  return { ok: false, message };
}

/** Address books wrap copied numbers in invisible direction marks; those are nobody's typing. */
function shown(typed: string): string {
  return typed
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{Zs}\t]+/gu, " ")
    .trim()
    .normalize("NFC");
}

/** Full-width signs, digits of any script and every kind of dash become the ASCII ones. */
function plain(typed: string): string {
  return asciiDigits(typed.normalize("NFKC"))
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\p{Zs}\t]+/gu, " ")
    .trim();
}

function characterProblem(text: string): string | undefined {
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) {
    return "Format the column as text and copy the number again: a spreadsheet has rounded it.";
  }
  if (/\p{L}/u.test(text)) return "Use digits only, without letters or an extension.";
  if (!/^[-+\d ./()[\]]*$/.test(text)) return "Use digits, spaces, dots, dashes, slashes and brackets only.";
  if (/[+]/.test(text.replace(/^[([ ]*\+/, ""))) return "Use one plus sign, at the start, and one number only.";
  return /\d/.test(text) ? undefined : "Type a phone number, for example +44 7911 123456.";
}

function supportedCountry(country: string | null | undefined): CountryCode | undefined {
  const code = country?.trim().toUpperCase();
  return code && isSupportedCountry(code) ? code : undefined;
}

/** What the typed text may stand for, likeliest first. */
function spellings(text: string): string[] {
  // "+44 (0)20" is read with its zero first, because Italian numbers keep it, then without.
  return [text, text.replace(/(\d\D*)\(0\)/, "$1")].flatMap((spelling) => {
    const digits = spelling.replace(/\D/g, "");
    if (spelling.includes("+")) return [`+${digits}`];
    // Where 00 does not lead abroad (the United States) the second reading still knows the country's own prefix.
    return digits.startsWith("00") ? [`+${digits.slice(2)}`, digits] : [digits];
  });
}

function read(spelling: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
  const known = spelling.startsWith("+") ? readInternational(spelling) : undefined;
  return known ?? readClosely(spelling, defaultCountry);
}

function readClosely(spelling: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(spelling, { defaultCountry, extract: false });
}

function whyNot(text: string, country: CountryCode | undefined, reading: PhoneNumber | undefined): string {
  const digits = text.replace(/\D/g, "");
  const isInternational = text.includes("+") || digits.startsWith("00");
  if (!isInternational && !country) return ADD_COUNTRY_CODE;
  const international = text.includes("+") ? digits : digits.replace(/^00/, "");
  if (isInternational && !callingCode(international)) return "Check the country code: it is not one in use.";
  return reading
    ? "Check the number: it has too many or too few digits for its country."
    : "Check the number: it is too short or too long.";
}

function internationalReadings(spelling: string, digits: string): string[] {
  if (spelling.includes("+")) return [digits];
  // 00 as most of the world dials abroad, 011 as North America does.
  const dialled = /^(?:00|011)(\d*)$/.exec(digits)?.[1];
  return dialled === undefined ? [] : [dialled];
}

let callingCodes: Set<string> | undefined;

/** Calling codes have one to three digits and none begins with another, so at most one fits. */
function callingCode(international: string): string | undefined {
  callingCodes ??= new Set(getCountries().map((country) => String(getCountryCallingCode(country))));
  return [1, 2, 3].map((length) => international.slice(0, length)).find((code) => callingCodes?.has(code));
}

function withoutTrunkZero(international: string): string {
  const code = callingCode(international);
  return code ? code + international.slice(code.length).replace(/^0/, "") : international;
}
