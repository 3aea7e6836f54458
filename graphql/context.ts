import type { HubLimits } from "@/server/accounts/hub-limits";
import type { SignInLimits } from "@/server/accounts/sign-in-limits";
import type { Ctx } from "@/server/ctx";
import type { Caller } from "./caller";
import type { Loaders } from "./loaders";

/** What resolvers get: the verbs' context and this request's loaders. */
export interface GraphQLContext {
  ctx: Ctx;
  loaders: Loaders;
  /** Who says they ask; `ctx.actor` is who they are. */
  caller: Caller;
  /** The address that a limit counts. */
  client: string;
  /** For what people may ask without a sign-in. */
  linkLimits: SignInLimits;
  /** For what customers write in the Hub. */
  hubLimits: HubLimits;
  /** For the public request form. */
  requestLimits: SignInLimits;
  /** For what agents may ask without a sign-in. */
  agentLinkLimits: SignInLimits;
}
