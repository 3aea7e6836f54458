import type { Ctx } from "@/server/ctx";
import { queueMails } from "@/server/mail/queue-mail";
import { htmlToShow, htmlToText } from "./rich-text";
import { BodyFormat } from "./ticket-comment.entity";
import type { TicketRow } from "./ticket-row";
import type { NewComment } from "./write-tickets";

/** Mails a public answer to whoever asked, at the address that came with the ticket if that is another than their own. */
export async function mailReply(tx: Ctx, ticket: TicketRow, comment: NewComment, files: number): Promise<void> {
  const { id, subject, reporterId: customerId, replyEmail } = ticket;
  const isHtml = comment.bodyFormat === BodyFormat.HTML;
  const values: Record<string, string> = {
    ticketNumber: String(id),
    subject,
    agentName: comment.author.name,
    body: isHtml ? htmlToText(comment.body) : comment.body,
  };
  if (isHtml) values.bodyHtml = htmlToShow(comment.body);
  if (files > 0) values.files = files === 1 ? "1 file" : `${files} files`;
  const to = replyEmail === null ? { customerId } : { customerId, address: replyEmail };
  await queueMails(tx, [{ kind: "ticketReply", to, values, ticketId: id }]);
}
