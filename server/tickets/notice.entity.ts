import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import { Agent } from "@/server/accounts/agent.entity";
import { Ticket } from "./ticket.entity";

export enum NoticeKind {
  NEW_TICKET = "new_ticket",
  ASSIGNED = "assigned",
  REPLY = "reply",
  CLOSED = "closed",
  REOPENED = "reopened",
  CAME_BACK = "came_back",
}
registerEnumType(NoticeKind, {
  name: "NoticeKind",
  description: "What an agent is told of.",
  valuesConfig: {
    NEW_TICKET: { description: "A ticket came that nobody has." },
    ASSIGNED: { description: "They were given a ticket." },
    REPLY: { description: "Somebody wrote on a ticket that they have." },
    CLOSED: { description: "A customer closed a ticket that they have." },
    REOPENED: { description: "A customer opened a ticket again that they have." },
    CAME_BACK: { description: "A customer wrote on a ticket that nobody has, or opened it again." },
  },
});

/** Something that one agent was told of on the screen. */
@ObjectType("Notice", { description: "Something that the agent was told of." })
@Entity("notices")
@Index("notices_cause", ["agentId", "ticketId", "cause"], { unique: true })
@Index("notices_unread", ["agentId", "readAt"])
@Index("notices_ticket", ["ticketId"])
@Index("notices_created", ["createdAt"])
export class Notice {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Agent, { name: "notices_agent_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  agentId!: number;

  @Field(() => NoticeKind, { description: "What it is about." })
  @Column("varchar", { length: 20 })
  kind!: NoticeKind;

  @ForeignKey(() => Ticket, { name: "notices_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  ticketId!: number;

  /** What caused it, such as `comment 12`: a job that runs again tells nothing twice. */
  @Column("varchar", { length: 40 })
  cause!: string;

  @Field(() => String, { description: "Who did it, by the name of that time." })
  @Column("varchar", { length: 320 })
  actorName!: string;

  /** When it was a customer: which one. */
  @Column("int", { nullable: true })
  actorCustomerId!: number | null;

  @Field(() => Date, { description: "When it happened." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When the agent saw it; null before." })
  @Column("datetime", { precision: 3, nullable: true })
  readAt!: Date | null;
}

/** Whether an agent wants to be told of one kind, and how. Without a row the defaults hold. */
@Entity("notice_choices")
export class NoticeChoice {
  @ForeignKey(() => Agent, { name: "notice_choices_agent_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  agentId!: number;

  @PrimaryColumn("varchar", { length: 20 })
  kind!: NoticeKind;

  @Column("boolean", { default: true })
  onScreen!: boolean;

  @Column("boolean", { default: false })
  byMail!: boolean;
}
