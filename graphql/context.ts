import type { Ctx } from "@/server/ctx";
import type { Loaders } from "./loaders";

/** What resolvers get: the verbs' context and this request's loaders. */
export interface GraphQLContext {
  ctx: Ctx;
  loaders: Loaders;
}
