import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { AuthOptions, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { cache } from "react";
import { clientAddress } from "./client-address";
import { type Caller, type CustomerClaims, helpdesk } from "./helpdesk";
import type { Realm } from "./query";
import { hubSignInPath, safeHubPath } from "./return-path";
import { isRateLimited, pathOf, RATE_LIMITED, requestPath } from "./session";

/** The error code on the sign-in page's answer that tells "confirm your e-mail" from "wrong". */
const UNCONFIRMED = "UNCONFIRMED";

/** In seconds. The session's row on the server lasts as long. */
const SESSION_AGE = 14 * 24 * 60 * 60;

/** What `authorize` hands to the `jwt` callback: next-auth wants an id, the claims are ours. */
type SignedInCustomer = User & { claims: CustomerClaims };

/** The customers' realm of next-auth: cookies and a key of its own, so that nothing of it passes for an agent's. */
export function hubAuthOptions(): AuthOptions {
  const { hub } = helpdesk();
  return {
    secret: hub.secret,
    session: { strategy: "jwt", maxAge: SESSION_AGE },
    pages: { signIn: "/hub/sign-in", signOut: "/hub/sign-in", error: "/hub/sign-in" },
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
      // Only what finds the session again; who it is, and whether they may, is read from the database at every request.
      jwt: ({ token, user }) => {
        // next-auth types `user` without what authorize returned; it is set at sign-in only.
        const customer = user as SignedInCustomer | undefined;
        return customer ? { ...customer.claims } : token;
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => new URL(safeHubPath(pathOf(url, baseUrl)), baseUrl).href,
    },
    events: {
      // A direct POST to /api/hub-auth/signout ends the session on the server as the button does.
      signOut: async ({ token }) => {
        const claims = claimsOf(token);
        if (claims) await hub.signOut(claims);
      },
    },
  };
}

async function signIn(
  typed: Record<"email" | "password", string> | undefined,
  requestHeaders: Headers,
): Promise<SignedInCustomer | null> {
  try {
    const address = clientAddress(requestHeaders);
    const outcome = await helpdesk().hub.signIn({
      email: typed?.email ?? "",
      password: typed?.password ?? "",
      address,
    });
    if (outcome?.kind === "signedIn") return { id: String(outcome.claims.customerId), claims: outcome.claims };
    if (!outcome) return null;
  } catch (error) {
    // next-auth passes the message of an error on to the browser, so only these two codes may leave here.
    if (isRateLimited(error)) throw new Error(RATE_LIMITED);
    throw error;
  }
  throw new Error(UNCONFIRMED);
}

function cookieNamed(name: "session-token" | "callback-url" | "csrf-token") {
  const prefix = helpdesk().hub.cookiePrefix;
  return {
    name: `${prefix}.${name}`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: prefix.startsWith("__Secure-") },
  };
}

export const hubCookieName = (): string => cookieNamed("session-token").name;

function claimsOf(token: JWT | null): CustomerClaims | undefined {
  if (!token) return undefined;
  const { sessionId, customerId, sessionVersion } = token;
  const isWhole = typeof sessionId === "string" && typeof customerId === "number" && typeof sessionVersion === "number";
  return isWhole ? { sessionId, customerId, sessionVersion } : undefined;
}

/** The claims in the Hub's session cookie, if it is genuine. The server still checks that the session lives. */
export const hubClaims = cache(async (): Promise<CustomerClaims | undefined> => {
  const token = (await cookies()).get(hubCookieName())?.value;
  return token ? helpdesk().hub.claimsOf(token) : undefined;
});

async function callerOfHub(): Promise<Caller> {
  const claims = await hubClaims();
  return claims ? { kind: "hubSession", claims } : { kind: "nobody" };
}

/** How the pages of the Hub ask: as the customer who is signed in, never as an agent who is so in the same browser. */
export const HUB: Realm = {
  caller: callerOfHub,
  notSignedIn: async () => redirect(hubSignInPath(await requestPath())),
};

/** For what a page asks before anybody is signed in. */
export const STRANGERS: Realm = {
  caller: async () => ({ kind: "nobody" }),
  notSignedIn: async () => redirect("/hub/sign-in"),
};
