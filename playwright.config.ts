import { defineConfig } from "@playwright/test";
import { mysqlProgram } from "./checks/private-mysql";
import type { Browser } from "./e2e/browser";
import type { PerWorker } from "./e2e/desk";

/** The specs that run on MySQL or MariaDB too. */
const ON_BOTH = /(files|at-once|hub-states|grants)\.spec\.ts$/;
// e2e/start.ts says loudly that this half does not run; with CI=true it fails.
const hasMysql = process.env.TEST_MYSQL_URL !== undefined || mysqlProgram() !== undefined;

// e2e/start.ts finds the browser; workers read this file again, with its answer in the environment.
const browser: Browser | undefined = process.env.DESKFOLK_BROWSER && JSON.parse(process.env.DESKFOLK_BROWSER);
const launch = browser && { ...browser, env: { ...process.env, ...browser.env } };

/** Browser tests against the built product: see e2e/start.ts for the build and e2e/desk.ts for the server of each worker. */
export default defineConfig<object, PerWorker>({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/start.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI === "true",
  // A test that passes only at the second try hides a race that a user will meet. The checks that decide over a landing name it as
  // flaky, to be mended, rather than throw a day's work away.
  retries: process.env.CI === "true" ? 2 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    launchOptions: { ...launch, args: ["--no-sandbox"] },
    locale: "en-GB",
    timezoneId: "Europe/London",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 20_000,
    // To record every test slows all of them down: in the checks, what fails is recorded at its second try.
    trace: process.env.CI === "true" ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "sqlite", use: { viewport: { width: 1280, height: 800 } } },
    // What the database could make different; the pages are the same, so axe looks at them on SQLite alone.
    ...(hasMysql
      ? [{ name: "mariadb", testMatch: ON_BOTH, use: { databaseKind: "mysql" as const, withAxe: false } }]
      : []),
  ],
});
