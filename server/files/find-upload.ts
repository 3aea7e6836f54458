import type { Ctx } from "@/server/ctx";
import type { Actor } from "@/server/permissions";
import { Upload } from "./upload.entity";

/** Who owns what this actor uploads. */
export function ownerOf(actor: Actor): string {
  return "id" in actor ? `${actor.kind}:${actor.id}` : actor.kind;
}

/** The actor's own upload; somebody else's is not there for them. */
export async function findUpload(ctx: Ctx, id: string): Promise<Upload | undefined> {
  const upload = await ctx.db.findOneBy(Upload, { id });
  return upload?.owner === ownerOf(ctx.actor) ? upload : undefined;
}
