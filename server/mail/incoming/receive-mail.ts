import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import { allow } from "@/server/permissions";
import { type Accepted, acceptMail, type StoredMail } from "./accept-mails";
import { CameBy } from "./incoming-mail.entity";
import { checkLength, contentKey, tidied } from "./raw-mail";

/**
 * Stores a raw mail (RFC 5322), before anything of it is understood; when this returns it is committed, would survive a power cut, and
 * the worker takes it from there. The same mail again, by whatever way, is the same one.
 */
export async function receiveMail(ctx: Ctx, raw: Buffer): Promise<Accepted> {
  allow(ctx.actor, "ticket.create");
  checkLength(raw);
  const mail = await tidied(raw);
  return keepIncoming(ctx, { key: await contentKey(mail), contents: mail, cameBy: CameBy.MAIL });
}

/** Stores what came, for the worker to take it from there. Whoever calls this has checked the actor. */
export async function keepIncoming(
  ctx: Ctx,
  { contents, ...mail }: Omit<StoredMail, "storageName" | "size"> & { contents: Buffer },
): Promise<Accepted> {
  const storageName = await ctx.files.storeWhole("mail", contents);
  const forget = () => ctx.files.remove(storageName).catch(() => undefined);
  try {
    const accepted = await acceptMail(ctx, { ...mail, storageName, size: contents.length });
    await (accepted.isKnown ? forget() : ctx.files.claim([storageName]));
    return accepted;
  } catch (error) {
    // It may be committed nevertheless, and then this file is the mail.
    if (!isOutcomeUnknown(error)) await forget();
    throw error;
  }
}
