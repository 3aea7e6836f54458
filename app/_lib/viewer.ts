import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parse } from "graphql";
import { cache } from "react";
import { helpdesk } from "./helpdesk";
import { query } from "./query";
import { callerOfRequest } from "./session";

export interface Viewer {
  name: string;
  email: string | null;
  role: string | null;
  permissions: string[];
}

// The document's type says what the schema promises for it.
const VIEWER = parse("query Viewer { viewer { name email role permissions } }") as TypedDocumentNode<
  { viewer: Viewer },
  Record<string, never>
>;

/** The agent who is signed in; everyone else is sent to the sign-in page. Asked once per request, however many components want it. */
export const viewer = cache(async (): Promise<Viewer> => (await query(VIEWER, {})).viewer);

/** Whether a living session asks; for the sign-in page, which must not redirect to itself. */
export async function isSignedIn(): Promise<boolean> {
  const caller = await callerOfRequest();
  if (caller.kind === "nobody") return false;
  const { errors } = await helpdesk().execute(VIEWER, {}, caller);
  return !errors?.length;
}
