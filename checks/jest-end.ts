/** Jest's globalTeardown, the counterpart of jest-start.ts. */
export default async function end(): Promise<void> {
  const stop: unknown = Reflect.get(globalThis, "stopTestMysql");
  if (typeof stop === "function") await stop();
}
