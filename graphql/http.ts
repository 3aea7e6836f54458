import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { GraphQLContext } from "./context";
import { MAX_BODY_BYTES } from "./limits";
import { type BodyProblem, readBody } from "./read-body";

/** What the endpoint needs of a request, whichever server has taken it. */
export interface GraphQLRequest {
  method: string;
  /** What follows the path, with its question mark; empty when nothing does. */
  search: string;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  readBody(limit: number): Promise<Uint8Array | BodyProblem>;
}

export interface GraphQLAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string | null;
}

/** The mount for servers that speak fetch: Next's route handler. */
export async function serveFetch(
  handler: (request: GraphQLRequest) => Promise<GraphQLAnswer>,
  request: Request,
): Promise<Response> {
  const { status, headers, body } = await handler({
    method: request.method,
    search: new URL(request.url).search,
    header: headersOf(request),
    readBody: (limit) => readBody(request, limit),
  });
  return new Response(body, { status, headers });
}

export const headersOf =
  ({ headers }: Request) =>
  (name: string): string | undefined =>
    headers.get(name) ?? undefined;

/** A JSON answer in GraphQL's shape for what never reaches the executor. */
export function refusal(
  status: number,
  message: string,
  code = "BAD_REQUEST",
  headers: Record<string, string> = {},
): GraphQLAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}

const METHODS = "GET, HEAD, POST, OPTIONS";

/** GraphQL over HTTP, whichever server has taken the request. */
export async function answer(
  apollo: ApolloServer<GraphQLContext>,
  request: GraphQLRequest,
  contextOf: () => Promise<GraphQLContext>,
): Promise<GraphQLAnswer> {
  const { method } = request;
  // Without CORS headers: pages of other sites are not let in.
  if (method === "OPTIONS") return { status: 204, headers: { allow: METHODS }, body: null };
  if (method !== "GET" && method !== "HEAD" && method !== "POST") {
    return refusal(405, "Send a POST, or a GET for a query.", "METHOD_NOT_ALLOWED", { allow: METHODS });
  }
  const read = method === "POST" ? await bodyOf(request) : { body: undefined };
  if ("refusal" in read) return read.refusal;

  // Made here and not by Apollo, which would tell the caller why it failed.
  const context = await contextOf();
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: method === "HEAD" ? "GET" : method,
      headers: apolloHeaders(request),
      search: request.search,
      body: read.body,
    },
    context: async () => context,
  });
  return answerOf(result, method === "HEAD");
}

/** Those that Apollo looks at: what comes, and what the caller takes. */
function apolloHeaders({ header }: GraphQLRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const name of ["content-type", "accept"]) {
    const value = header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** The parsed body, or the refusal. */
async function bodyOf(request: GraphQLRequest): Promise<{ body: unknown } | { refusal: GraphQLAnswer }> {
  if (!isJson(request.header("content-type") ?? "")) {
    const message = "Send the query as JSON in UTF-8 with content-type application/json.";
    return { refusal: refusal(415, message, "UNSUPPORTED_MEDIA_TYPE") };
  }
  const bytes = await request.readBody(MAX_BODY_BYTES);
  if (typeof bytes === "string") return { refusal: BODY_REFUSALS[bytes] };
  try {
    return { body: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return { refusal: refusal(400, "The body is not valid JSON.") };
  }
}

/** Stateless, since nothing is decoded in pieces. It takes a byte order mark off. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

function isJson(contentType: string): boolean {
  if (contentType === "application/json") return true;
  const [type, ...parameters] = contentType.toLowerCase().split(";");
  const charset = parameters.map((text) => /^\s*charset="?([^"\s]+)"?\s*$/.exec(text)?.[1]).find(Boolean) ?? "utf-8";
  return type?.trim() === "application/json" && ["utf-8", "utf8", "us-ascii"].includes(charset);
}

// What is still on its way would be taken for the next request, so the connection ends with these.
const CLOSE = { connection: "close" };
const BODY_REFUSALS: Record<BodyProblem, GraphQLAnswer> = {
  "too large": refusal(413, `A request is at most ${MAX_BODY_BYTES / 1024} KiB.`, "TOO_LARGE", CLOSE),
  "too slow": refusal(408, "The request did not arrive in time.", "TIMEOUT", CLOSE),
  "broken off": refusal(400, "The request broke off.", "BAD_REQUEST", CLOSE),
};

async function answerOf({ status, headers, body }: HTTPGraphQLResponse, isHead: boolean): Promise<GraphQLAnswer> {
  const text = body.kind === "complete" ? body.string : await joined(body.asyncIterator);
  return {
    status: status ?? 200,
    // Customers' data must not stay in a shared cache or on a disk.
    headers: { ...Object.fromEntries(headers), "cache-control": "no-store" },
    body: isHead ? null : text,
  };
}

async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}
