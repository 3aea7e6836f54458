import { hkdfSync, randomUUID } from "node:crypto";
import { decode, type JWT } from "next-auth/jwt";
import {
  actorOfCustomerSession,
  type CustomerClaims,
  type HubSignIn,
  signInCustomer,
  signOutCustomer,
  signOutEverywhere,
} from "@/server/accounts/customer-sessions";
import { signInLimits } from "@/server/accounts/sign-in-limits";
import type { Config } from "@/server/config";
import { ctxFor, type Services } from "@/server/ctx";
import { NOBODY } from "@/server/permissions";

/** The customers' realm, apart from the agents': own cookies and own key, so that neither's token means anything in the other. */
export interface HubRealm {
  /** What its cookies are called, without their last part. */
  readonly cookiePrefix: string;
  readonly secret: string;
  /** The session cookie's claims, if it is genuine and has not expired. The server still checks that the session lives. */
  claimsOf(token: string): Promise<CustomerClaims | undefined>;
  /** Undefined for whatever is wrong with the credentials; throws a UserError RATE_LIMITED. */
  signIn(input: { email: string; password: string; address: string }): Promise<HubSignIn | undefined>;
  signOut(claims: CustomerClaims): Promise<void>;
  /** Ends all sessions of whoever holds these claims, if they still open something. */
  signOutEverywhere(claims: CustomerClaims): Promise<void>;
}

export function createHubRealm(services: Services): HubRealm {
  const { config } = services;
  const limits = signInLimits(services.database, "hub-sign-in");
  const ctx = () => ctxFor(services, NOBODY, randomUUID());
  return {
    cookiePrefix: cookiePrefix(config),
    secret: hubSecret(config),
    claimsOf: (token) => hubClaimsOf(config, token),
    signIn: (input) => signInCustomer(ctx(), limits, input),
    signOut: (claims) => signOutCustomer(ctx(), claims),
    async signOutEverywhere(claims) {
      const nobody = ctx();
      const actor = await actorOfCustomerSession(nobody, claims);
      // Whoever is not in any more has nothing to leave but this session.
      await (actor.kind === "customer" ? signOutEverywhere({ ...nobody, actor }) : signOutCustomer(nobody, claims));
    },
  };
}

/** Behind https browsers must not send them in the clear. */
const cookiePrefix = (config: Config): string =>
  `${config.appUrl.startsWith("https:") ? "__Secure-" : ""}deskfolk-customer`;

export const hubCookieName = (config: Config): string => `${cookiePrefix(config)}.session-token`;

export async function hubClaimsOf(config: Config, token: string): Promise<CustomerClaims | undefined> {
  // Forged, cut short, or made with a secret that has changed since: nobody is signed in.
  return customerClaims(await decode({ token, secret: hubSecret(config) }).catch(() => null));
}

/** The claims in a token of the Hub, if it has them. */
function customerClaims(token: JWT | null): CustomerClaims | undefined {
  if (!token) return undefined;
  const { sessionId, customerId, sessionVersion } = token;
  const isWhole = typeof sessionId === "string" && typeof customerId === "number" && typeof sessionVersion === "number";
  return isWhole ? { sessionId, customerId, sessionVersion } : undefined;
}

const secrets = new Map<string, string>();
/** Derived, so that there is one secret to set, and a token of one realm does not open in the other. */
function hubSecret({ authSecret }: Config): string {
  const known = secrets.get(authSecret);
  if (known) return known;
  const secret = Buffer.from(hkdfSync("sha256", authSecret, "", "deskfolk hub sessions", 32)).toString("base64url");
  secrets.set(authSecret, secret);
  return secret;
}
