import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(__dirname, "..");

/** What `next build` reads. */
const SOURCES = [
  "app",
  "graphql",
  "server",
  "migrations",
  "public",
  "*.config.js",
  "instrumentation*.ts",
  "proxy.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds the product, unless the build at hand was made of exactly these sources. */
export function buildProduct(): void {
  const stamp = path.join(ROOT, ".next", "deskfolk-sources");
  const sources = hashOfSources();
  const isFresh = existsSync(stamp) && readFileSync(stamp, "utf8") === sources;
  if (isFresh && existsSync(path.join(ROOT, ".next", "BUILD_ID"))) return;
  execFileSync("npm", ["run", "build"], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production" },
  });
  writeFileSync(stamp, sources);
}

function hashOfSources(): string {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...SOURCES];
  const files = execFileSync("git", list, { cwd: ROOT, encoding: "utf8" }).split("\0");
  const hash = createHash("sha256");
  for (const file of [...new Set(files)].sort()) {
    const isSource = file !== "" && !/\.test\.tsx?$/.test(file) && existsSync(path.join(ROOT, file));
    if (isSource) hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}
