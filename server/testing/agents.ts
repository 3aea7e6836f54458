import { type SignedIn, signInAgent } from "@/server/accounts/agent-sessions";
import { createAgent } from "@/server/accounts/agents";
import { signInLimits } from "@/server/accounts/sign-in-limits";
import type { Ctx } from "@/server/ctx";
import { unseal } from "@/server/mail/sealed-text";
import { type Actor, ROLE_PERMISSIONS, type Role } from "@/server/permissions";

const AGENT_PASSWORD = "correct horse battery";

const THE_DESK: Actor = { kind: "system", name: "Tests" };
let made = 0;

/** An agent with a password, as the actor that they are when signed in. */
export async function aSignedInAgent(
  ctx: Ctx,
  role: Role = "agent",
): Promise<Extract<Actor, { kind: "agent" }> & { email: string }> {
  made += 1;
  const email = `agent${made}@desk.example`;
  const agent = { email, name: `Agent ${made}`, role };
  const { id, name } = await createAgent({ ...ctx, actor: THE_DESK }, { ...agent, password: AGENT_PASSWORD });
  return { kind: "agent", id, name, role, permissions: new Set(ROLE_PERMISSIONS[role]), email };
}

/** Undefined when they may not. */
export const signInAs = (ctx: Ctx, email: string, password = AGENT_PASSWORD): Promise<SignedIn | undefined> =>
  signInAgent(ctx, signInLimits(ctx.database), { email, password, address: `192.0.2.${Math.random()}` });

/** The mails that wait for an agent, with the secret of the link in each, oldest first. */
export async function mailsToAgent(
  ctx: Ctx,
  agentId: number,
): Promise<{ kind: string; status: string; token: string }[]> {
  const rows: { kind: string; status: string; sealed: string | null }[] = await ctx.db.query(
    "SELECT m.kind, m.status, v.sealed FROM mails m LEFT JOIN mail_values v ON v.mail_id = m.id WHERE m.agent_id = ? ORDER BY m.id",
    [agentId],
  );
  return Promise.all(
    rows.map(async ({ kind, status, sealed }) => {
      const values: { link?: string } = sealed ? JSON.parse(await unseal(ctx.config, [sealed])) : {};
      return { kind, status, token: values.link ? (new URL(values.link).searchParams.get("token") ?? "") : "" };
    }),
  );
}
