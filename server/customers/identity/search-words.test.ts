import Database from "better-sqlite3";
import { randomName, seededRandom } from "./random-text";
import { MAX_SEARCH_WORDS, prefixRange, SEARCH_WORD_LENGTH, searchTerms, searchWords } from "./search-words";

const aPerson = (given: Partial<Parameters<typeof searchWords>[0]> = {}) => ({
  firstName: "",
  lastName: "",
  emails: [],
  mobiles: [],
  ...given,
});

function isFound(words: string[], query: string): boolean {
  return searchTerms(query).every((term) => term.anyOf.some((prefix) => words.some((word) => word.startsWith(prefix))));
}

const ann = aPerson({
  firstName: "Ann-Marie",
  lastName: "O'Neil Şahin",
  emails: ["Ann.ONeil+Shop@BÜCHER.example", "ann.oneil+shop@xn--bcher-kva.example"],
  mobiles: ["+447911123456"],
  organisationName: "Søren & 24/7 Straße GmbH",
});

describe("a customer is found by", () => {
  const words = searchWords(ann);
  test.each([
    "a",
    "ANN",
    "marie",
    "annmarie",
    "Ann-Ma",
    "o'neil",
    "O’N",
    "oneil",
    "sahin",
    "ŞAH",
    "ann sahin",
    "sahin ann",
    "neil şahin gmbh",
    "shop",
    "ann.oneil+shop@bücher.example",
    "ann.oneil+shop@xn--bcher-kva.ex",
    "@bucher",
    "bücher.ex",
    "xn--bch",
    "soren",
    "SØREN",
    "24/7",
    "24/7 strasse",
    "247",
    "STRASSE",
    "strasse gm",
    "+44 7911 12",
    "07911-12",
    "0044 7911",
    "(0)7911",
    "+44 (0)7911 123456",
    "ann 07911 12",
    "07911 123 456 ann",
    "ann (07911) sahin",
  ])("%s", (query) => {
    expect(isFound(words, query)).toBe(true);
  });

  test.each(["q ann", "zann", "07912", "ann 07912", "hin", "souza"])("but not by %s", (query) => {
    expect(isFound(words, query)).toBe(false);
  });

  test("an address given only by its key is found by its Unicode domain, and the other way round", () => {
    expect(isFound(searchWords(aPerson({ emails: ["a@xn--bcher-kva.de"] })), "bücher")).toBe(true);
    expect(isFound(searchWords(aPerson({ emails: ["a@bücher.de"] })), "xn--bcher-kva.de")).toBe(true);
  });

  test("every single character of a script without spaces", () => {
    const words = searchWords(aPerson({ firstName: "太郎", lastName: "山田", organisationName: "東京商事株式会社" }));
    for (const query of ["山", "田", "郎", "商", "商事", "会社", "社", "山田太郎", "山田 太郎", "太郎山田"]) {
      expect([query, isFound(words, query)]).toEqual([query, true]);
    }
    expect(isFound(searchWords(aPerson({ lastName: "김철수" })), "철수")).toBe(true);
    expect(isFound(searchWords(aPerson({ lastName: "สมชาย" })), "ชาย")).toBe(true);
    expect(isFound(searchWords(aPerson({ lastName: "𠮷田" })), "田")).toBe(true);
  });

  test("every beginning of every part of any name", () => {
    const random = seededRandom(3);
    const missed: string[] = [];
    for (let round = 0; round < 1500; round++) {
      const person = aPerson({ firstName: randomName(random), lastName: randomName(random) });
      const words = searchWords(person);
      const letters = Array.from(`${person.firstName} ${person.lastName}`);
      for (const start of letters.keys()) {
        if (start > 0 && letters[start - 1] !== " ") continue;
        for (let end = start + 1; end <= letters.length; end++) {
          const query = letters.slice(start, end).join("");
          if (!isFound(words, query)) missed.push(`${letters.join("")} by ${query}`);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  test("every beginning of any address and number, in the middle of what else is typed", () => {
    const random = seededRandom(4);
    for (let round = 0; round < 300; round++) {
      const local = Math.floor(random() * 1e9).toString(36);
      const email = `${local}.${Math.floor(random() * 1e4)}-12+x@mail.example.co.uk`;
      const words = searchWords(aPerson({ firstName: "Ann", emails: [email], mobiles: ["+12125550100"] }));
      for (let end = 1; end <= email.length; end++) expect(isFound(words, `ann ${email.slice(0, end)}`)).toBe(true);
    }
  });
});

describe("limits", () => {
  test("words are distinct, short, few and free of spaces", () => {
    const person = aPerson({
      firstName: "a b c d e f g h i j k l m n o p q r s t u v w x y z ".repeat(2),
      lastName: "𠮷".repeat(100),
      emails: Array.from({ length: 20 }, (_, index) => `n${index}.x@d${index}.example`),
      mobiles: ["+447911123456"],
      organisationName: "1 2 3 4 5 6 7 8 9 ".repeat(10),
    });
    const words = searchWords(person);
    expect(words.length).toBe(MAX_SEARCH_WORDS);
    expect(new Set(words).size).toBe(words.length);
    expect(
      words.every((word) => Array.from(word).length <= SEARCH_WORD_LENGTH && /^[\p{L}\p{M}\p{N}]+$/u.test(word)),
    ).toBe(true);
  });

  test("a word longer than the index is still found by all of it", () => {
    expect(isFound(searchWords(aPerson({ lastName: "x".repeat(90) })), "x".repeat(90))).toBe(true);
    expect(isFound(searchWords(aPerson({ organisationName: "12 ".repeat(60) })), "12 ".repeat(60))).toBe(true);
  });

  test("nothing to search for is no term", () => {
    for (const query of ["", "   ", "@", "+", "🎉", "\ud83d"]) expect(searchTerms(query)).toEqual([]);
  });

  test("a pasted page is cut to a few terms", () => {
    const terms = searchTerms("lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam ".repeat(100_000));
    expect(terms).toHaveLength(8);
  });

  test("a repeated word is one term, a phone number is one", () => {
    expect(searchTerms("Ann ann ANN")).toEqual([{ anyOf: ["ann"] }]);
    expect(searchTerms("+44 (0)7911 12")).toEqual([{ anyOf: ["440791112", "44791112"] }]);
  });
});

describe("the range of a prefix", () => {
  test.each([
    ["ann", "ano"],
    ["z", "{"],
    ["\ud7ff", "\ue000"],
    ["a\u{10ffff}", "b"],
    ["\uffff", "\u{10000}"],
    ["𠮷", "𠮸"],
    ["\u{10ffff}", undefined],
    ["", undefined],
  ])("%j ends before %j", (prefix, to) => {
    expect(prefixRange(prefix)).toEqual({ from: prefix, to });
  });

  test("holds in SQLite exactly the words that begin with it", () => {
    const db = new Database(":memory:");
    db.exec("create table words (word text not null primary key)");
    const random = seededRandom(5);
    const edges = ["\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}", "a", "b"];
    const pick = () => edges[Math.floor(random() * edges.length)] ?? "a";
    const words = new Set(Array.from({ length: 800 }, () => Array.from({ length: 1 + random() * 4 }, pick).join("")));
    const insert = db.prepare("insert into words values (?)");
    for (const word of words) insert.run(word);

    for (const prefix of words) {
      const { from, to } = prefixRange(prefix);
      const found =
        to === undefined
          ? db.prepare("select word from words where word >= ?").pluck().all(from)
          : db.prepare("select word from words where word >= ? and word < ?").pluck().all(from, to);
      expect(new Set(found)).toEqual(new Set([...words].filter((word) => word.startsWith(prefix))));
    }
    db.close();
  });
});
