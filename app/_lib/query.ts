import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { clientAddress } from "./client-address";
import { type Caller, helpdesk } from "./helpdesk";
import { signInPath } from "./return-path";
import { callerOfRequest, requestId, requestPath } from "./session";

/**
 * Runs one document for a server component: same schema, rights, limits and masking as over HTTP.
 * Not signed in leads to the sign-in page, not allowed and not found to their pages; anything else throws with the request id as digest.
 */
export async function query<TData, TVariables extends Record<string, unknown>>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Promise<TData> {
  return run(document, variables);
}

/** The same for a mutation in a server action. What the user can put right comes back in the payload's `userErrors`. */
export async function mutate<TData, TVariables extends Record<string, unknown>>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Promise<TData> {
  return run(document, variables);
}

/** For what is not asked as the signed-in agent: the pages of the Hub. */
export interface Realm {
  caller: () => Promise<Caller>;
  /** Leads to another page, by throwing. */
  notSignedIn: () => Promise<never>;
}

const AGENTS: Realm = {
  caller: callerOfRequest,
  notSignedIn: async () => redirect(signInPath(await requestPath())),
};

/** The same for another realm than the agents'. */
export async function run<TData, TVariables extends Record<string, unknown>>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
  realm: Realm = AGENTS,
): Promise<TData> {
  const id = await requestId();
  const client = clientAddress(await headers());
  const { data, errors } = await helpdesk().execute(document, variables, await realm.caller(), id, client);
  const error = errors?.[0];
  if (!error) {
    // graphql-js makes objects without a prototype, which a client component refuses; the document's type says what is in them.
    return structuredClone(data) as TData;
  }
  const code = error.extensions?.code;
  if (code === "UNAUTHENTICATED") return realm.notSignedIn();
  if (code === "HUB_ACCESS_DISABLED") redirect("/hub/access-off");
  if (code === "FORBIDDEN") forbidden();
  if (code === "NOT_FOUND") notFound();
  // In production only the digest reaches the browser; the request id is what the log can be searched for.
  throw Object.assign(new Error(`GraphQL: ${error.message}`), { digest: id });
}
