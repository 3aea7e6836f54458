/**
 * Boots the root where Next runs alone (`next start`, a host of its own); behind the front door it is there already.
 * `next build` never calls this.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || globalThis.__deskfolk) return;
  const { bootHelpdesk } = await import("@/graphql/server");
  const helpdesk = await bootHelpdesk();
  globalThis.__deskfolk = helpdesk;
  // next-auth takes its own address from here and would otherwise fall back to localhost:3000.
  process.env.NEXTAUTH_URL = `${helpdesk.config.appUrl}/api/auth`;
}
