import type { AuthOptions, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { clientAddress } from "./client-address";

/** The error code on a sign-in page's answer that tells "too often" from "wrong". */
const RATE_LIMITED = "RATE_LIMITED";

/** Agents and customers sign in apart: each realm has its own cookies and key, so that nothing of one passes in the other. */
export interface SignInRealm<Claims> {
  /** Begins the names of its cookies; `__Secure-` where browsers must not send them in the clear. */
  cookiePrefix: string;
  secret: string;
  signInPage: string;
  /** How long a session lasts, in seconds. */
  sessionAge: number;
  /** Null for whatever is wrong. The message of an error goes out to the browser: it is a code that tells no more. */
  signIn(typed: { email: string; password: string; address: string }): Promise<SignedIn<Claims> | null>;
  /** The claims in a token, if it is one of this realm's. */
  claimsOf(token: JWT | null): Claims | undefined;
  signOut(claims: Claims): Promise<void>;
  /** Where whoever has signed in may go on to. */
  safePath(path: string): string;
}

/** What `authorize` hands to the `jwt` callback: next-auth wants an id, the claims are ours. */
type SignedIn<Claims> = User & { claims: Claims };

/** next-auth's options for a realm. Made per request, because the settings exist only once the root has booted. */
export function authOptions<Claims extends object>(realm: SignInRealm<Claims>): AuthOptions {
  const { secret, sessionAge: maxAge, signInPage: page, claimsOf } = realm;
  return {
    secret,
    session: { strategy: "jwt", maxAge },
    pages: { signIn: page, signOut: page, error: page },
    cookies: {
      sessionToken: cookieNamed(realm, "session-token"),
      callbackUrl: cookieNamed(realm, "callback-url"),
      csrfToken: cookieNamed(realm, "csrf-token"),
    },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (typed, request) => {
          const address = clientAddress(new Headers(request.headers));
          return realm.signIn({ email: typed?.email ?? "", password: typed?.password ?? "", address });
        },
      }),
    ],
    callbacks: {
      // Only what finds the session again; who it is, and whether they may, is read from the database at every request.
      jwt: ({ token, user }) => {
        // next-auth types `user` without what authorize returned; it is set at sign-in only.
        const claims: object | undefined = (user as SignedIn<Claims> | undefined)?.claims;
        return claims ? { ...claims } : token;
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => new URL(realm.safePath(pathOf(url, baseUrl)), baseUrl).href,
    },
    events: {
      // A direct POST to next-auth's own sign-out ends the session on the server as the button does.
      signOut: async ({ token }) => {
        const claims = claimsOf(token);
        if (claims) await realm.signOut(claims);
      },
    },
  };
}

/** What the cookie with the session is called. */
export const sessionCookieOf = (realm: Pick<SignInRealm<unknown>, "cookiePrefix">): string =>
  cookieNamed(realm, "session-token").name;

function cookieNamed(
  { cookiePrefix: prefix }: Pick<SignInRealm<unknown>, "cookiePrefix">,
  name: "session-token" | "callback-url" | "csrf-token",
) {
  return {
    name: `${prefix}.${name}`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: prefix.startsWith("__Secure-") },
  };
}

const pathOf = (url: string, baseUrl: string): string =>
  url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;

/**
 * Lets only the code for "too often" out of what a sign-in throws. The route handlers and pages have their own copy of our classes,
 * so the error is known by its shape.
 */
export async function withRateLimit<T>(signIn: () => Promise<T>): Promise<T> {
  try {
    return await signIn();
  } catch (error) {
    if (isRateLimited(error)) throw new Error(RATE_LIMITED);
    throw error;
  }
}

function isRateLimited(error: unknown): boolean {
  if (!(error instanceof Error) || !("problems" in error) || !Array.isArray(error.problems)) return false;
  return error.problems.some((problem: { code?: string }) => problem.code === RATE_LIMITED);
}
