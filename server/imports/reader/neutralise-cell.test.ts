import { faker } from "@faker-js/faker";
import { neutraliseCell, restoreCell } from "./neutralise-cell";

test.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "+", "+44 call me", "'=1", "''@x"])(
  "%j goes out with an apostrophe and comes back as it was",
  (cell) => {
    expect(neutraliseCell(cell)).toBe(`'${cell}`);
    expect(restoreCell(neutraliseCell(cell))).toBe(cell);
  },
);

test.each(["", "-", "Ann", "+44 (0)20 7946-0000", "-12.5", "'quoted'", "'", "O'Hara", "a=b", " =1", "'+44 20", "''"])(
  "%j goes out as it is and comes back as it was",
  (cell) => {
    expect(neutraliseCell(cell)).toBe(cell);
    expect(restoreCell(cell)).toBe(cell);
  },
);

test("export and import give back any text", () => {
  faker.seed(42);
  const alphabet = ["'", "=", "+", "@", "\t", "\r", "\n", "1", " ", "(", ".", "a", "é", "😀", '"', ","];
  for (let round = 0; round < 20_000; round += 1) {
    const cell = faker.helpers
      .multiple(() => faker.helpers.arrayElement(alphabet), { count: { min: 0, max: 7 } })
      .join("");
    const exported = neutraliseCell(cell);
    expect(restoreCell(exported)).toBe(cell);
    // What a spreadsheet would open is text, or a figure that it may well take for one.
    expect(/^[=+\-@\t\r]/.test(exported) && !/^[+-]?[\d ().-]+$/.test(exported)).toBe(false);
  }
});
