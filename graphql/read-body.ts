import type { IncomingMessage } from "node:http";

/** How long a client may take to send a request. Slower ones hold a connection open for nothing. */
export const BODY_TIMEOUT_MS = 30_000;

/** Why a body could not be read. */
export type BodyProblem = "too large" | "too slow" | "broken off";

/**
 * The bytes of a body, read in pieces so that an endless one ends at the limit, whatever its content-length claims.
 * The stream is not cancelled: on Node that destroys the connection before the refusal is sent.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array | BodyProblem> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return "too large";
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<"too slow">((resolve) => {
    timer = setTimeout(resolve, BODY_TIMEOUT_MS, "too slow");
  });
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), isLate]);
      if (next === "too slow") return next;
      if (next.done) return Buffer.concat(parts);
      size += next.value.byteLength;
      if (size > limit) return "too large";
      parts.push(next.value);
    }
  } catch {
    return "broken off";
  } finally {
    clearTimeout(timer);
  }
}

/** The same from node:http: a fetch-style stream around its own costs more than the rest of a small request. */
export function readNodeBody(message: IncomingMessage, limit: number): Promise<Uint8Array | BodyProblem> {
  return new Promise((resolve) => {
    if (Number(message.headers["content-length"] ?? 0) > limit) return resolve("too large");
    const parts: Buffer[] = [];
    let size = 0;
    const end = (result: Uint8Array | BodyProblem) => {
      clearTimeout(timer);
      message.off("data", take).off("end", finish).off("close", breakOff);
      resolve(result);
    };
    const take = (part: Buffer) => {
      size += part.length;
      if (size > limit) end("too large");
      else parts.push(part);
    };
    const finish = () => end(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
    const breakOff = () => end("broken off");
    const timer = setTimeout(end, BODY_TIMEOUT_MS, "too slow");
    // The error of a connection that broke has its listener for good: unheard, it would end the process.
    message.on("data", take).on("end", finish).on("close", breakOff).on("error", breakOff);
  });
}
