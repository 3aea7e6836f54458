import { defineConfig } from "@playwright/test";

/** Browser tests against the built product: see e2e/start.ts for the build and e2e/desk.ts for the server of each worker. */
export default defineConfig({
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
    // e2e/start.ts finds the browser; workers read this file again, with its answer in the environment.
    launchOptions: { executablePath: process.env.DESKFOLK_BROWSER, args: ["--no-sandbox"] },
    locale: "en-GB",
    timezoneId: "Europe/London",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [{ name: "desktop", use: { viewport: { width: 1280, height: 800 } } }],
});
