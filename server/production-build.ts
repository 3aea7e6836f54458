import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { packedProgram } from "./own-process";

/** What `next build` reads. */
const SOURCES = [
  "app",
  "graphql",
  "server",
  "migrations",
  "public",
  "next.config.js",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "package-lock.json",
];

/** Builds the pages when there is no build, or a source is newer than it. */
export function buildIfNeeded(root = process.cwd()): void {
  const pages = path.join(root, process.env.NEXT_DIST_DIR || ".next", "BUILD_ID");
  // The worker is packed after the pages were built: a build that was stopped in between would run it on as it was.
  const builtAt = Math.min(timeOf(pages), timeOf(packedProgram("server/worker.ts").file));
  if (builtAt > 0 && SOURCES.every((source) => newestIn(path.join(root, source)) <= builtAt)) return;
  process.stdout.write("Building the pages; this takes a minute.\n");
  const built = spawnSync("npm", ["run", "build"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (built.status !== 0) throw new Error("The pages could not be built; see above.");
}

const timeOf = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);

function newestIn(file: string): number {
  if (!existsSync(file)) return 0;
  const stats = statSync(file);
  if (!stats.isDirectory()) return /\.test\.tsx?$/.test(file) ? 0 : stats.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newestIn(path.join(file, name))));
}
