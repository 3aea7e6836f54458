/** @type {import("next").NextConfig} */
module.exports = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and decorator-based packages stay outside the bundle: bundling them breaks their bindings or their class names.
  serverExternalPackages: ["better-sqlite3", "typeorm", "type-graphql", "graphql", "@apollo/server", "@node-rs/argon2", "mysql2", "pino", "flydrive", "fast-csv"],
  experimental: {
    // The class names of entities and types are part of the schema; minified they would become "s" and "u".
    serverMinification: false,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
};
