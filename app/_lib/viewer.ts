import { cache } from "react";
import { graphql } from "@/graphql/client";
import type { ViewerQuery } from "@/graphql/client/graphql";
import { helpdesk } from "./helpdesk";
import { query } from "./query";
import { callerOfRequest } from "./session";

export type Viewer = ViewerQuery["viewer"];

const VIEWER = graphql(`
  query Viewer {
    viewer {
      name
      email
      role
      permissions
    }
  }
`);

/** The agent who is signed in; everyone else is sent to the sign-in page. Asked once per request, however many components want it. */
export const viewer = cache(async (): Promise<Viewer> => (await query(VIEWER, {})).viewer);

/** Whether a living session asks; for the sign-in page, which must not redirect to itself. */
export async function isSignedIn(): Promise<boolean> {
  const caller = await callerOfRequest();
  if (caller.kind === "nobody") return false;
  const { errors } = await helpdesk().execute(VIEWER, {}, caller);
  return !errors?.length;
}
