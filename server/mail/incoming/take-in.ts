import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { LeaseLost, type NamedLease } from "@/server/jobs/named-lease";
import { againAfterDuplicate } from "@/server/tickets/create-ticket";
import { decide } from "./decide";
import { IncomingStatus, QuarantineReason } from "./incoming-mail.entity";
import { holdMail, holdMails, type MailAtHand, quarantine } from "./incoming-row";
import { makeTickets, surelyTickets } from "./make-tickets";
import type { ReadMail } from "./read-mail";
import { type Sender, senderOf } from "./sender";
import { withStoredFiles } from "./stored-files";
import { putOff, type WaitingMail } from "./waiting-mails";

/** A mail that has been read: what it says, `unreadable`, or what went wrong on our side. */
export interface MailInLine extends WaitingMail {
  outcome: { mail: ReadMail } | "unreadable" | { error: unknown };
}

/**
 * Makes of mails what becomes of them, in their order and in one transaction. When that fails, each gets one of its own: a mail that
 * cannot be taken in holds up none of the others.
 */
export async function takeIn(ctx: Ctx, lease: NamedLease, mails: readonly MailInLine[]): Promise<void> {
  if (mails.length > 1) {
    try {
      return await takeTogether(ctx, lease, mails);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      ctx.log.warn({ err: error, mails: mails.length }, "mails could not be taken in together, taking them one by one");
    }
  }
  for (const mail of mails) await takeAlone(ctx, lease, mail);
}

async function takeAlone(ctx: Ctx, lease: NamedLease, one: MailInLine): Promise<void> {
  try {
    await takeTogether(ctx, lease, [one]);
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    // What no ticket may hold waits for an agent; whatever else went wrong is tried again.
    if (!(error instanceof UserError)) return putOff(ctx, one, error);
    ctx.log.warn({ err: error, incomingMailId: one.id }, "a mail could not become a ticket");
    await inTransaction(ctx, async (tx) => {
      const mail = mailOf(one);
      if ((await holdMail(tx, one.id)) === IncomingStatus.RECEIVED)
        await quarantine(tx, one.id, QuarantineReason.UNREADABLE, mail);
    });
  }
}

const mailOf = ({ outcome }: MailInLine): ReadMail | undefined =>
  outcome !== "unreadable" && "mail" in outcome ? outcome.mail : undefined;

async function takeTogether(ctx: Ctx, lease: NamedLease, mails: readonly MailInLine[]): Promise<void> {
  for (const { outcome } of mails) if (outcome !== "unreadable" && "error" in outcome) throw outcome.error;
  const read = mails.flatMap((one) => {
    const mail = mailOf(one);
    return mail ? [{ id: one.id, mail }] : [];
  });
  const ids = mails.map(({ id }) => id);
  await withStoredFiles(ctx, read, (atHand) =>
    againAfterDuplicate(ctx, () =>
      inTransaction(ctx, async (tx) => {
        await lease.keepIn(tx);
        return decideAll(tx, ids, atHand);
      }),
    ),
  );
}

/** Returns which of them took their files. */
async function decideAll(tx: Ctx, ids: readonly number[], atHand: readonly MailAtHand[]): Promise<Set<number>> {
  const held = await holdMails(tx, ids);
  // Doing it again changes nothing: what has become something is left alone.
  const waiting = ids.filter((id) => held.get(id) === IncomingStatus.RECEIVED);
  const byId = new Map(atHand.map((mail) => [mail.id, mail]));
  const readable = waiting.flatMap((id) => byId.get(id) ?? []);
  const tickets = await surelyTickets(tx, readable);
  const took = new Set<number>();
  let together: { atHand: MailAtHand; from: Sender }[] = [];
  const makeThose = async () => {
    await makeTickets(tx, together);
    for (const { atHand: mail } of together) took.add(mail.id);
    together = [];
  };
  for (const id of waiting) {
    const mail = byId.get(id);
    const from = tickets.get(id);
    if (mail && from) together.push({ atHand: mail, from });
    else if (mail) {
      // In its order with the others of its sender.
      const key = senderOf(tx, mail.mail)?.key;
      if (together.some((one) => one.from.key === key)) await makeThose();
      if ((await decide(tx, mail)).tookFiles) took.add(id);
    } else await quarantine(tx, id, QuarantineReason.UNREADABLE);
  }
  await makeThose();
  return took;
}
