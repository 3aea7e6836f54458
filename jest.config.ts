/** @jest-config-loader esbuild-register */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "jest";

// As every process of the product: see server/config.ts. The workers inherit it.
process.env.TZ = "UTC";

/** Installed packages of ES modules. Jest runs CommonJS, so these go through the same compiler as our own code. */
function esModulePackages(): string[] {
  const modules = path.join(__dirname, "node_modules");
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith("@") ? readdirSync(path.join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  return names.filter((name) => {
    const file = path.join(modules, name, "package.json");
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).type === "module";
  });
}

const swc = {
  jsc: {
    target: "es2022",
    parser: { syntax: "typescript", tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: false,
      useDefineForClassFields: false,
      react: { runtime: "automatic" },
    },
  },
  module: { type: "commonjs" },
};

const config: Config = {
  testEnvironment: "node",
  roots: ["<rootDir>/server", "<rootDir>/graphql", "<rootDir>/migrations", "<rootDir>/app", "<rootDir>/checks"],
  testMatch: ["**/*.test.ts", "**/*.test.tsx"],
  // React Email loads its renderer with import(), which Jest's CommonJS has not: compiled, it is a require().
  transform: { "\\.(t|j|mj)sx?$": ["@swc/jest", swc], "@react-email/render/.*\\.cjs$": ["@swc/jest", swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${[...esModulePackages(), "@react-email/render"].join("|")})/)`],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  globalSetup: "<rootDir>/checks/jest-start.ts",
  globalTeardown: "<rootDir>/checks/jest-end.ts",
  setupFilesAfterEnv: ["<rootDir>/server/testing/each-test.ts"],
  testSequencer: "<rootDir>/checks/slow-first.js",
  // One more than a small machine has processors: some tests wait most of their time, for a worker that comes back, say.
  maxWorkers: 3,
  // No test is about time; this only ends one that hangs, also on a machine that does ten things at once. Longer in few files alone.
  testTimeout: 300_000,
  clearMocks: true,
};

export default config;
