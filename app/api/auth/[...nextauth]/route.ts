import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { agentAuthOptions } from "@/app/_lib/session";

/** next-auth for the agents' realm. Signing in and out are POSTs with its CSRF token; a GET changes nothing. */
async function agentAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  return NextAuth(request, context, agentAuthOptions());
}

export { agentAuth as GET, agentAuth as POST };
