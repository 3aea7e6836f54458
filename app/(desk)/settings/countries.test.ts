import { countriesFor } from "@/app/(desk)/settings/countries";

const named = (languages: string | null, code: string) =>
  countriesFor(languages).find((country) => country.code === code)?.name;

test("countries are named in the reader's language, with their calling code", () => {
  expect(named("de-AT,de;q=0.9,en;q=0.8", "DE")).toBe("Deutschland");
  expect(named("en-GB", "DE")).toBe("Germany");
  expect(countriesFor("en").find((country) => country.code === "GB")).toMatchObject({ callingCode: "+44" });
});

test("a German reader still finds a country by its English name", () => {
  const germany = countriesFor("de").find((country) => country.code === "DE");
  expect(germany?.words).toContain("Germany");
});

test("the names stand in the order of the reader's alphabet", () => {
  const names = countriesFor("de").map((country) => country.name);
  expect(names.indexOf("Österreich")).toBeLessThan(names.indexOf("Pakistan"));
});

test.each([null, "", "*", "no such language!,,;q=1", "\u0000"])("the header %j gives English names", (header) => {
  expect(named(header, "DE")).toBe("Germany");
});
