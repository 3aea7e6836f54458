import type { GraphQLAnswer, GraphQLRequest } from "./http";

/** GraphiQL, for a browser that opens the endpoint. Scripts, styles and workers are ours (app/_explorer), so it works offline. */
export function explorerPage(): GraphQLAnswer {
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY },
    body: PAGE,
  };
}

/** True for a browser that opens the address itself; programs that ask with GET send a query. */
export function wantsExplorer({ method, search, header }: GraphQLRequest): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  return /\btext\/html\b/i.test(header("accept") ?? "") && !new URLSearchParams(search).has("query");
}

/** Monaco, GraphiQL's editor, makes style elements while it runs; nothing needs an inline script or eval. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphQL explorer – Deskfolk</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/explorer/style.css">
    <script type="module" src="/explorer/explorer.js"></script>
  </head>
  <body>
    <div id="explorer" style="height: 100dvh"><p>The explorer is loading. It needs JavaScript, and the files that npm run build makes.</p></div>
  </body>
</html>
`;
