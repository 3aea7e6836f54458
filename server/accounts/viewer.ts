import type { Ctx } from "@/server/ctx";
import { type CustomerActor, PERMISSIONS, type Role, signedIn } from "@/server/permissions";
import { Agent } from "./agent.entity";

export interface Viewer {
  kind: string;
  id: number;
  name: string;
  email: string | null;
  role: Role | null;
  permissions: string[];
}

/** Who acts, and what they may do. A customer has no permission: what they may see is what the Hub shows. */
export async function viewer(ctx: Ctx): Promise<Viewer> {
  const { actor } = ctx;
  if (actor.kind === "customer") return viewingCustomer(ctx, actor);
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

async function viewingCustomer(ctx: Ctx, { id, name }: CustomerActor): Promise<Viewer> {
  const [row]: { value: string }[] = await ctx.db.query(
    "SELECT value FROM customer_identifiers WHERE customer_id = ? AND kind = 'email' AND primary_slot = 1",
    [id],
  );
  return { kind: "customer", id, name, email: row?.value ?? null, role: null, permissions: [] };
}
