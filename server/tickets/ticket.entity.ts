import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Agent } from "@/server/accounts/agent.entity";
import { Customer } from "@/server/customers/customer.entity";
import { Organisation } from "@/server/organisations/organisation.entity";

export enum TicketStatus {
  NEW = "new",
  OPEN = "open",
  PENDING = "pending",
  ON_HOLD = "on_hold",
  CLOSED = "closed",
}
registerEnumType(TicketStatus, {
  name: "TicketStatus",
  description: "How far a ticket is.",
  valuesConfig: {
    NEW: { description: "Nobody has taken or answered it." },
    OPEN: { description: "The desk's turn." },
    PENDING: { description: "The customer's turn; their answer opens it again." },
    ON_HOLD: { description: "Somebody else's turn; the customer's answer opens it again." },
    CLOSED: { description: "Done; the customer's answer opens it again." },
  },
});

/** Numbers, so that the queue can be sorted by them. */
export enum TicketPriority {
  LOW = 1,
  NORMAL = 2,
  HIGH = 3,
  URGENT = 4,
}
registerEnumType(TicketPriority, {
  name: "TicketPriority",
  description: "How pressing a ticket is.",
  valuesConfig: {
    LOW: { description: "Whenever there is time." },
    NORMAL: { description: "In its turn." },
    HIGH: { description: "Before the others." },
    URGENT: { description: "At once." },
  },
});

export enum TicketSource {
  AGENT = "agent",
  PORTAL = "portal",
  EMAIL = "email",
  API = "api",
}
registerEnumType(TicketSource, {
  name: "TicketSource",
  description: "Which way a ticket came.",
  valuesConfig: {
    AGENT: { description: "An agent wrote it down, in the dashboard." },
    PORTAL: { description: "The Customer Hub or the request form." },
    EMAIL: { description: "A mail to the support address." },
    API: { description: "A developer, over GraphQL with an access token." },
  },
});

@ObjectType("Ticket", { description: "What a customer asked, and the conversation about it." })
@Entity("tickets")
// The id, which is the primary key, ends each index by itself. Newer tickets have higher ids.
@Index("tickets_by_updated", ["updatedAt"])
@Index("tickets_by_priority", ["priority"])
@Index("tickets_status", ["status", "updatedAt"])
@Index("tickets_assignee", ["assigneeId", "status", "updatedAt"])
@Index("tickets_organisation", ["organisationId", "status", "updatedAt"])
@Index("tickets_by_organisation", ["organisationId"])
@Index("tickets_by_organisation_status", ["organisationId", "status"])
@Index("tickets_reporter", ["reporterId"])
@Index("tickets_reporter_status", ["reporterId", "status"])
export class Ticket {
  @Field(() => ID, { description: "Stable id; the `number` as text." })
  @PrimaryColumn("int")
  id!: number;

  @Field(() => String, { description: "What it is about, up to 255 characters." })
  @Column("varchar", { length: 255 })
  subject!: string;

  @Field(() => TicketStatus, { description: "How far it is." })
  @Column("varchar", { length: 20 })
  status!: TicketStatus;

  @Field(() => TicketPriority, { description: "How pressing it is." })
  @Column("int")
  priority!: TicketPriority;

  @ForeignKey(() => Customer, { name: "tickets_reporter_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  reporterId!: number;

  @ForeignKey(() => Agent, { name: "tickets_assignee_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  assigneeId!: number | null;

  /** Fixed when the ticket is made: who may see it must not change when its reporter changes employer. */
  @ForeignKey(() => Organisation, { name: "tickets_organisation_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  organisationId!: number | null;

  @Field(() => TicketSource, { description: "Which way it came." })
  @Column("varchar", { length: 20 })
  source!: TicketSource;

  @Field(() => String, {
    nullable: true,
    description:
      "An address that came with the ticket and is not the reporter's: they were found by their mobile. Answers go there; only an agent adds it to the customer.",
  })
  @Column("varchar", { length: 320, nullable: true })
  replyEmail!: string | null;

  @Field(() => Int, {
    description: "Rises with every change of a field, not with comments; send it back with an update.",
  })
  @Column("int", { default: 1 })
  version!: number;

  @Field(() => Date, { description: "When it was made." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { description: "When something last happened: a change or a comment." })
  @Column("datetime", { precision: 3 })
  updatedAt!: Date;

  @Field(() => Date, { description: "When the last comment was written, notes included." })
  @Column("datetime", { precision: 3 })
  lastCommentAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was closed; null while it is not." })
  @Column("datetime", { precision: 3, nullable: true })
  closedAt!: Date | null;
}
