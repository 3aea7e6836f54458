import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "@swc/core";

/** One of our own TypeScript files, with what it imports. Paths are relative to the project's root. */
export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
}

export interface Import {
  /** As it is written: `./db`, `@/server/db`, `typeorm`. */
  readonly specifier: string;
  /** File of ours that it leads to; undefined for packages. */
  readonly target: string | undefined;
  /** Gone when the program runs. */
  readonly isTypeOnly: boolean;
}

/** All TypeScript that git knows or would take, without what is generated. */
export function sourceFiles(root: string): SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"], {
    cwd: root,
    encoding: "utf8",
  });
  const paths = [...new Set(listed.split("\n"))].filter((file) => file !== "" && existsSync(path.join(root, file)));
  return paths.filter((file) => !file.startsWith("graphql/client/")).map((file) => readSource(root, file));
}

/** A node of the compiler's tree; only what is asked of it below is known. */
type Node = Record<string, unknown> & { type: string };

function readSource(root: string, file: string): SourceFile {
  const text = readFileSync(path.join(root, file), "utf8");
  const tree = parseSync(text, { syntax: "typescript", tsx: file.endsWith(".tsx"), decorators: true });
  const imports: Import[] = [];
  let hasDefaultExport = false;
  for (const node of nodesOf(tree)) {
    if (node.type === "ExportDefaultDeclaration" || node.type === "ExportDefaultExpression") hasDefaultExport = true;
    if (exportsNameDefault(node)) hasDefaultExport = true;
    const specifier = importedBy(node);
    if (specifier === undefined) continue;
    imports.push({ specifier, target: targetOf(root, file, specifier), isTypeOnly: isTypeOnly(node) });
  }
  return { path: file, lines: text.trimEnd().split("\n").length, imports, hasDefaultExport };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (typeof value === "object" && value !== null) {
    if (isNode(value)) yield value;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

const isNode = (value: object | null | undefined): value is Node =>
  value !== null && value !== undefined && "type" in value && typeof value.type === "string";

/** `import … from`, `export … from`, `import("…")`, `require("…")`, `typeof import("…")`. */
function importedBy(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return literal(node.source);
    case "TsImportType":
      return literal(node.argument);
    case "TsExternalModuleReference":
      return literal(node.expression);
    case "CallExpression":
      return literalCall(node);
    default:
      return undefined;
  }
}

function literalCall({ callee, arguments: passed }: Node): string | undefined {
  if (typeof callee !== "object" || !isNode(callee)) return undefined;
  const loads = callee.type === "Import" || (callee.type === "Identifier" && callee.value === "require");
  return loads && Array.isArray(passed) ? literal(passed[0]?.expression) : undefined;
}

function literal(value: unknown): string | undefined {
  if (typeof value !== "object" || !isNode(value)) return undefined;
  return value.type === "StringLiteral" && typeof value.value === "string" ? value.value : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === "TsImportType" || node.typeOnly === true) return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly === true);
}

function exportsNameDefault(node: Node): boolean {
  if (node.type !== "ExportSpecifier") return false;
  const exported = node.exported ?? node.orig;
  return typeof exported === "object" && isNode(exported) && exported.value === "default";
}

function targetOf(root: string, from: string, specifier: string): string | undefined {
  const isOurs = specifier.startsWith(".") || specifier.startsWith("@/");
  if (!isOurs) return undefined;
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.join(path.dirname(from), specifier);
  const candidates = ["", ".ts", ".tsx", "/index.ts", "/index.tsx", ".d.ts"].map((end) => base + end);
  const found = candidates.find((file) => /\.\w+$/.test(file) && existsSync(path.join(root, file)));
  return found ?? base;
}
