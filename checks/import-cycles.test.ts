import { importCycles } from "./import-cycles";
import type { SourceFile } from "./source-files";

/** `a: ["b"]` is a file that imports another; `type b` imports its types alone. */
const tree = (imports: Record<string, string[]>): SourceFile[] =>
  Object.entries(imports).map(([path, targets]) => ({
    path,
    lines: 1,
    hasDefaultExport: false,
    imports: targets.map((target) => ({
      specifier: target,
      target: target.replace("type ", ""),
      isTypeOnly: target.startsWith("type "),
    })),
  }));

test("a circle of three is found once, in the order of the imports", () => {
  expect(importCycles(tree({ start: ["a"], a: ["b"], b: ["c"], c: ["a"] }))).toEqual([["a", "b", "c"]]);
});

test("two ways to the same file are no circle", () => {
  expect(importCycles(tree({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toEqual([]);
});

test("a circle that types alone close is none", () => {
  expect(importCycles(tree({ a: ["b"], b: ["type a"] }))).toEqual([]);
});
