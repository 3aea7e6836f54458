import { registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Ticket } from "@/server/tickets/ticket.entity";
import { TicketComment } from "@/server/tickets/ticket-comment.entity";

/** What has become of a mail that came. */
export enum IncomingStatus {
  RECEIVED = "received",
  TICKET = "ticket",
  COMMENT = "comment",
  NOTE = "note",
  BOUNCE = "bounce",
  QUARANTINED = "quarantined",
  DISMISSED = "dismissed",
  SPAM = "spam",
}

/** Why a mail waits for an agent. */
export enum QuarantineReason {
  NO_SENDER = "noSender",
  AUTOMATIC = "automatic",
  BLOCKED = "blocked",
  AGENT = "agent",
  UNREADABLE = "unreadable",
}

/** The way it came. */
export enum CameBy {
  MAIL = "mail",
  FORM = "form",
  API = "api",
}

registerEnumType(CameBy, {
  name: "CameBy",
  description: "The way something came to the desk.",
  valuesConfig: {
    MAIL: { description: "As a mail." },
    FORM: { description: "By the public request form." },
    API: { description: "From a program, by createTicket." },
  },
});

registerEnumType(QuarantineReason, {
  name: "QuarantineReason",
  description: "Why a mail waits for an agent.",
  valuesConfig: {
    NO_SENDER: { description: "It names no address that could be answered." },
    AUTOMATIC: { description: "A program wrote it, and it answers no ticket." },
    BLOCKED: { description: "Its sender is a blocked customer." },
    AGENT: { description: "Its sender is an agent, and it does not answer a notice to them." },
    UNREADABLE: { description: "It cannot be read, or no ticket can hold it." },
  },
});

/** A mail that came, whole, before anything of it is understood; or what somebody wrote in the public request form or by a program, as JSON. */
@Entity("incoming_mails")
@Index("incoming_mails_status", ["status", "id"])
@Index("incoming_mails_comment", ["commentId"])
@Index("incoming_mails_ticket", ["ticketId"])
export class IncomingMail {
  @PrimaryGeneratedColumn()
  id!: number;

  /** The same for one mail by whatever way it comes: see raw-mail.ts. */
  @Index("incoming_mails_content", { unique: true })
  @Column("varchar", { length: 43 })
  contentKey!: string;

  @Column("varchar", { length: 100 })
  storageName!: string;

  @Column("bigint")
  size!: string;

  @Column("varchar", { length: 10, default: CameBy.MAIL })
  cameBy!: CameBy;

  @Column("varchar", { length: 20 })
  status!: IncomingStatus;

  @Column("varchar", { length: 20, nullable: true })
  reason!: QuarantineReason | null;

  @Column("varchar", { length: 320, nullable: true })
  sender!: string | null;

  @Column("varchar", { length: 255, nullable: true })
  subject!: string | null;

  /** From, To and Cc as one reads them. */
  @Column("varchar", { length: 500, nullable: true })
  fromLine!: string | null;

  @Column("varchar", { length: 1000, nullable: true })
  toLine!: string | null;

  /** When it was written, as its sender says. */
  @Column("datetime", { precision: 3, nullable: true })
  sentAt!: Date | null;

  /** What it quotes, apart from what it says. */
  @Column("text", { nullable: true })
  quoted!: string | null;

  @ForeignKey(() => Ticket, { name: "incoming_mails_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  ticketId!: number | null;

  @ForeignKey(() => TicketComment, { name: "incoming_mails_comment_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  commentId!: number | null;

  @Column("datetime", { precision: 3 })
  receivedAt!: Date;

  /** Where the page lies in storage that shows it as its sender laid it out. */
  @Column("varchar", { length: 100, nullable: true })
  pageName!: string | null;

  /** Files that are in the original alone: there were too many. */
  @Column("int", { default: 0 })
  filesLeftOut!: number;

  /** How often taking it in has failed. */
  @Column("int", { default: 0 })
  tries!: number;

  /** Not before this moment, after it has failed. */
  @Column("datetime", { precision: 3, nullable: true })
  retryAt!: Date | null;
}
