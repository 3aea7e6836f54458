import { rmSync } from "node:fs";
import { dropUsedDatabases } from "./used-mysql";

/** Jest's globalTeardown, the counterpart of jest-start.ts. */
export default async function end(): Promise<void> {
  const stop: unknown = Reflect.get(globalThis, "stopTestMysql");
  if (typeof stop === "function") await stop();
  else if (process.env.TEST_MYSQL_URL) await dropUsedDatabases();
  if (process.env.DESKFOLK_TEST_FOLDER) rmSync(process.env.DESKFOLK_TEST_FOLDER, { recursive: true, force: true });
}
