import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import { allow } from "@/server/permissions";
import { type Accepted, acceptMail } from "./accept-mails";
import { checkLength, contentKey, tidied } from "./raw-mail";

/**
 * Stores a raw mail (RFC 5322), before anything of it is understood; when this returns it is committed, and the worker takes it from
 * there. The same mail again, by whatever way, is the same one.
 */
export async function receiveMail(ctx: Ctx, raw: Buffer): Promise<Accepted> {
  allow(ctx.actor, "ticket.create");
  checkLength(raw);
  const mail = tidied(raw);
  const key = contentKey(mail);
  const storageName = await ctx.files.storeWhole("mail", mail);
  const forget = () => ctx.files.remove(storageName).catch(() => undefined);
  try {
    const accepted = await acceptMail(ctx, { key, storageName, size: mail.length });
    if (accepted.isKnown) await forget();
    return accepted;
  } catch (error) {
    // It may be committed nevertheless, and then this file is the mail.
    if (!isOutcomeUnknown(error)) await forget();
    throw error;
  }
}
