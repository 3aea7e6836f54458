import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** One step of `npm test`. A step without counts of its own counts as one check. */
interface Stage {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Reads the counts from the report that the command wrote. */
  readonly count?: (report: unknown) => Counts;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reports = mkdtempSync(path.join(tmpdir(), "deskfolk-checks-"));
const jestReport = path.join(reports, "jest.json");
const browserReport = path.join(reports, "playwright.json");

const QUICK: readonly Stage[] = [
  { title: "Types", command: ["sh", "-c", "next typegen && tsc --noEmit --incremental false"] },
  { title: "Lint and format", command: ["biome", "check", "--error-on-warnings", "."] },
  { title: "GraphQL schema", command: ["tsx", "checks/schema.ts"] },
  { title: "GraphQL client", command: ["graphql-codegen", "--config", "codegen.ts", "--check"] },
];

const jest = (...which: string[]): Stage["command"] => ["jest", ...which, "--json", `--outputFile=${jestReport}`];

const ARCHITECTURE: Stage = { title: "Architecture", command: jest("checks"), count: countJest };

const TESTS: readonly Stage[] = [
  { title: "Architecture, server and GraphQL on SQLite and on MySQL/MariaDB", command: jest(), count: countJest },
  { title: "The built product in a browser", command: ["playwright", "test"], count: countPlaywright },
];

/** Runs every stage, also after a failed one, and ends with the totals. `--quick` leaves out what takes minutes. */
function main(): void {
  const stages = process.argv.includes("--quick") ? [...QUICK, ARCHITECTURE] : [...QUICK, ...TESTS];
  const results = stages.map(runStage);
  rmSync(reports, { recursive: true, force: true });

  const sum = (kind: keyof Counts) => results.reduce((total, result) => total + result[kind], 0);
  const failedStages = stages.filter((_, index) => (results[index]?.failed ?? 0) > 0);
  print("\n", failedStages.map((stage) => `Failed: ${stage.title}\n`).join(""));
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  print(`${sum("passed")} passed, ${sum("failed")} failed${skipped}\n`);
  process.exitCode = failedStages.length > 0 ? 1 : 0;
}

function runStage(stage: Stage): Counts {
  print(`\n=== ${stage.title} ===\n`);
  const started = Date.now();
  const [command, ...args] = stage.command;
  const ended = spawnSync(command, args, {
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `node_modules/.bin${path.delimiter}${process.env.PATH}`,
      PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport,
    },
  });
  const isGood = ended.status === 0;
  print(`--- ${stage.title}: ${isGood ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s\n`);
  const counts = countsOf(stage);
  // A command can fail without a failed test, for example when it does not even start.
  return isGood || counts.failed > 0 ? counts : { ...counts, passed: stage.count ? counts.passed : 0, failed: 1 };
}

function countsOf({ count }: Stage): Counts {
  const file = count === countPlaywright ? browserReport : jestReport;
  if (!count) return { passed: 1, failed: 0, skipped: 0 };
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  return count(JSON.parse(readFileSync(file, "utf8")));
}

function countJest(report: unknown): Counts {
  const total = numbersOf(report);
  return {
    passed: total("numPassedTests"),
    // A file that does not even load has no tests to fail.
    failed: total("numFailedTests") + total("numRuntimeErrorTestSuites"),
    skipped: total("numPendingTests"),
  };
}

function countPlaywright(report: unknown): Counts {
  const stats = typeof report === "object" && report !== null && "stats" in report ? report.stats : {};
  const total = numbersOf(stats);
  return { passed: total("expected") + total("flaky"), failed: total("unexpected"), skipped: total("skipped") };
}

const numbersOf = (report: unknown) => (name: string) =>
  typeof report === "object" && report !== null ? Number(Reflect.get(report, name) ?? 0) : 0;

function print(...parts: string[]): void {
  process.stdout.write(parts.join(""));
}

main();
