import { GraphiQL } from "graphiql";
import type { ComponentProps } from "react";
import { createRoot } from "react-dom/client";

/** Monaco runs each language in a worker of its own; ours come from this server, so that the explorer works without the internet. */
const WORKERS: Record<string, string> = { graphql: "graphql.worker.js", json: "json.worker.js" };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) =>
      new Worker(`/explorer/${WORKERS[label] ?? "editor.worker.js"}`, { type: "module" }),
  },
});

/** The page's own endpoint, with the session cookie; the headers tab can add `Authorization: Bearer <token>`. */
const ask: ComponentProps<typeof GraphiQL>["fetcher"] = async (params, options) => {
  const answer = await fetch("/api/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...options?.headers },
    body: JSON.stringify(params),
  });
  return answer.json();
};

const FIRST_QUERY = `# The desk's own API. Signed in, you ask as yourself; with a token, put this into Headers:
#   { "Authorization": "Bearer <token of npm run desk -- create-token>" }
query FirstCustomers {
  viewer {
    name
    permissions
  }
  customers(first: 5) {
    nodes {
      id
      displayName
      email
      organisation {
        name
      }
    }
  }
}
`;

const place = document.getElementById("explorer");
// The editor keeps tabs and queries in the browser's storage, but never what is in Headers: it may be a token.
if (place) {
  createRoot(place).render(<GraphiQL fetcher={ask} defaultQuery={FIRST_QUERY} shouldPersistHeaders={false} />);
}
