import type { Ctx } from "@/server/ctx";
import { PERMISSIONS, type Role, signedIn } from "@/server/permissions";
import { Agent } from "./agent.entity";

export interface Viewer {
  kind: string;
  id: number;
  name: string;
  email: string | null;
  role: Role | null;
  permissions: string[];
}

/** Who acts, and what they may do. */
export async function viewer(ctx: Ctx): Promise<Viewer> {
  const { actor } = ctx;
  signedIn(actor);
  if (actor.kind === "agent") {
    const agent = await ctx.db.findOneByOrFail(Agent, { id: actor.id });
    const { email, role } = agent;
    return { kind: "agent", id: actor.id, name: actor.name, email, role, permissions: [...actor.permissions] };
  }
  const nothingElse = { email: null, role: null };
  if (actor.kind === "token") {
    return { kind: "token", id: actor.id, name: actor.name, permissions: [...actor.permissions], ...nothingElse };
  }
  return { kind: "system", id: 0, name: "Deskfolk", permissions: [...PERMISSIONS], ...nothingElse };
}
