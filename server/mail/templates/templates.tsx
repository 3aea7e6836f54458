import type { MailKind } from "@/server/mail/mail.entity";
import {
  AccountCreated,
  AddressChanged,
  ChangeEmail,
  ConfirmAddress,
  ConfirmEmail,
  ForcedReset,
  ResetLink,
  type Shape,
} from "./account-mails";
import { AgentInvitation, AgentReset } from "./agent-mails";
import { slot } from "./layout";
import { TicketNotice, TicketReceipt, TicketReply } from "./ticket-mails";
import { WebhookDisabled } from "./webhook-mails";

interface Template {
  subject: string;
  render(shape: Shape): Parameters<typeof import("@react-email/render").render>[0];
  /** Without these the mail makes no sense and is not sent. */
  needs: readonly string[];
}

/** What every kind of mail says. */
export const TEMPLATES: Record<MailKind, Template> = {
  accountCreated: {
    subject: `Your account at ${slot("deskName")}`,
    render: (shape) => <AccountCreated {...shape} />,
    needs: ["link"],
  },
  confirmEmail: {
    subject: `Confirm your e-mail for ${slot("deskName")}`,
    render: () => <ConfirmEmail />,
    needs: ["link"],
  },
  changeEmail: {
    subject: `Confirm your new e-mail address for ${slot("deskName")}`,
    render: () => <ChangeEmail />,
    needs: ["link"],
  },
  confirmAddress: {
    subject: `Confirm your e-mail address for ${slot("deskName")}`,
    render: () => <ConfirmAddress />,
    needs: ["link"],
  },
  forcedReset: {
    subject: `Set a new password for ${slot("deskName")}`,
    render: (shape) => <ForcedReset {...shape} />,
    needs: ["link"],
  },
  resetLink: {
    subject: `Your new password for ${slot("deskName")}`,
    render: () => <ResetLink />,
    needs: ["link"],
  },
  ticketReply: {
    subject: `Re: ${slot("subject")} [#${slot("ticketNumber")}]`,
    render: (shape) => <TicketReply {...shape} />,
    needs: ["subject", "ticketNumber", "body", "agentName"],
  },
  addressChanged: {
    subject: `Your e-mail address at ${slot("deskName")} was changed`,
    render: (shape) => <AddressChanged {...shape} />,
    needs: [],
  },
  ticketNotice: {
    subject: slot("subject"),
    render: (shape) => <TicketNotice {...shape} />,
    needs: ["subject", "sentence", "ticket"],
  },
  ticketReceipt: {
    subject: `Re: ${slot("subject")} [#${slot("ticketNumber")}]`,
    render: () => <TicketReceipt />,
    needs: ["subject", "ticketNumber"],
  },
  agentInvitation: {
    subject: `${slot("invitedBy")} invites you to ${slot("deskName")}`,
    render: () => <AgentInvitation />,
    needs: ["link", "invitedBy"],
  },
  agentReset: {
    subject: `Your new password for ${slot("deskName")}`,
    render: () => <AgentReset />,
    needs: ["link"],
  },
  webhookDisabled: {
    subject: `The webhook ${slot("webhook")} was given up`,
    render: () => <WebhookDisabled />,
    needs: ["webhook", "reason", "link"],
  },
};
