import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { move } from "./apply-events";
import type { MailStatus } from "./mail.entity";
import { type OwnMail, ownMailsAmong } from "./threads";
import { markUndeliverable } from "./undeliverable";

/** What a delivery status notification says (RFC 3464), as far as it counts. */
export interface Bounce {
  /** Of the mail that it returns, and what it refers to. */
  messageIds: readonly string[];
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`. */
  action: string | null;
  /** RFC 3463, such as `5.1.1`. */
  status: string | null;
  /** What the mail server said. */
  diagnostic: string | null;
}

/** These say that the mail is at fault, or the time, and nothing of the address: a full mailbox, too long, not wanted like this. */
const NOT_THE_ADDRESS = /^5\.(2\.[23]|3\.\d+|6\.\d+|7\.\d+)$/;

/**
 * Takes a bounce of a mail that we sent: the mail is told as bounced, and when the address refuses mail for good nothing is sent
 * there any more until an agent tries again. It counts only with the Message-ID of the mail, which nobody has who did not get it: else
 * a stranger could cut a customer off. Returns the mail; undefined when it is none of ours.
 */
export async function noteBounce(ctx: Ctx, bounce: Bounce): Promise<OwnMail | undefined> {
  const [mail] = await ownMailsAmong(ctx, bounce.messageIds);
  const status = bounce.status?.trim() ?? "";
  const isFailure = status === "" ? bounce.action === "failed" : status.startsWith("5.");
  if (!mail || !isFailure) return mail;
  const isForGood = !NOT_THE_ADDRESS.test(status);
  const reason = (bounce.diagnostic ?? "").replace(/\s+/g, " ").trim() || `The mail server refused it: ${status}`;
  await inTransaction(ctx, async (tx) => {
    const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
    const [row]: { status: MailStatus }[] = await tx.db.query(`SELECT status FROM mails WHERE id = ? ${hold}`, [
      mail.mailId,
    ]);
    if (!row) return;
    const told = { id: mail.mailId, status: row.status, reason: reason.slice(0, 500) };
    await move(tx, { ...told, type: isForGood ? "bounced" : "bouncedForNow" });
    // Also where the mail is not yet noted as sent: a mail server in the house answers within milliseconds.
    if (isForGood) await markUndeliverable(tx, mail.mailId, reason);
  });
  return mail;
}
