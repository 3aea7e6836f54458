/** How long a client may take to send a request. Slower ones hold a connection open for nothing. */
export const BODY_TIMEOUT_MS = 30_000;

/**
 * The bytes of a body, read in pieces so that an endless one ends at the limit, whatever its content-length claims.
 * The stream is not cancelled: on Node that destroys the connection before the refusal is sent.
 */
export async function readBody(
  request: Request,
  limit: number,
): Promise<Uint8Array | "too large" | "too slow" | "broken off"> {
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
