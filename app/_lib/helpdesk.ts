import type { Helpdesk } from "@/graphql/server";

export type { Caller } from "@/graphql/caller";
export type { SessionClaims } from "@/server/accounts/agent-sessions";
export type { CustomerClaims } from "@/server/accounts/customer-sessions";

declare global {
  /**
   * The one root of this process. Next gives pages and route handlers separate copies of every module, so a variable of a
   * module would be several roots: with several schemas, and entities that the other one's database does not know.
   */
  var __deskfolk: Helpdesk | undefined;
}

/** The root, which server/main.ts or instrumentation.ts has booted before the first request. Nothing boots at import: `next build` imports routes. */
export function helpdesk(): Helpdesk {
  const root = globalThis.__deskfolk;
  if (!root) throw new Error("The help desk has not booted. Start it with npm start, npm run dev or next start.");
  return root;
}
