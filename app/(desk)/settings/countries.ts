import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";

export interface Country {
  /** ISO 3166. */
  code: string;
  name: string;
  /** For example `+44`. */
  callingCode: string;
  /** Further names under which it is found. */
  words: string;
}

/** Every country that has telephone numbers, named and sorted in the reader's language. `languages` is an Accept-Language header. */
export function countriesFor(languages: string | null): Country[] {
  const locales = [...preferredLocales(languages), "en"];
  const nameIn = new Intl.DisplayNames(locales, { type: "region" });
  const english = new Intl.DisplayNames("en", { type: "region" });
  const order = new Intl.Collator(locales);
  return getCountries()
    .map((code) => ({
      code,
      name: nameIn.of(code) ?? code,
      callingCode: `+${getCountryCallingCode(code)}`,
      words: `${code} ${english.of(code) ?? ""}`,
    }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** The header's languages in its order. It comes from outside: what is no language tag would make Intl throw. */
function preferredLocales(header: string | null): string[] {
  return (header ?? "").split(",").flatMap((entry) => {
    const tag = entry.split(";")[0]?.trim() ?? "";
    try {
      return Intl.DisplayNames.supportedLocalesOf(tag);
    } catch {
      return [];
    }
  });
}
