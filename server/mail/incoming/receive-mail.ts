import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { type Accepted, acceptMail } from "./accept-mails";
import { contentKey, MAX_MAIL_BYTES, tidied } from "./raw-mail";

/**
 * Stores a raw mail (RFC 5322), before anything of it is understood; when this returns it is committed, and the worker takes it from
 * there. The same mail again, by whatever way, is the same one.
 */
export async function receiveMail(ctx: Ctx, raw: Buffer): Promise<Accepted> {
  allow(ctx.actor, "ticket.create");
  if (raw.length === 0) throw new UserError("", "The mail is empty.");
  if (raw.length > MAX_MAIL_BYTES) {
    throw new UserError("", `A mail is at most ${MAX_MAIL_BYTES / 1024 / 1024} MB long.`, { code: "TOO_LARGE" });
  }
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
