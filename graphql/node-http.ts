import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphQLAnswer, GraphQLRequest } from "./http";
import { readNodeBody } from "./read-body";

/** What next.config.js sends with every answer of Next's; behind the front door Next does not see these. */
const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** Serves the endpoint from node:http, the front door's mount, without the objects of fetch: they cost as much as a small query. */
export async function serveNode(
  handler: (request: GraphQLRequest) => Promise<GraphQLAnswer>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await handler(requestOf(message));
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headers,
    ...(body === null ? {} : { "content-length": Buffer.byteLength(body) }),
  });
  response.end(body);
}

function requestOf(message: IncomingMessage): GraphQLRequest {
  const { url = "", headers } = message;
  const search = url.indexOf("?");
  return {
    method: message.method ?? "GET",
    search: search === -1 ? "" : url.slice(search),
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    readBody: (limit) => readNodeBody(message, limit),
  };
}
