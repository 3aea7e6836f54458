import { getExampleNumber } from "libphonenumber-js";
import { getCountries } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { mobileSearchPrefixes, mobileSearchWords, parseMobile } from "./mobile-key";

const KEY = "+447911123456";

describe("the spellings of one number", () => {
  test.each([
    "+447911123456",
    " +44 7911 123456 ",
    "+44 7911-123-456",
    "+44.7911.123456",
    "+44/7911/123456",
    "+44 (7911) 123456",
    "(+44) 7911 123456",
    "[+44] 7911 123456",
    "+44 (0)7911 123456",
    "+44(0)7911/123-456",
    "+44 07911 123456",
    "0044 7911 123456",
    "00 44 (0)7911 123456",
    "＋４４ ７９１１ １２３４５６",
    "+٤٤ ٧٩١١ ١٢٣٤٥٦",
    "+44–7911—123‑456",
    "+44\u00a07911\u202f123456",
    "\u202a+44 7911 123456\u202c",
  ])("%j is read without a default country", (typed) => {
    expect(parseMobile(typed)).toMatchObject({ ok: true, key: KEY });
  });

  test.each(["07911 123456", "(07911) 123456", "(0)7911 123456", "7911 123456", "0044 7911 123456", "+44 7911 123456"])(
    "%j is read where the United Kingdom is the default",
    (typed) => {
      expect(parseMobile(typed, "GB")).toMatchObject({ ok: true, key: KEY });
    },
  );

  test("00 leads abroad even where people dial something else", () => {
    expect(parseMobile("0044 7911 123456", "US")).toMatchObject({ key: KEY });
    expect(parseMobile("011 44 7911 123456", "us")).toMatchObject({ key: KEY });
    expect(parseMobile("0011 44 7911 123456", "AU")).toMatchObject({ key: KEY });
  });

  test("an Italian landline keeps the zero in brackets, a German one loses it", () => {
    expect(parseMobile("+39 (0)6 1234 5678")).toMatchObject({ key: "+390612345678" });
    expect(parseMobile("+49 (0)30 1234567")).toMatchObject({ key: "+49301234567" });
    expect(parseMobile("+1 (0)212 555 0100")).toMatchObject({ key: "+12125550100" });
  });

  test("the spelling is kept for display", () => {
    expect(parseMobile("  07911-12 34 56 ", "GB")).toEqual({ ok: true, value: "07911-12 34 56", key: KEY });
  });

  test("a number in a range that the library does not know yet is taken", () => {
    expect(parseMobile("+1 555 123 4567")).toMatchObject({ ok: true, key: "+15551234567" });
  });

  test("every country's numbers are read in both forms, and a key is its own key", () => {
    const wrong = getCountries().filter((country) => {
      const example = getExampleNumber(country, examples);
      if (!example) return true;
      const spellings: [string, string?][] = [
        [example.number],
        [example.formatInternational()],
        [example.formatNational(), country],
        [example.number.replace("+", "00"), country],
      ];
      return !spellings.every(([typed, home]) => {
        const parsed = parseMobile(typed, home);
        return parsed.ok && parsed.key === example.number;
      });
    });
    expect(wrong).toEqual([]);
  });
});

describe("a number that is refused", () => {
  test.each([
    ["07911 123456", undefined, "Add the country code, for example +44."],
    ["07911 123456", "XX", "Add the country code, for example +44."],
    ["", "GB", "Type a phone number"],
    [" - ", "GB", "Type a phone number"],
    ["+", "GB", "Type a phone number"],
    ["+44 7911 123456 ext 5", undefined, "without letters"],
    ["0800 FLOWERS", "US", "without letters"],
    ["4.47911E+11", "GB", "as text"],
    ["4,47911E+11", "GB", "as text"],
    ["+44 7911", undefined, "too many or too few digits"],
    ["+44 7911 123456 789012", undefined, "too many or too few digits"],
    ["12", "GB", "too"],
    ["+999 123456", undefined, "country code"],
    ["++44 7911 123456", undefined, "one plus"],
    ["+44 7911 123456 / +44 7911 123457", undefined, "one plus"],
    ["+44 7911\n123456", undefined, "Use digits"],
    ["+44 7911\x0a3456", undefined, "Use digits"],
    ["+44 7911 123456; 7", undefined, "Use digits"],
    ["1".repeat(65), "GB", "one phone number only"],
  ])("%j (default %s) is told: %s", (typed, country, message) => {
    expect(parseMobile(typed, country)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});

describe("finding a number", () => {
  const finds = (typed: string, key: string) =>
    mobileSearchPrefixes(typed).some((prefix) => mobileSearchWords(key).some((word) => word.startsWith(prefix)));

  test.each([
    "4",
    "0",
    "7911",
    "+44 7911 12",
    "+44",
    "447911",
    "07911-12",
    "0044 7911",
    "00447911123456",
    "011 44 79",
    "(0)7911",
    "(07911) 12",
    "+44 (0)7911",
    "+44 (0",
    "44(0)79",
    "+44 07911",
    "(+44) 7911",
    "＋４４ ７９",
  ])("%j finds a British number", (typed) => {
    expect(finds(typed, KEY)).toBe(true);
  });

  test("numbers are found as their countries write them", () => {
    expect(finds("8 (912) 345", "+79123456789")).toBe(true);
    expect(finds("(212) 555", "+12125550100")).toBe(true);
    expect(finds("1-212", "+12125550100")).toBe(true);
    expect(finds("06 1234", "+390612345678")).toBe(true);
    expect(finds("+39 06", "+390612345678")).toBe(true);
    expect(finds("011 91234", "+5511912345678")).toBe(true);
    expect(finds("11 91234", "+5511912345678")).toBe(true);
  });

  test("other numbers are not found", () => {
    expect(finds("07912", KEY)).toBe(false);
    expect(finds("+7911", KEY)).toBe(true); // A national number typed after a plus is forgiven.
    expect(finds("+45", KEY)).toBe(false);
    expect(finds("07", "+79123456789")).toBe(false);
  });

  test("what is no number has no prefixes", () => {
    for (const typed of ["", "+", "ann", "ann 12", "a@b.example"]) expect(mobileSearchPrefixes(typed)).toEqual([]);
  });

  test("the words are the digits, the national number and the national form", () => {
    expect(mobileSearchWords(KEY)).toEqual(["447911123456", "7911123456", "07911123456"]);
    expect(mobileSearchWords("+12125550100")).toEqual(["12125550100", "2125550100"]);
  });
});
