import { cookies, headers } from "next/headers";
import type { AuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import { cache } from "react";
import { authOptions, type SignInRealm, sessionCookieOf, withRateLimit } from "./auth-options";
import { type Caller, helpdesk, type SessionClaims } from "./helpdesk";
import { safeReturnPath } from "./return-path";

/** In seconds. An agent who does not come back for a week signs in anew. */
const SESSION_AGE = 7 * 24 * 60 * 60;

/** The agents' realm. */
function agentRealm(): SignInRealm<SessionClaims> {
  const { authSecret, appUrl } = helpdesk().config;
  return {
    cookiePrefix: `${appUrl.startsWith("https:") ? "__Secure-" : ""}deskfolk-agent`,
    secret: authSecret,
    signInPage: "/sign-in",
    sessionAge: SESSION_AGE,
    claimsOf,
    safePath: safeReturnPath,
    signOut: (claims) => helpdesk().signOutAgent(claims),
    async signIn(typed) {
      const agent = await withRateLimit(() => helpdesk().signInAgent(typed));
      if (!agent) return null;
      const { agentId, sessionId, sessionVersion } = agent;
      return { id: String(agentId), claims: { agentId, sessionId, sessionVersion } };
    },
  };
}

export const agentAuthOptions = (): AuthOptions => authOptions(agentRealm());

export const sessionCookieName = (): string => sessionCookieOf(agentRealm());

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
