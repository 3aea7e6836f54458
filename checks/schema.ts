import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildHelpdeskSchema } from "@/graphql/schema";

/** The promise to developers, committed so that every change of it is seen in review. `--write` renews it. */
const FILE = path.resolve(__dirname, "../graphql/schema.graphql");

async function main(): Promise<void> {
  const built = `${printSchema(lexicographicSortSchema(await buildHelpdeskSchema()))}\n`;
  if (process.argv.includes("--write")) {
    writeFileSync(FILE, built);
    return;
  }
  if (readCommitted() === built) return;
  process.stderr.write("graphql/schema.graphql is not what the code builds. Run: npm run generate\n");
  process.exitCode = 1;
}

function readCommitted(): string {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return "";
  }
}

void main();
