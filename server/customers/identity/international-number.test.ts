import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { readInternational } from "./international-number";
import { mobileSearchWords, parseMobile } from "./mobile-key";
import { seededRandom } from "./random-text";

const random = seededRandom(7);
const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
const codes = [
  ...new Set([
    ...getCountries().map((country) => getCountryCallingCode(country)),
    "800",
    "870",
    "878",
    "881",
    "882",
    "888",
    "979",
  ]),
];

/** As it was before there was a shorter way: by the patterns of every country. */
function closely(spelling: string): { key: string; words: string[] } | undefined {
  const number = parsePhoneNumberFromString(spelling, { extract: false });
  if (!number?.isPossible()) return undefined;
  const formatted = number.formatNational().replace(/\D/g, "");
  return { key: number.number, words: [number.number.slice(1), number.nationalNumber, formatted] };
}

test("the shorter way reads numbers of every country as the longer one does", () => {
  const wrong: string[] = [];
  for (const code of codes) {
    for (let round = 0; round < 20; round++) {
      const spelling = `+${code}${digits(4 + (round % 10))}`;
      const exact = closely(spelling);
      const read = parseMobile(spelling);
      if (exact?.key !== (read.ok ? read.key : undefined)) wrong.push(`${spelling}: ${JSON.stringify(read)}`);
      if (!exact || exact.key !== spelling) continue;
      const words = mobileSearchWords(spelling);
      if (!exact.words.every((word) => words.includes(word))) wrong.push(`${spelling}: ${words}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a number that only a smaller country has is left to the closer look", () => {
  expect(readInternational("+13101234")).toBeUndefined();
  expect(parseMobile("+13101234")).toMatchObject({ ok: true, key: "+13101234" });
});
