import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types for the documents that the pages run, from the committed schema: `npm run generate`. */
const config: CodegenConfig = {
  schema: "graphql/schema.graphql",
  documents: ["app/**/*.{ts,tsx}"],
  ignoreNoDocuments: true,
  generates: {
    "graphql/client/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        enumType: "string-literal",
        useTypeImports: true,
        strictScalars: true,
        scalars: { ID: "string", DateTime: "string", DateTimeISO: "string", Date: "string", JSON: "unknown" },
      },
    },
  },
};

export default config;
