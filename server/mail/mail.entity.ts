import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Agent } from "@/server/accounts/agent.entity";
import { Customer } from "@/server/customers/customer.entity";

export enum MailStatus {
  QUEUED = "queued",
  SENDING = "sending",
  SENT = "sent",
  DELIVERED = "delivered",
  KEPT = "kept",
  BOUNCED = "bounced",
  COMPLAINED = "complained",
  FAILED = "failed",
  SKIPPED = "skipped",
}
registerEnumType(MailStatus, {
  name: "MailStatus",
  description: "How far a mail is.",
  valuesConfig: {
    QUEUED: { description: "Waits for the worker." },
    SENDING: { description: "Is being handed to the mail provider, or waits for another try." },
    SENT: { description: "The mail provider took it." },
    DELIVERED: { description: "The recipient's mail server took it." },
    KEPT: { description: "Is in the built-in mailbox for a developer to read. Nobody else got it." },
    BOUNCED: { description: "The recipient's mail server refused it; `reason` tells why." },
    COMPLAINED: { description: "The recipient called it unwanted." },
    FAILED: { description: "Could not be sent; `reason` tells why. It can be tried again." },
    SKIPPED: { description: "Was not to be sent; `reason` tells why." },
  },
});

export enum MailTemplate {
  ACCOUNT_CREATED = "accountCreated",
  CONFIRM_EMAIL = "confirmEmail",
  CHANGE_EMAIL = "changeEmail",
  CONFIRM_ADDRESS = "confirmAddress",
  FORCED_RESET = "forcedReset",
  RESET_LINK = "resetLink",
  TICKET_REPLY = "ticketReply",
  ADDRESS_CHANGED = "addressChanged",
  TICKET_NOTICE = "ticketNotice",
  TICKET_RECEIPT = "ticketReceipt",
  AGENT_INVITATION = "agentInvitation",
  AGENT_RESET = "agentReset",
  WEBHOOK_DISABLED = "webhookDisabled",
}
/** The same as plain words, for whoever queues a mail. */
export type MailKind = `${MailTemplate}`;
registerEnumType(MailTemplate, {
  name: "MailKind",
  description: "What a mail says.",
  valuesConfig: {
    ACCOUNT_CREATED: {
      description: "There is an account now: the way to the Customer Hub, and a link to set a password.",
    },
    CONFIRM_EMAIL: { description: "A link to confirm the address." },
    CHANGE_EMAIL: { description: "To an address that a customer wants to change to: a link to confirm it." },
    CONFIRM_ADDRESS: { description: "To an address that a customer has beside the primary one: a link to confirm it." },
    FORCED_RESET: { description: "The password was reset by the desk: a link to set a new one." },
    RESET_LINK: { description: "Somebody asked for a link to set a new password." },
    TICKET_REPLY: { description: "An agent's answer." },
    ADDRESS_CHANGED: { description: "To the former address: it is no longer the account's." },
    TICKET_NOTICE: { description: "To an agent: a ticket is new, or theirs." },
    TICKET_RECEIPT: { description: "To whoever wrote a mail: it has become a ticket." },
    AGENT_INVITATION: { description: "To a new agent: a link to set a password, which lets them in." },
    AGENT_RESET: { description: "To an agent: somebody asked for a link to set a new password." },
    WEBHOOK_DISABLED: { description: "To an admin: a webhook was given up." },
  },
});

/** What is urgent is sent first, however much of a mass action waits. */
export enum MailPriority {
  URGENT = 0,
  NORMAL = 1,
  BULK = 2,
}

@ObjectType("Mail", { description: "A mail to one recipient." })
@Entity("mails")
// The id, which is the primary key, ends each index by itself.
@Index("mails_queue", ["status", "priority"])
@Index("mails_customer", ["customerId"])
@Index("mails_agent", ["agentId"])
@Index("mails_job", ["jobId", "status"])
@Index("mails_import", ["importId", "status"])
@Index("mails_batch", ["batchId"])
@Index("mails_provider", ["providerId"])
export class Mail {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryColumn("int")
  id!: number;

  @Field(() => MailTemplate, { description: "What it says." })
  @Column("varchar", { length: 20 })
  kind!: MailTemplate;

  @ForeignKey(() => Customer, { name: "mails_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  customerId!: number | null;

  @ForeignKey(() => Agent, { name: "mails_agent_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  agentId!: number | null;

  @Field(() => String, { nullable: true, description: "Where it goes; null when the recipient has no address." })
  @Column("varchar", { length: 320, nullable: true })
  address!: string | null;

  /** The address is this mail's own, such as a ticket's reply address; otherwise it is the recipient's at the time of sending. */
  @Column("boolean", { default: false })
  isAddressFixed!: boolean;

  @Column("int")
  priority!: MailPriority;

  @Field(() => MailStatus, { description: "How far it is." })
  @Column("varchar", { length: 20 })
  status!: MailStatus;

  @Field(() => String, { nullable: true, description: "Why it was skipped, failed or bounced." })
  @Column("varchar", { length: 500, nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: "Its subject, once it has been written." })
  @Column("varchar", { length: 255, nullable: true })
  subject!: string | null;

  @Column("int", { nullable: true })
  jobId!: number | null;

  @Column("int", { nullable: true })
  ticketId!: number | null;

  @Column("int", { nullable: true })
  importId!: number | null;

  @Column("varchar", { length: 36, nullable: true })
  batchId!: string | null;

  /** The provider's id for it, by which webhooks name it. */
  @Column("varchar", { length: 100, nullable: true })
  providerId!: string | null;

  @Field(() => Date, { description: "When it was asked for." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When the provider took it." })
  @Column("datetime", { precision: 3, nullable: true })
  sentAt!: Date | null;

  @Field(() => Date, { description: "When its status last changed." })
  @Column("datetime", { precision: 3 })
  updatedAt!: Date;
}
