import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import path from "node:path";
import { quickFolder } from "./quick-folder";
import { provideTestMysql } from "./test-mysql";

/** Jest's globalSetup: once before all test files, in the parent process, whose environment the workers inherit. */
export default async function start(): Promise<void> {
  const server = await provideTestMysql();
  // What the tests of this run keep between them: see server/testing/databases.ts.
  process.env.DESKFOLK_TEST_RUN = randomUUID().slice(0, 8);
  process.env.DESKFOLK_TEST_FOLDER = mkdtempSync(path.join(quickFolder(), "deskfolk-run-"));
  // Jest runs set-up and teardown in one process, but shares nothing else between them.
  Object.assign(globalThis, { stopTestMysql: server?.stop });
}
