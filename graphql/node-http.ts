import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What next.config.js sends with every answer of Next's; behind the front door Next does not see these. */
const SECURITY_HEADERS = [
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
] as const;

/** Serves a fetch-style handler from node:http: the front door's mount of the GraphQL endpoint. */
export async function serveNode(
  handler: (request: Request) => Promise<Response>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await handler(requestOf(message));
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response);
  else response.end();
}

function requestOf(message: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  // Nothing of ours goes by the host in the address, and one that is no host must not fail the request.
  const url = `http://localhost${message.url}`;
  // Undici refuses both methods, which the endpoint refuses itself.
  const method = message.method === "TRACE" || message.method === "CONNECT" ? "DELETE" : message.method;
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(message) as ReadableStream, duplex: "half" } : {}),
  } as RequestInit);
}
