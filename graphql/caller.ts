import { decode } from "next-auth/jwt";
import { actorOfToken } from "@/server/accounts/access-tokens";
import { actorOfSession, type SessionClaims } from "@/server/accounts/agent-sessions";
import { actorOfCustomerSession, type CustomerClaims } from "@/server/accounts/customer-sessions";
import type { Config } from "@/server/config";
import type { Ctx } from "@/server/ctx";
import { type Actor, NOBODY } from "@/server/permissions";
import type { GraphQLRequest } from "./http";
import { hubClaimsOf, hubCookieName } from "./hub-realm";

/** Who says they ask; `actorOf` finds out whether it is true. */
export type Caller =
  | { kind: "nobody" }
  | { kind: "session"; claims: SessionClaims }
  | { kind: "hubSession"; claims: CustomerClaims }
  | { kind: "bearer"; token: string };

/** The actor at this very moment: sessions that ended, revoked tokens and deactivated agents are nobody. */
export async function actorOf(ctx: Ctx, caller: Caller): Promise<Actor> {
  if (caller.kind === "session") return actorOfSession(ctx, caller.claims);
  if (caller.kind === "hubSession") return actorOfCustomerSession(ctx, caller.claims);
  if (caller.kind === "bearer") return actorOfToken(ctx, caller.token);
  return NOBODY;
}

/** The agents' session cookie; behind https browsers must not send it in the clear. */
export const agentCookieName = (config: Config): string =>
  `${config.appUrl.startsWith("https:") ? "__Secure-" : ""}deskfolk-agent.session-token`;

type HeaderOf = GraphQLRequest["header"];

/** A token in the Authorization header goes before a cookie: whoever sends one means it. */
export async function callerOf(config: Config, header: HeaderOf): Promise<Caller> {
  const authorization = header("authorization");
  if (authorization !== undefined) {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
    return token ? { kind: "bearer", token } : { kind: "nobody" };
  }
  // A page of another site could send our cookie along, although it could not read the answer.
  if (isFromElsewhere(config, header)) return { kind: "nobody" };
  const token = cookieOf(header, agentCookieName(config));
  // An agent who is signed in to the Hub as well is an agent here; the pages of the Hub say themselves whom they ask for.
  return token ? agentCaller(config, token) : hubCaller(config, cookieOf(header, hubCookieName(config)));
}

async function agentCaller(config: Config, token: string): Promise<Caller> {
  const claims = await decode({ token, secret: config.authSecret }).catch(() => null);
  if (!claims) return { kind: "nobody" };
  const { sessionId, agentId, sessionVersion } = claims;
  const isWhole = typeof sessionId === "string" && typeof agentId === "number" && typeof sessionVersion === "number";
  return isWhole ? { kind: "session", claims: { sessionId, agentId, sessionVersion } } : { kind: "nobody" };
}

/** The customer who is signed in to the Hub, whoever else is signed in in the same browser. */
export async function customerCallerOf(config: Config, header: HeaderOf): Promise<Caller> {
  if (isFromElsewhere(config, header)) return { kind: "nobody" };
  return hubCaller(config, cookieOf(header, hubCookieName(config)));
}

/** The customer with this session cookie of the Hub. */
async function hubCaller(config: Config, token: string | undefined): Promise<Caller> {
  const claims = token ? await hubClaimsOf(config, token) : undefined;
  return claims ? { kind: "hubSession", claims } : { kind: "nobody" };
}

function isFromElsewhere(config: Config, header: HeaderOf): boolean {
  const site = header("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") return true;
  const origin = header("origin");
  if (origin === undefined) return false;
  // Someone who opens the desk as 127.0.0.1 instead of localhost is still on this very server.
  return origin !== new URL(config.appUrl).origin && hostOf(origin) !== header("host");
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

function cookieOf(header: HeaderOf, name: string): string | undefined {
  for (const part of (header("cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
