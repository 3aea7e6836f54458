/**
 * The address that a rate limit counts. Proxies append to X-Forwarded-For, so only its last entry was written by the one
 * in front of us; everything before it is whatever the client sent. Next fills the header in when there is no proxy.
 */
export function clientAddress(headers: Headers): string {
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  return forwarded[forwarded.length - 1]?.trim() || "unknown";
}
