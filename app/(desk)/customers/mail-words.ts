import type { MailKind, MailOfCustomerFragment, MailStatus } from "@/graphql/client/graphql";

/** How far a mail is, in a word and its colour. */
export const MAIL_STATUS: Record<MailStatus, { label: string; color: string }> = {
  QUEUED: { label: "Queued", color: "gray" },
  SENDING: { label: "Sending", color: "blue" },
  SENT: { label: "Sent", color: "blue" },
  DELIVERED: { label: "Delivered", color: "green" },
  KEPT: { label: "In the mailbox", color: "gray" },
  BOUNCED: { label: "Bounced", color: "red" },
  COMPLAINED: { label: "Complained", color: "orange" },
  FAILED: { label: "Failed", color: "red" },
  SKIPPED: { label: "Not sent", color: "orange" },
};

const KINDS: Record<MailKind, string> = {
  ACCOUNT_CREATED: "Invitation",
  CONFIRM_EMAIL: "Link to confirm the e-mail",
  CHANGE_EMAIL: "Link to confirm a new e-mail",
  CONFIRM_ADDRESS: "Link to confirm another e-mail",
  FORCED_RESET: "Link after a forced reset",
  RESET_LINK: "Link to reset the password",
  TICKET_REPLY: "Reply",
  ADDRESS_CHANGED: "Notice of the changed e-mail",
  TICKET_NOTICE: "Notice of a ticket",
  TICKET_RECEIPT: "Receipt for a ticket",
  AGENT_INVITATION: "Invitation of an agent",
  AGENT_RESET: "Link to reset an agent's password",
  WEBHOOK_DISABLED: "notice of a webhook",
};

/** What a mail is, by its subject once it has one. */
export const mailTitle = ({ kind, subject }: Pick<MailOfCustomerFragment, "kind" | "subject">): string =>
  subject ?? KINDS[kind];

/** What a sentence says of the mail that goes with making a customer. */
export function invitationInWords({ status, reason, address }: MailOfCustomerFragment): string {
  if (status === "SKIPPED") return `No invitation was sent: the customer ${reason}.`;
  if (status === "FAILED") return `The invitation could not be sent: ${reason}`;
  return `An invitation to ${address} waits to be sent.`;
}
