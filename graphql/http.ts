import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { GraphQLContext } from "./context";
import { MAX_BODY_BYTES } from "./limits";
import { readBody } from "./read-body";

/** A JSON answer in GraphQL's shape for what never reaches the executor. */
export function refusal(
  status: number,
  message: string,
  code = "BAD_REQUEST",
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

const METHODS = "GET, HEAD, POST, OPTIONS";

/** GraphQL over HTTP, whichever server has taken the request. */
export async function answer(
  apollo: ApolloServer<GraphQLContext>,
  request: Request,
  contextOf: () => Promise<GraphQLContext>,
): Promise<Response> {
  const { method } = request;
  // Without CORS headers: pages of other sites are not let in.
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: METHODS } });
  if (method !== "GET" && method !== "HEAD" && method !== "POST") {
    return refusal(405, "Send a POST, or a GET for a query.", "METHOD_NOT_ALLOWED", { allow: METHODS });
  }
  const body = method === "POST" ? await bodyOf(request) : undefined;
  if (body instanceof Response) return body;

  const headers = new HeaderMap();
  for (const [name, value] of request.headers) headers.set(name, value);
  // Made here and not by Apollo, which would tell the caller why it failed.
  const context = await contextOf();
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: method === "HEAD" ? "GET" : method,
      headers,
      search: new URL(request.url).search,
      body,
    },
    context: async () => context,
  });
  return responseOf(result, method === "HEAD");
}

/** The parsed body, or the refusal. */
async function bodyOf(request: Request): Promise<unknown> {
  const [type, ...parameters] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((text) => /^\s*charset="?([^"\s]+)"?\s*$/.exec(text)?.[1]).find(Boolean) ?? "utf-8";
  if (type?.trim() !== "application/json" || !["utf-8", "utf8", "us-ascii"].includes(charset)) {
    return refusal(
      415,
      "Send the query as JSON in UTF-8 with content-type application/json.",
      "UNSUPPORTED_MEDIA_TYPE",
    );
  }
  const bytes = await readBody(request, MAX_BODY_BYTES);
  // What is still on its way would be taken for the next request, so the connection ends with these two.
  if (bytes === "too large") {
    const message = `A request is at most ${MAX_BODY_BYTES / 1024} KiB.`;
    return refusal(413, message, "TOO_LARGE", { connection: "close" });
  }
  if (bytes === "too slow")
    return refusal(408, "The request did not arrive in time.", "TIMEOUT", { connection: "close" });
  if (bytes === "broken off") return refusal(400, "The request broke off.", "BAD_REQUEST", { connection: "close" });
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refusal(400, "The body is not valid JSON.");
  }
}

async function responseOf({ status, headers, body }: HTTPGraphQLResponse, isHead: boolean): Promise<Response> {
  const text = body.kind === "complete" ? body.string : await joined(body.asyncIterator);
  const all = new Headers([...headers]);
  // Customers' data must not stay in a shared cache or on a disk.
  all.set("cache-control", "no-store");
  return new Response(isHead ? null : text, { status: status ?? 200, headers: all });
}

async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}
