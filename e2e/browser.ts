import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";

/** Where a Chrome that somebody installed usually is. */
const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A browser without a download: on Linux x64 the one from the npm registry, elsewhere the installed Chrome. */
export async function browserExecutable(): Promise<string> {
  if (process.platform === "linux" && process.arch === "x64") return chromium.executablePath();
  const found = INSTALLED.find((file) => existsSync(file));
  if (!found) throw new Error("The browser tests need Chrome or Chromium: install one, then run them again.");
  return found;
}
