// These go out with every answer; proxy.ts adds the policy with the nonce to pages.
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

// Endpoints answer with data, never with a document that loads something. The GraphQL explorer is one and sends its own policy.
const dataOnly = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  },
  { key: "Cache-Control", value: "no-store" },
];

/** @type {import("next").NextConfig} */
module.exports = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and decorator-based packages stay outside the bundle: bundling them breaks their bindings or their class names.
  serverExternalPackages: [
    "better-sqlite3",
    "typeorm",
    "type-graphql",
    "graphql",
    "@apollo/server",
    "@node-rs/argon2",
    "mysql2",
    "pino",
    "flydrive",
    "fast-csv",
    "@escape.tech/graphql-armor",
    "graphql-scalars",
    // Asks for a package that is not there, and goes on without it.
    "email-reply-parser",
  ],
  turbopack: {
    resolveAlias: {
      // Its ES module asks for graphql/index.mjs, a second copy of graphql beside the one that the schema is made with:
      // each refuses the other's types ("Expected String to be a GraphQL nullable type").
      "graphql-query-complexity": "graphql-query-complexity/cjs",
    },
  },
  experimental: {
    // The class names of entities and types are part of the schema; minified they would become "s" and "u".
    serverMinification: false,
    // forbidden() shows the page that says "your role does not allow this", with status 403.
    authInterrupts: true,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
  headers: async () => [
    // The page of a mail is shown in a frame on the ticket's: it sends a policy of its own.
    { source: "/:path((?!api/mail-pages/).*)", headers: everywhere },
    // A logo's address is another one when the logo is, so it says itself how long it may be kept.
    { source: "/api/:path((?!graphql|logo/|mail-pages/).*)", headers: dataOnly },
    // Their addresses hold the secret of a link, which no other site may learn, nor ours in its logs.
    {
      source: "/hub/:page(set-password|confirm|confirm-address)",
      headers: [{ key: "Referrer-Policy", value: "no-referrer" }],
    },
  ],
};
