import type { Ctx } from "@/server/ctx";
import { readSettings } from "@/server/settings/settings";
import type { TicketRow } from "@/server/tickets/ticket-row";
import { takeAutomaticAnswers } from "./answer-limit";
import { queueMails } from "./queue-mail";
import { isOwnAddress } from "./reply-address";

/** A ticket that came by mail, and whom it is from, as answers to it go. */
export interface Receipt {
  ticket: Pick<TicketRow, "id" | "subject" | "reporterId" | "replyEmail">;
  address: string;
}

/**
 * Tells whoever wrote mails that they have become tickets, in the transaction that makes the tickets, if the desk wants it and they
 * have not had too many of these. Not for automatic mail: whoever calls this has looked (PRODUCT 3.9). Returns of which one goes out.
 */
export async function queueReceipts(tx: Ctx, receipts: readonly Receipt[]): Promise<boolean[]> {
  const { sendsReceipts, automaticAnswersPerHour } = await readSettings(tx);
  const wanted = receipts.filter(({ address }) => sendsReceipts && !isOwnAddress(tx.config, address));
  const addresses = wanted.map(({ address }) => address);
  const taken = await takeAutomaticAnswers(tx, addresses, automaticAnswersPerHour);
  const allowed = wanted.filter((_, at) => taken[at]);
  for (const { ticket } of wanted.filter((_, at) => !taken[at])) {
    tx.log.info({ ticketId: ticket.id }, "no receipt: this address has had as many automatic answers as are allowed");
  }
  const queued = await queueMails(
    tx,
    allowed.map(({ ticket: { id, subject, reporterId: customerId, replyEmail } }) => ({
      kind: "ticketReceipt" as const,
      to: replyEmail === null ? { customerId } : { customerId, address: replyEmail },
      values: { subject, ticketNumber: String(id) },
      ticketId: id,
    })),
  );
  const going = new Set(allowed.filter((_, at) => queued[at]?.skipped === undefined));
  return receipts.map((receipt) => going.has(receipt));
}
