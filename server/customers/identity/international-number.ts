import { Metadata, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/core";
import everyCountry from "libphonenumber-js/min/metadata";

/**
 * Most of the time goes into telling Guernsey from Jersey from the United Kingdom, each by a long pattern. The key does not
 * depend on it, so each calling code has but its main country here.
 */
const mainCountries = {
  ...everyCountry,
  country_calling_codes: Object.fromEntries(
    Object.entries(everyCountry.country_calling_codes).map(([code, countries]) => [code, countries.slice(0, 1)]),
  ) as typeof everyCountry.country_calling_codes, // The same keys and fewer values.
};

/** The lengths that every country of a calling code has, so that it does not matter whose number it is. */
const sharedLengths = new Map<string, Set<number>>();

function lengthsOf(code: string): Set<number> {
  const known = sharedLengths.get(code);
  if (known) return known;
  // A code of no country (+800) is left to the closer look.
  const countries = Object.entries(everyCountry.country_calling_codes).find(([known]) => known === code)?.[1] ?? [];
  const lengths = countries.map((country) => {
    const metadata = new Metadata(everyCountry);
    metadata.selectNumberingPlan(country);
    return metadata.numberingPlan?.possibleLengths() ?? [];
  });
  const shared = new Set(lengths[0]?.filter((length) => lengths.every((others) => others.includes(length))));
  sharedLengths.set(code, shared);
  return shared;
}

/** A slice of an import reads each number for its key and then for its words. */
const KEPT = 2000;
const recent = new Map<string, PhoneNumber>();

/** A number with a plus and digits alone, if it is a possible one; what is not found here must be looked at more closely. */
export function readInternational(spelling: string): PhoneNumber | undefined {
  const known = recent.get(spelling);
  if (known) return known;
  const number = parsePhoneNumberFromString(spelling, { extract: false }, mainCountries);
  if (!number || !lengthsOf(number.countryCallingCode).has(number.nationalNumber.length)) return undefined;
  if (recent.size >= KEPT) recent.clear();
  recent.set(spelling, number);
  return number;
}
