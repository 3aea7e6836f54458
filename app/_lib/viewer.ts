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
      id
      name
      email
      role
      permissions
    }
    settings {
      deskName
      logoUrl
    }
  }
`);

/** Asked once per request, however many components want it. */
const signedIn = cache(() => query(VIEWER, {}));

/** The agent who is signed in; everyone else is sent to the sign-in page. */
export const viewer = async (): Promise<Viewer> => (await signedIn()).viewer;

/** What the help desk calls itself in the corner of its pages. */
export const deskName = async (): Promise<string> => (await signedIn()).settings.deskName;

/** What stands there before the name; null for the product's own mark. */
export const logoUrl = async (): Promise<string | null> => (await signedIn()).settings.logoUrl ?? null;

/** Whether a living session asks; for the sign-in page, which must not redirect to itself. */
export async function isSignedIn(): Promise<boolean> {
  const caller = await callerOfRequest();
  if (caller.kind === "nobody") return false;
  const { errors } = await helpdesk().execute(VIEWER, {}, caller);
  return !errors?.length;
}
