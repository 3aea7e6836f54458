import { insertRows, inTransaction, isDuplicateKey } from "./db";
import { MadeRows } from "./load-rows";
import { forEachDatabase } from "./testing/databases";
import { testCtx } from "./testing/test-ctx";

/** Enough of them to be loaded as a file where the database takes one. */
const MANY = 1000;

const strange = [
  "",
  "\\",
  "a\\nb",
  "a\nb",
  "a\tb",
  "a\r\nb",
  "\\N",
  "NULL",
  "nul \0 in it",
  `"'`,
  "Ä é 東京 😀",
  "\\\t\\",
  " ",
];

const failureAt = (row: number) => ({
  import_id: 1,
  row_no: row,
  line: row + 1,
  column_name: row % 2 === 0 ? null : `column ${row}`,
  reason: `${strange[row % strange.length]}${row % 7 === 0 ? "x".repeat(5000) : ""}`,
});

const rows = Array.from({ length: MANY }, (_, at) => failureAt(at));

forEachDatabase("many rows at once", (open) => {
  test("come back as they were, whatever stands in them", async () => {
    const ctx = testCtx(await open());
    await inTransaction(ctx, async (tx) => {
      await insertRows(tx.db, "import_failures", rows);
      await insertRows(tx.db, "import_failures", new MadeRows(rows, (row) => [{ ...row, import_id: 2 }]));
    });

    const found = "SELECT row_no, line, column_name, reason FROM import_failures WHERE import_id = ? ORDER BY row_no";
    const expected = rows.map(({ import_id: _, ...row }) => row);
    expect(await ctx.db.query(found, [1])).toEqual(expected);
    expect(await ctx.db.query(found, [2])).toEqual(expected);
  });

  test.each([
    ["a key that is taken", { row_no: 5 }, isDuplicateKey],
    ["no value where there must be one", { reason: null }, () => true],
  ])("are refused as a whole with %s, and the transaction can go on", async (_, wrong, isExpected) => {
    const ctx = testCtx(await open());
    await inTransaction(ctx, async (tx) => {
      await insertRows(tx.db, "import_failures", [{ ...failureAt(5), import_id: 2 }]);
      const refused = insertRows(tx.db, "import_failures", [...rows, { ...failureAt(MANY), ...wrong }]);
      expect(await refused.then(() => undefined, isExpected)).toBe(true);
      await insertRows(tx.db, "import_failures", [{ ...failureAt(6), import_id: 2 }]);
    });

    const left: { row_no: number }[] = await ctx.db.query("SELECT row_no FROM import_failures WHERE import_id = 2");
    expect(left.map((row) => row.row_no)).toEqual([5, 6]);
  });
});
