import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A mail as Resend was asked to send it. */
export interface StoodInMail {
  id: string;
  key: string;
  from: string;
  to: string[];
  reply_to?: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/** What the next request meets: an answer of that status, silence, or a connection that breaks before or after the mails are taken. */
export type Fault =
  | { kind: "answer"; status: number; name?: string; retryAfter?: string }
  | { kind: "hang" }
  | { kind: "drop" }
  | { kind: "acceptAndDrop" }
  | { kind: "acceptAndHang" };

interface Options {
  /** Requests in any second; more are answered 429. */
  perSecond?: number;
  /** How long an answer takes. */
  latencyMs?: number;
  /** Decides the fate of each request by its number, from 1. */
  faultOf?: (request: number) => Fault | undefined;
}

interface Kept {
  body: string;
  answer?: string;
}

/** Behaves like Resend's API for batches and for mails that came, as far as its documentation and its errors tell, and remembers what each recipient got. */
export interface ResendStandIn {
  readonly url: string;
  /** What it has taken, in order: a mail of it is a mail that somebody got. */
  readonly mails: StoodInMail[];
  /** Requests so far, with the status of the answer; 0 for none. */
  readonly requests: { at: number; key: string; status: number }[];
  /** Mails that it has received, by their id: what `email.received` tells of. */
  readonly received: Map<string, Buffer>;
  /** The next requests meet these. */
  failNext(...faults: Fault[]): void;
  /** Addresses that it refuses, as permissive validation does. */
  readonly refuses: Set<string>;
  /** Recipient → how many mails they got. */
  counts(): Map<string, number>;
  close(): Promise<void>;
}

export async function startResendStandIn(options: Options = {}): Promise<ResendStandIn> {
  const keys = new Map<string, Kept>();
  const mails: StoodInMail[] = [];
  const requests: ResendStandIn["requests"] = [];
  const refuses = new Set<string>();
  const faults: Fault[] = [];
  const received = new Map<string, Buffer>();
  let number = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const key = String(request.headers["idempotency-key"] ?? "");
    const noted = { at: Date.now(), key, status: 0 };
    requests.push(noted);
    number += 1;
    const reply = (status: number, content: string, headers: Record<string, string> = {}) => {
      noted.status = status;
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(content);
    };
    const fail = (status: number, name: string, message: string, headers = {}) =>
      reply(status, JSON.stringify({ statusCode: status, name, message }), headers);

    const [, where, id = ""] = /^\/(emails\/receiving|raw)\/([^/?]+)$/.exec(request.url ?? "") ?? [];
    const isBatch = request.url === "/emails/batch" && request.method === "POST";
    if (!isBatch && (!where || !received.has(id))) return fail(404, "not_found", "no such path");
    if (where !== "raw" && !/^Bearer re_/.test(request.headers.authorization ?? ""))
      return fail(401, "missing_api_key", "API key is invalid");
    const recent = requests.filter(({ at, status }) => noted.at - at < 1000 && status !== 429);
    if (options.perSecond && recent.length > options.perSecond)
      return fail(429, "rate_limit_exceeded", "Too many requests", { "retry-after": "1" });
    const fault = faults.shift() ?? options.faultOf?.(number);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "drop") return void response.destroy();
    if (fault?.kind === "answer") {
      const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
      return fail(fault.status, fault.name ?? "application_error", "as the test wants it", headers);
    }
    // As their API does: of a mail that it has received, an address that needs no key and is good for an hour.
    if (where === "raw") return void response.writeHead(200).end(received.get(id));
    if (where) {
      const download_url = `http://${request.headers.host}/raw/${id}`;
      return reply(200, JSON.stringify({ object: "email", id, raw: { download_url, expires_at: "2030-01-01" } }));
    }

    const known = keys.get(key);
    if (known && known.body !== body)
      return fail(409, "invalid_idempotent_request", "This key was used with another body.");
    if (known && known.answer === undefined)
      return fail(409, "concurrent_idempotent_requests", "The same request is under way.");
    if (known?.answer) return reply(200, known.answer);
    const kept: Kept = { body };
    if (key) keys.set(key, kept);
    if (options.latencyMs) await sleep(options.latencyMs);
    kept.answer = take(key, body);
    if (fault?.kind === "acceptAndDrop") return void response.destroy();
    if (fault?.kind === "acceptAndHang") return;
    reply(200, kept.answer);
  }

  function take(key: string, body: string): string {
    const wanted = JSON.parse(body) as Omit<StoodInMail, "id" | "key">[];
    const errors: { index: number; message: string }[] = [];
    const data: { id: string }[] = [];
    wanted.forEach((mail, index) => {
      const bad = mail.to.find((address) => refuses.has(address));
      if (bad) {
        errors.push({ index, message: `Invalid \`to\` field: ${bad}` });
        return;
      }
      const id = `resend-${mails.length + 1}`;
      mails.push({ ...mail, id, key });
      data.push({ id });
    });
    return JSON.stringify({ data, errors });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A TCP server that listens has one.
  return {
    url: `http://127.0.0.1:${port}`,
    mails,
    requests,
    refuses,
    received,
    failNext: (...next) => faults.push(...next),
    counts() {
      const counts = new Map<string, number>();
      for (const { to } of mails) for (const address of to) counts.set(address, (counts.get(address) ?? 0) + 1);
      return counts;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // A request without encoding gives buffers.
  return Buffer.concat(parts).toString("utf8");
}
