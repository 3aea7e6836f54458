import { Readable } from "node:stream";
import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import { insertRows, inTransaction, isDuplicateKey, toDbTime } from "@/server/db";
import { UserError } from "@/server/errors";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { allow } from "@/server/permissions";
import { IncomingStatus } from "./incoming-mail.entity";
import { contentKey, MAX_MAIL_BYTES, tidied } from "./raw-mail";

/** The job that understands a mail. */
export const TAKE_IN = "mail.takeIn";

export interface Received {
  id: number;
  /** It had come before: by another way, or the same one again. */
  isKnown: boolean;
}

/**
 * Stores a raw mail (RFC 5322), before anything of it is understood; when this returns it is committed, and a job takes it from
 * there. The same mail again, by whatever way, is the same one.
 */
export async function receiveMail(ctx: Ctx, raw: Buffer): Promise<Received> {
  allow(ctx.actor, "ticket.create");
  if (raw.length === 0) throw new UserError("", "The mail is empty.");
  if (raw.length > MAX_MAIL_BYTES) {
    throw new UserError("", `A mail is at most ${MAX_MAIL_BYTES / 1024 / 1024} MB long.`, { code: "TOO_LARGE" });
  }
  const mail = tidied(raw);
  const key = contentKey(mail);
  const known = await idOf(ctx, key);
  if (known !== undefined) return { id: known, isKnown: true };
  const storageName = await ctx.files.store("mail", Readable.from([mail]));
  try {
    const id = await inTransaction(ctx, async (tx) => {
      await insertRows(tx.db, "incoming_mails", [
        {
          content_key: key,
          storage_name: storageName,
          size: mail.length,
          status: IncomingStatus.RECEIVED,
          received_at: toDbTime(tx.now()),
        },
      ]);
      const made = await idOf(tx, key);
      if (made === undefined) throw new Error("A mail that was just stored is not there.");
      await enqueueJob(tx, { kind: TAKE_IN, payload: { incomingMailId: made } });
      return made;
    });
    return { id, isKnown: false };
  } catch (error) {
    if (!isOutcomeUnknown(error)) await ctx.files.remove(storageName).catch(() => undefined);
    if (!isDuplicateKey(error)) throw error;
    // The other copy came at the same moment and is committed.
    const id = await idOf(ctx, key);
    if (id === undefined) throw error;
    return { id, isKnown: true };
  }
}

async function idOf(ctx: Ctx, key: string): Promise<number | undefined> {
  const [row]: { id: number }[] = await ctx.db.query("SELECT id FROM incoming_mails WHERE content_key = ?", [key]);
  return row?.id;
}
