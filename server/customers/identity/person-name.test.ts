import { cleanName, displayName, initials, splitName } from "./person-name";
import { randomName, seededRandom } from "./random-text";

describe("a name from a mail header", () => {
  test.each([
    ["Ana Souza", "Ana", "Souza"],
    ["Ana Maria Souza", "Ana Maria", "Souza"],
    ["Souza, Ana", "Ana", "Souza"],
    ['"Souza, Ana"', "Ana", "Souza"],
    ["Souza,Ana Maria", "Ana Maria", "Souza"],
    ["da Souza,  Ana", "Ana", "da Souza"],
    ["山田，太郎", "太郎", "山田"],
    ["Souza", "", "Souza"],
    ["Souza,", "", "Souza"],
    [", Ana", "", "Ana"],
    ["'Ana Souza'", "Ana", "Souza"],
    ["Ana\tSouza\r\n", "Ana", "Souza"],
    ["John Smith, Jr.", "John", "Smith, Jr."],
    ["Acme, Inc.", "", "Acme, Inc."],
    ["Ana Souza (Sales)", "Ana", "Souza (Sales)"],
    ["Souza, Ana, Sales", "Ana Sales", "Souza"],
    ["\u202eAna\u202c Souza", "Ana", "Souza"],
  ])("%j is split into first name %j and last name %j", (shown, firstName, lastName) => {
    expect(splitName(shown)).toEqual({ firstName, lastName });
  });

  test.each(["", "  ", null, undefined, "ann@example.com", "'ann@example.com'", "\u200b", ",", '""'])(
    "%j leaves both empty",
    (shown) => {
      expect(splitName(shown)).toEqual({ firstName: "", lastName: "" });
    },
  );

  test("a name too long for its column is cut, because a mail cannot be sent back for it", () => {
    const { firstName, lastName } = splitName(`${"𠮷".repeat(300)} ${"b".repeat(300)}`);
    expect([Array.from(firstName).length, lastName.length]).toEqual([100, 100]);
    expect(firstName).toBe("𠮷".repeat(100));
  });
});

test("a header of a million commas takes no time to split", () => {
  expect(splitName(`${",".repeat(1_000_000)}x`)).toEqual({ firstName: "", lastName: "" });
});

describe("cleaning a typed name", () => {
  test.each([
    ["  Ana \t Maria\u00a0", "Ana Maria"],
    ["Ana\r\nMaria", "Ana Maria"],
    ["Ze\u0301", "Zé"],
    ["An\0a", "An a"],
    ["\u202eAna\u202c\u2066", "Ana"],
    ["An\u200ba", "Ana"],
    ["\u3164", ""],
    ["\u200d", ""],
    ["A\ud83d", "A"],
    ["علی\u200cرضا", "علی\u200cرضا"],
    ["👩‍👩‍👧", "👩‍👩‍👧"],
    ["=1+1", "=1+1"],
    ["<b>", "<b>"],
  ])("%j is kept as %j", (typed, value) => {
    expect(cleanName(typed)).toEqual({ ok: true, value });
  });

  test("100 characters pass and 101 are refused, not cut", () => {
    expect(cleanName("𠮷".repeat(100))).toMatchObject({ ok: true });
    expect(cleanName("a".repeat(101))).toEqual({ ok: false, message: "Shorten the name to 100 characters." });
  });

  test("cleaning twice changes nothing, so that importing again changes nothing", () => {
    const random = seededRandom(2);
    for (let round = 0; round < 2000; round++) {
      const once = cleanName(` ${randomName(random)}\u200b\u0301`);
      expect(once).toMatchObject({ ok: true });
      if (once.ok) expect(cleanName(once.value)).toEqual(once);
    }
  });
});

describe("the name that is shown", () => {
  test("is first and last name, else the e-mail, else the mobile", () => {
    const person = { firstName: "Ana", lastName: "Souza", email: "ana@example.com", mobile: "+447911123456" };
    expect(displayName(person)).toBe("Ana Souza");
    expect(displayName({ ...person, firstName: " " })).toBe("Souza");
    expect(displayName({ ...person, firstName: "", lastName: null })).toBe("ana@example.com");
    expect(displayName({ mobile: "+447911123456" })).toBe("+447911123456");
    expect(displayName({})).toBe("Unnamed customer");
  });
});

describe("initials", () => {
  test.each([
    [{ firstName: "Ana", lastName: "Souza" }, "AS"],
    [{ firstName: "ana", lastName: "" }, "A"],
    [{ firstName: "e\u0301lise", lastName: "Ørsted" }, "E\u0301Ø"],
    [{ firstName: "𠮷田", lastName: "太郎" }, "𠮷太"],
    [{ firstName: "(Bob)", lastName: "'t Hooft" }, "BT"],
    [{ firstName: "नि", lastName: "" }, "नि"],
    [{ firstName: "👩‍👩‍👧", lastName: "" }, "👩‍👩‍👧"],
    [{ firstName: "", lastName: null, email: "zoe@example.com" }, "Z"],
    [{ mobile: "+447911123456" }, "#"],
    [{}, "#"],
  ])("of %j are %s", (person, letters) => {
    expect(initials(person)).toBe(letters);
  });
});
