import type { SourceFile } from "./source-files";

/** Groups of files that import each other in a circle when the program runs, each found once. */
export function importCycles(files: readonly SourceFile[]): string[][] {
  const targets = new Map(files.map((file) => [file.path, runTimeTargets(file)]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, trail: string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push(trail.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

/** Types are gone at run time, so a circle of types alone harms nobody. */
function runTimeTargets(file: SourceFile): string[] {
  const found = file.imports.filter((one) => !one.isTypeOnly && one.target !== undefined && one.target !== file.path);
  return [...new Set(found.map((one) => one.target ?? ""))];
}
