import { provideTestMysql } from "./test-mysql";

/** Jest's globalSetup: once before all test files, in the parent process, whose environment the workers inherit. */
export default async function start(): Promise<void> {
  const server = await provideTestMysql();
  // Jest runs set-up and teardown in one process, but shares nothing else between them.
  Object.assign(globalThis, { stopTestMysql: server?.stop });
}
