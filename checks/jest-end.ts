/** Jest's globalTeardown, the counterpart of jest-start.ts. */
export default async function end(): Promise<void> {
  if (!("stopTestMysql" in globalThis)) return;
  const stop: unknown = globalThis.stopTestMysql;
  if (typeof stop === "function") await stop();
}
