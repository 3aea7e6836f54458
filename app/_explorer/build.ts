import { rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const ROOT = path.resolve(__dirname, "../..");

/**
 * Packs GraphiQL into public/explorer, so that the explorer needs no other host. Next is not asked to: the page is answered by
 * the GraphQL handler (graphql/explorer.ts), also where no Next stands before it, and its workers want fixed names.
 */
async function main(): Promise<void> {
  const outdir = path.join(ROOT, "public/explorer");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: {
      explorer: "app/_explorer/explorer.tsx",
      style: "graphiql/style.css",
      "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
      "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
      "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
    },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    minify: true,
    legalComments: "linked",
    loader: { ".ttf": "file" },
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
}

void main();
