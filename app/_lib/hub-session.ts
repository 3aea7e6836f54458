import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import { cache } from "react";
import { authOptions, type SignInRealm, sessionCookieOf, withRateLimit } from "./auth-options";
import { type Caller, type CustomerClaims, helpdesk } from "./helpdesk";
import type { Realm } from "./query";
import { hubSignInPath, safeHubPath } from "./return-path";
import { requestPath } from "./session";

/** The error code on the sign-in page's answer that tells "confirm your e-mail" from "wrong". */
const UNCONFIRMED = "UNCONFIRMED";

/** In seconds. The session's row on the server lasts as long. */
const SESSION_AGE = 14 * 24 * 60 * 60;

/** The customers' realm. */
function customerRealm(): SignInRealm<CustomerClaims> {
  const { hub } = helpdesk();
  return {
    cookiePrefix: hub.cookiePrefix,
    secret: hub.secret,
    signInPage: "/hub/sign-in",
    sessionAge: SESSION_AGE,
    claimsOf,
    safePath: safeHubPath,
    signOut: (claims) => hub.signOut(claims),
    async signIn(typed) {
      const outcome = await withRateLimit(() => hub.signIn(typed));
      if (!outcome) return null;
      if (outcome.kind === "unconfirmed") throw new Error(UNCONFIRMED);
      return { id: String(outcome.claims.customerId), claims: outcome.claims };
    },
  };
}

export const hubAuthOptions = (): AuthOptions => authOptions(customerRealm());

export const hubCookieName = (): string => sessionCookieOf(customerRealm());

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
