import { Agent, request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "./statistics";

/** What the load generator, a process of its own, is asked to send. */
export interface LoadOrder {
  /** Of this machine. */
  url: string;
  token: string;
  /** JSON when not given. */
  contentType?: string;
  /** Sent in turn. */
  bodies: string[];
  /** Byte length of each answer; one of another length counts as a failure. Not compared when empty. */
  lengths: number[];
  concurrency: number;
  seconds: number;
  maxRequests: number;
  /** Pause of each connection between two requests. */
  pauseMs?: number;
}

/** What it reports. Times in milliseconds. */
export interface LoadReport {
  requests: number;
  failures: number;
  firstFailure?: string;
  seconds: number;
  p50: number;
  p95: number;
  max: number;
}

interface Answer {
  status: number;
  bytes: number;
  text: string;
}

async function load(order: LoadOrder): Promise<LoadReport> {
  const { hostname } = new URL(order.url);
  if (hostname !== "127.0.0.1" && hostname !== "localhost") throw new Error("The bench loads this machine only.");
  const agent = new Agent({ keepAlive: true, maxSockets: order.concurrency });
  const times: number[] = [];
  const failures: string[] = [];
  const begin = performance.now();
  const end = begin + order.seconds * 1000;
  let next = 0;
  const connection = async () => {
    while (performance.now() < end && next < order.maxRequests) {
      const turn = next % order.bodies.length;
      next += 1;
      const sent = performance.now();
      const answer = await send(agent, order, order.bodies[turn] ?? "");
      times.push(performance.now() - sent);
      const expected = order.lengths[turn];
      if (answer.status < 200 || answer.status > 299 || (expected !== undefined && answer.bytes !== expected)) {
        failures.push(`${answer.status}, ${answer.bytes} bytes: ${answer.text}`);
      }
      if (order.pauseMs) await sleep(order.pauseMs);
    }
  };
  await Promise.all(Array.from({ length: order.concurrency }, connection));
  const seconds = (performance.now() - begin) / 1000;
  agent.destroy();
  return {
    requests: times.length,
    failures: failures.length,
    firstFailure: failures[0],
    seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    max: percentile(times, 1),
  };
}

type Address = Pick<LoadOrder, "url" | "token" | "contentType">;

function send(agent: Agent, address: Address, body: string): Promise<Answer> {
  const { url, token, contentType = "application/json" } = address;
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": contentType,
      "content-length": Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const sent = httpRequest(url, { method: "POST", agent, headers }, (response) => {
      let bytes = 0;
      let text = "";
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (response.statusCode !== 200 && text.length < 300) text += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes, text }));
      response.on("error", reject);
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // A server that was busy for seconds closes connections that it takes for idle: a client sends again.
      if (sent.reusedSocket && error.code === "ECONNRESET") resolve(send(agent, address, body));
      else reject(error);
    });
    sent.end(body);
  });
}

process.on("message", (order: LoadOrder) => {
  load(order).then(
    (report) => process.send?.(report),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
