import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { hubAuthOptions } from "@/app/_lib/hub-session";

const OWN = "/api/hub-auth";

/**
 * next-auth for the customers' realm. It takes its address from NEXTAUTH_URL, of which a process has one, the agents': what it
 * answers is put right here, so that nobody of this realm is led into the other.
 */
async function hubAuth(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const response: Response = await NextAuth(request, context, hubAuthOptions());
  const location = response.headers.get("location");
  if (location) response.headers.set("location", inThisRealm(location));
  if (!response.headers.get("content-type")?.startsWith("application/json")) return response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(inThisRealm(await response.text()), { status: response.status, headers });
}

const inThisRealm = (text: string): string => text.replaceAll(/\/api\/auth(?=[/"?]|$)/g, OWN);

export { hubAuth as GET, hubAuth as POST };
