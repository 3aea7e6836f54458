import path from "node:path";
import { build } from "esbuild";
import { packedFolder } from "./own-process";

/**
 * Packs what runs in processes of its own into plain JavaScript: translated on the way by tsx, each takes a second longer to start and
 * 40 MB more, and every function that it makes is given its name anew.
 */
async function main(): Promise<void> {
  const root = path.resolve(__dirname, "..");
  await build({
    absWorkingDir: root,
    entryPoints: {
      worker: "server/worker.ts",
      "parser-process": "server/imports/parser-process.ts",
      "reader-process": "server/mail/incoming/reader-process.ts",
    },
    outdir: packedFolder(root),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "warning",
  });
}

void main();
