import type { Ctx } from "@/server/ctx";
import { readSettings } from "@/server/settings/settings";
import type { TicketRow } from "@/server/tickets/ticket-row";
import { takeAutomaticAnswer } from "./answer-limit";
import { queueMails } from "./queue-mail";
import { isOwnAddress } from "./reply-address";

/**
 * Tells whoever wrote a mail that it has become a ticket, in the transaction that makes the ticket, if the desk wants it and they
 * have not had too many of these. Not for automatic mail: whoever calls this has looked (PRODUCT 3.9). Returns whether one goes out.
 *
 * @param address whom the ticket is from, as answers to it go
 */
export async function queueReceipt(
  tx: Ctx,
  ticket: Pick<TicketRow, "id" | "subject" | "reporterId" | "replyEmail">,
  address: string,
): Promise<boolean> {
  const { sendsReceipts, automaticAnswersPerHour } = await readSettings(tx);
  if (!sendsReceipts || isOwnAddress(tx.config, address)) return false;
  if (!(await takeAutomaticAnswer(tx, address, automaticAnswersPerHour))) {
    tx.log.info({ ticketId: ticket.id }, "no receipt: this address has had as many automatic answers as are allowed");
    return false;
  }
  const { id, subject, reporterId: customerId, replyEmail } = ticket;
  const to = replyEmail === null ? { customerId } : { customerId, address: replyEmail };
  const [queued] = await queueMails(tx, [
    { kind: "ticketReceipt", to, values: { subject, ticketNumber: String(id) }, ticketId: id },
  ]);
  return queued?.skipped === undefined;
}
