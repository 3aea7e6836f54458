import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Ticket } from "@/server/tickets/ticket.entity";
import { Mail } from "./mail.entity";

/** A mail of the conversation about a ticket by its Message-ID, for References: those that came, and those that we sent. */
@Entity("thread_messages")
@Index("thread_messages_ticket", ["ticketId", "messageId"], { unique: true })
@Index("thread_messages_message", ["messageId"])
@Index("thread_messages_mail", ["mailId"])
export class ThreadMessage {
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Ticket, { name: "thread_messages_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  ticketId!: number;

  /** With its angle brackets, as it stands in the header. Binary collation. */
  @Column("varchar", { length: 255 })
  messageId!: string;

  /** Of the notices to one agent, which are a conversation of their own; null for the one with the customer. */
  @Column("int", { nullable: true })
  agentId!: number | null;

  /** The mail of ours; null for one that came. A provider that replaces our Message-ID gives a mail a second row. */
  @ForeignKey(() => Mail, { name: "thread_messages_mail_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  mailId!: number | null;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
