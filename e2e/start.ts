import { provideTestMysql } from "@/checks/test-mysql";
import { findBrowser } from "./browser";
import { buildProduct } from "./build";

/** Playwright's globalSetup. What it returns runs after the last test. */
export default async function start(): Promise<() => Promise<void>> {
  process.env.DESKFOLK_BROWSER = JSON.stringify(await findBrowser());
  buildProduct();
  const mysql = await provideTestMysql();
  return async () => {
    await mysql?.stop();
  };
}
