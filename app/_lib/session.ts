import { cookies, headers } from "next/headers";
import type { AuthOptions, User } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { cache } from "react";
import { clientAddress } from "./client-address";
import { type Caller, helpdesk, type SessionClaims } from "./helpdesk";
import { safeReturnPath } from "./return-path";

/** The error code on the sign-in page's answer that tells "too often" from "wrong". */
export const RATE_LIMITED = "RATE_LIMITED";

/** In seconds. An agent who does not come back for a week signs in anew. */
const SESSION_AGE = 7 * 24 * 60 * 60;

/** What `authorize` hands to the `jwt` callback: next-auth wants an id, the claims are ours. */
type SignedInAgent = User & { claims: SessionClaims };

/**
 * The agents' realm of next-auth. Customers have another one with its own cookies and secret use, so that a customer's
 * token never passes here. Built per request because the settings exist only once the root has booted.
 */
export function agentAuthOptions(): AuthOptions {
  const { authSecret } = helpdesk().config;
  return {
    secret: authSecret,
    session: { strategy: "jwt", maxAge: SESSION_AGE },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: cookieNamed("session-token"),
      callbackUrl: cookieNamed("callback-url"),
      csrfToken: cookieNamed("csrf-token"),
    },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (typed, request) => signIn(typed, new Headers(request.headers)),
      }),
    ],
    callbacks: {
      // Only what finds the session again; name and role are read from the database at every request.
      jwt: ({ token, user }) => {
        // next-auth types `user` without what authorize returned; it is set at sign-in only.
        const agent = user as SignedInAgent | undefined;
        return agent ? { ...agent.claims } : token;
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => new URL(safeReturnPath(pathOf(url, baseUrl)), baseUrl).href,
    },
    events: {
      // A direct POST to /api/auth/signout ends the session on the server as the button does.
      signOut: async ({ token }) => {
        const claims = claimsOf(token);
        if (claims) await helpdesk().signOutAgent(claims);
      },
    },
  };
}

async function signIn(
  typed: Record<"email" | "password", string> | undefined,
  requestHeaders: Headers,
): Promise<SignedInAgent | null> {
  try {
    const agent = await helpdesk().signInAgent({
      email: typed?.email ?? "",
      password: typed?.password ?? "",
      address: clientAddress(requestHeaders),
    });
    if (!agent) return null;
    const { agentId, sessionId, sessionVersion } = agent;
    return { id: String(agentId), claims: { agentId, sessionId, sessionVersion } };
  } catch (error) {
    // next-auth passes the message of an error on to the browser, so only this one code may leave here.
    if (isRateLimited(error)) throw new Error(RATE_LIMITED);
    throw error;
  }
}

/** The route handlers and pages have their own copy of our classes, so the error is known by its shape. */
export function isRateLimited(error: unknown): boolean {
  if (!(error instanceof Error) || !("problems" in error) || !Array.isArray(error.problems)) return false;
  return error.problems.some((problem: { code?: string }) => problem.code === RATE_LIMITED);
}

export function pathOf(url: string, baseUrl: string): string {
  return url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
}

function isSecure(): boolean {
  return helpdesk().config.appUrl.startsWith("https:");
}

function cookieNamed(name: "session-token" | "callback-url" | "csrf-token") {
  const secure = isSecure();
  return {
    name: `${secure ? "__Secure-" : ""}deskfolk-agent.${name}`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

export const sessionCookieName = (): string => cookieNamed("session-token").name;

/** The claims in the session cookie, if it is genuine and has not expired. The server still checks that the session lives. */
export const sessionClaims = cache(async (): Promise<SessionClaims | undefined> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return undefined;
  try {
    return claimsOf(await decode({ token, secret: helpdesk().config.authSecret }));
  } catch {
    // Forged, cut short, or signed with a secret that has changed since: nobody is signed in.
    return undefined;
  }
});

function claimsOf(token: JWT | null): SessionClaims | undefined {
  if (!token) return undefined;
  const { sessionId, agentId, sessionVersion } = token;
  if (typeof sessionId !== "string" || typeof agentId !== "number" || typeof sessionVersion !== "number")
    return undefined;
  return { sessionId, agentId, sessionVersion };
}

/** Who asks, for everything that a page or server action runs. */
export async function callerOfRequest(): Promise<Caller> {
  const claims = await sessionClaims();
  return claims ? { kind: "session", claims } : { kind: "nobody" };
}

/** The id under which the log knows this request; proxy.ts makes it. */
export async function requestId(): Promise<string | undefined> {
  return (await headers()).get("x-request-id") ?? undefined;
}

/** Path and query of the page being rendered or acted on; proxy.ts notes it, since server components cannot see it. */
export async function requestPath(): Promise<string | undefined> {
  return (await headers()).get("x-deskfolk-path") ?? undefined;
}
