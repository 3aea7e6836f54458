import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import { LOOPBACK_ADDRESSES } from "./check-webhook";

export interface Post {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For developers: see `Config.allowsLoopbackWebhooks`. */
  allowsLoopback: boolean;
  timeoutMs: number;
}

export interface PostAnswer {
  /** Null when there was no answer. */
  status: number | null;
  /** Why it did not come through, for people; null when it did. */
  problem: string | null;
  /** How the answer begins. */
  response: string;
  /** How long the receiver asks to be left alone. */
  retryAfterMs: number | null;
}

/**
 * Sends one request to an address that somebody typed. The addresses of its name are looked at as the connection is made, so that a
 * name that points elsewhere a moment later gains nothing; a redirect is an answer like any other and followed nowhere.
 */
export async function postWebhook(post: Post): Promise<PostAnswer> {
  const ending = AbortSignal.timeout(post.timeoutMs);
  try {
    const answer = await sent(post, ending);
    const { statusCode: status = 0, headers } = answer;
    const response = await beginningOf(answer);
    return { status, response, problem: problemOf(status), retryAfterMs: retryAfterOf(headers["retry-after"]) };
  } catch (error) {
    const problem = ending.aborted ? `No answer within ${post.timeoutMs / 1000} seconds.` : inWords(error);
    return { status: null, response: "", problem, retryAfterMs: null };
  }
}

function sent(post: Post, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(post.url);
  const isSecure = url.protocol === "https:";
  // An address that was saved while the desk allowed it is not sent to in the clear for ever.
  if (!isSecure && !post.allowsLoopback) return Promise.reject(new NotAllowed("Only https addresses are sent to."));
  const allowed = { allowIPAddressList: post.allowsLoopback ? [...LOOPBACK_ADDRESSES] : [], keepAlive: false };
  const options = {
    method: "POST",
    signal,
    headers: { ...post.headers, "content-length": String(Buffer.byteLength(post.body)) },
    maxHeaderSize: 16_384,
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = isSecure
      ? httpsRequest(url, { ...options, agent: new RequestFilteringHttpsAgent(allowed) })
      : httpRequest(url, { ...options, agent: new RequestFilteringHttpAgent(allowed) });
    request.once("response", resolve);
    request.once("error", reject);
    request.end(post.body);
  });
}

class NotAllowed extends Error {
  override name = "NotAllowed";
}

const MAX_RESPONSE_BYTES = 1024;

/** The rest, however long, is not read. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    parts.push(part as Buffer); // No encoding is set.
    size += parts.at(-1)?.length ?? 0;
    if (size >= MAX_RESPONSE_BYTES) break;
  }
  const text = Buffer.concat(parts).subarray(0, MAX_RESPONSE_BYTES).toString("utf8");
  // What no database column takes, and what the cut has left of a character.
  return text.replace(/\0/g, "").replace(/\ufffd$/, "");
}

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `It answered with a redirect (${status}), which is not followed.`;
  return `It answered ${status}.`;
}

function retryAfterOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was cut.",
  ENOTFOUND: "There is no such host name.",
  EAI_AGAIN: "Its host name could not be looked up.",
  ETIMEDOUT: "The connection timed out.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The network cannot be reached.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate is self-signed.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its certificate cannot be verified.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another host name.",
};

function inWords(error: unknown): string {
  const { code, message, name } = error as Partial<Error> & { code?: unknown };
  if (name === "NotAllowed") return String(message);
  // The guard's own words name the address: of no use to whoever tries to find out what is in our network.
  if (/is not allowed/.test(String(message))) return "Its host name leads to a private address, which is not sent to.";
  return CODES[String(code)] ?? `The request failed (${String(code ?? message).slice(0, 100)}).`;
}
