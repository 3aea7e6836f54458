"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { helpdesk } from "@/app/_lib/helpdesk";
import { sessionClaims, sessionCookieName } from "@/app/_lib/session";

/** Ends the session on the server first: a copy of the cookie is then worth nothing, whatever happens after. */
export async function signOut(): Promise<void> {
  const claims = await sessionClaims();
  if (claims) await helpdesk().signOutAgent(claims);
  (await cookies()).delete(sessionCookieName());
  redirect("/sign-in");
}
