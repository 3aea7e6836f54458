import { existsSync } from "node:fs";

/** Where a Chrome that somebody installed usually is. */
const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** How Playwright starts a browser. */
export interface Browser {
  executablePath: string;
  /** What its process needs in the environment beside ours. */
  env: Record<string, string>;
}

/** A browser without a download: on Linux x64 the one from the npm registry, elsewhere the installed Chrome. */
export async function findBrowser(): Promise<Browser> {
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser();
  const found = INSTALLED.find((file) => existsSync(file));
  if (!found) throw new Error("The browser tests need Chrome or Chromium: install one, then run them again.");
  return { executablePath: found, env: {} };
}

/**
 * The package brings the system libraries and the fonts that Chromium wants, and unpacks them only where it believes to be on
 * Amazon's servers. An empty machine lacks them too, so we say that it is one. What it then sets in the environment is for the
 * browser alone: a database server that we start must not load its libraries.
 */
async function packagedBrowser(): Promise<Browser> {
  const ours = { ...process.env };
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  const executablePath = await chromium.executablePath();
  const env: Record<string, string> = {};
  for (const name of ["LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) env[name] = process.env[name] ?? "";
  for (const name of ["AWS_LAMBDA_JS_RUNTIME", ...Object.keys(env)]) {
    if (ours[name] === undefined) delete process.env[name];
    else process.env[name] = ours[name];
  }
  // Its one font knows Latin letters alone; a machine with fonts shows more.
  if (existsSync("/etc/fonts/fonts.conf")) delete env.FONTCONFIG_PATH;
  return { executablePath, env };
}
