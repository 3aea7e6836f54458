"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { helpdesk } from "@/app/_lib/helpdesk";
import { hubClaims, hubCookieName } from "@/app/_lib/hub-session";

/** Ends the session on the server first: a copy of the cookie is then worth nothing, whatever happens after. */
export async function signOutOfHub(): Promise<void> {
  const claims = await hubClaims();
  if (claims) await helpdesk().hub.signOut(claims);
  (await cookies()).delete(hubCookieName());
  redirect("/hub/sign-in?done=signed-out");
}

/** The same on all the customer's devices. */
export async function signOutEverywhere(): Promise<void> {
  const claims = await hubClaims();
  // Whoever has no session any more is signed out already.
  if (claims) await helpdesk().hub.signOutEverywhere(claims);
  (await cookies()).delete(hubCookieName());
  redirect("/hub/sign-in?done=everywhere");
}
