import { type NextRequest, NextResponse } from "next/server";

/**
 * Headers of the pages: a policy with a fresh nonce, no caching, a request id. It decides nothing about rights; every verb
 * does that itself. What all answers share is in next.config.js.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const isHttps = globalThis.__deskfolk?.config.appUrl.startsWith("https:") ?? false;
  const policy = contentSecurityPolicy(nonce, isHttps);
  const requestId = crypto.randomUUID();

  // Set, never appended: whatever a client sends under these names is replaced.
  const forward = new Headers(request.headers);
  forward.set("content-security-policy", policy);
  forward.set("x-nonce", nonce);
  forward.set("x-request-id", requestId);
  forward.set("x-deskfolk-path", request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers: forward } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  // Pages show people's data: neither a proxy nor the Back button after signing out may still have them.
  response.headers.set("cache-control", "private, no-store");
  if (isHttps) response.headers.set("strict-transport-security", "max-age=31536000");
  return response;
}

/** Scripts run only with the nonce. Styles may be inline because Mantine sets style attributes, which take no nonce. */
function contentSecurityPolicy(nonce: string, isHttps: boolean): string {
  // React rebuilds server stacks with eval, in development only.
  const forDevelopment = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  const rules = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forDevelopment}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (isHttps) rules.push("upgrade-insecure-requests");
  return rules.join("; ");
}

// Pages only. A proxy that matches an upload cuts its body at 10 MB and lets it through, so nothing below /api may match.
export const config = {
  matcher: ["/((?!api/|api$|_next/static/|_next/image|explorer/|icon\\.svg$|apple-icon\\.png$|favicon\\.ico$).*)"],
};
