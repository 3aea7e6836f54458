/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

/** Packages that ship ES modules only; Jest runs CommonJS, so they go through the same compiler as our own code. */
const esModules = [
  "flydrive",
  "@poppinss",
  "@sindresorhus",
  "nuqs",
  "file-type",
  "strtok3",
  "token-types",
  "uint8array-extras",
  "mime-db",
];

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
  roots: ["<rootDir>/server", "<rootDir>/graphql", "<rootDir>/migrations", "<rootDir>/app"],
  testMatch: ["**/*.test.ts", "**/*.test.tsx"],
  transform: { "\\.(t|j|mj)sx?$": ["@swc/jest", swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  clearMocks: true,
};

export default config;
