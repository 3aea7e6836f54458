import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { GraphQLContext } from "./context";
import { MAX_BODY_BYTES } from "./limits";

/** A JSON answer in GraphQL's shape for what never reaches the executor. */
export function refusal(status: number, message: string, code = "BAD_REQUEST"): Response {
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

/** GraphQL over HTTP, whichever server has taken the request. */
export async function answer(
  apollo: ApolloServer<GraphQLContext>,
  request: Request,
  context: () => Promise<GraphQLContext>,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "POST") {
    const response = refusal(405, "Send a POST, or a GET for a query.");
    response.headers.set("allow", "GET, POST");
    return response;
  }
  const body = request.method === "POST" ? await bodyOf(request) : undefined;
  if (body instanceof Response) return body;

  const headers = new HeaderMap();
  for (const [name, value] of request.headers) headers.set(name, value);
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, search: new URL(request.url).search, body },
    context,
  });
  return responseOf(result);
}

/** The parsed body, or the refusal. Read in pieces, so that an endless one ends at the limit. */
async function bodyOf(request: Request): Promise<unknown> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json" && type !== "application/graphql+json") {
    return refusal(415, "Send the query as JSON with content-type application/json.");
  }
  const bytes = await readUpTo(request.body, MAX_BODY_BYTES);
  if (!bytes) return refusal(413, `A request is at most ${MAX_BODY_BYTES / 1024} KiB.`, "TOO_LARGE");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refusal(400, "The body is not valid JSON.");
  }
}

async function readUpTo(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function responseOf({ status, headers, body }: HTTPGraphQLResponse): Promise<Response> {
  const text = body.kind === "complete" ? body.string : await joined(body.asyncIterator);
  const all = new Headers([...headers]);
  // Customers' data must not stay in a shared cache or on a disk.
  all.set("cache-control", "no-store");
  return new Response(text, { status: status ?? 200, headers: all });
}

async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}
