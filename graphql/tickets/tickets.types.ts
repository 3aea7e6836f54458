import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { FieldChangeType } from "@/graphql/activity/activity.types";
import { PageInfo } from "@/graphql/connection";
import { SortDirection } from "@/graphql/customers/customers.types";
import { Ticket, TicketPriority, TicketStatus } from "@/server/tickets/ticket.entity";
import { TicketComment } from "@/server/tickets/ticket-comment.entity";
import type { CommentRow } from "@/server/tickets/ticket-parts";
import type { TicketRow } from "@/server/tickets/ticket-row";

@ObjectType("TicketEdge", { description: "A ticket and its place in the list." })
export class TicketEdge {
  @Field(() => String, { description: "Place in this sorting, for `after` and `before`." })
  cursor!: string;

  @Field(() => Ticket, { description: "The ticket." })
  node!: TicketRow;
}

@ObjectType("TicketConnection", { description: "A page of tickets (Relay)." })
export class TicketConnection {
  @Field(() => [TicketEdge], { description: "The tickets with their cursors." })
  edges!: TicketEdge[];

  @Field(() => [Ticket], { description: "The tickets alone." })
  nodes!: TicketRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("CustomerTicketConnection", { description: "A page of the tickets that one customer reported (Relay)." })
export class CustomerTicketConnection {
  @Field(() => [TicketEdge], { description: "The tickets with their cursors." })
  edges!: TicketEdge[];

  @Field(() => [Ticket], { description: "The tickets alone." })
  nodes!: TicketRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("CommentEdge", { description: "A comment and its place." })
export class CommentEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => TicketComment, { description: "The comment." })
  node!: CommentRow;
}

@ObjectType("CommentConnection", { description: "A page of a conversation (Relay)." })
export class CommentConnection {
  @Field(() => [CommentEdge], { description: "The comments with their cursors." })
  edges!: CommentEdge[];

  @Field(() => [TicketComment], { description: "The comments alone." })
  nodes!: CommentRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("TicketChange", { description: "One line of a ticket's history." })
export class TicketChangeType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => Date, { description: "When it happened." })
  occurredAt!: string;

  @Field(() => String, { description: "Who did it: `agent`, `customer`, `token` or `system`." })
  actorKind!: string;

  @Field(() => String, { description: "Their name at that time." })
  actorName!: string;

  @Field(() => [FieldChangeType], {
    description: "What changed: `status`, `priority`, `assignee`, `reporter`, `subject`, `tags`. Empty for its making.",
  })
  changes!: FieldChangeType[];
}

@ObjectType("TicketChangeEdge", { description: "A line of the history and its place." })
export class TicketChangeEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => TicketChangeType, { description: "The line." })
  node!: TicketChangeType;
}

@ObjectType("TicketChangeConnection", { description: "A page of a ticket's history (Relay)." })
export class TicketChangeConnection {
  @Field(() => [TicketChangeEdge], { description: "The lines with their cursors." })
  edges!: TicketChangeEdge[];

  @Field(() => [TicketChangeType], { description: "The lines alone." })
  nodes!: TicketChangeType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("TicketAgent", { description: "An agent as tickets show them." })
export class TicketAgent {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => String, { description: "Name shown to colleagues." })
  name!: string;

  @Field(() => Boolean, { description: "False for an agent who can no longer sign in." })
  isActive!: boolean;
}

@ObjectType("TicketColleague", { description: "An agent who has a ticket open now." })
export class TicketColleague {
  @Field(() => ID, { description: "The agent." })
  agentId!: number;

  @Field(() => String, { description: "Their name." })
  name!: string;

  @Field(() => Boolean, { description: "Whether they are writing a reply or a note." })
  isWriting!: boolean;
}

@ObjectType("TicketCounts", { description: "How many tickets a customer has, by status." })
export class TicketCounts {
  @Field(() => Int, { description: "Nobody has taken or answered them." })
  new!: number;

  @Field(() => Int, { description: "The desk's turn." })
  open!: number;

  @Field(() => Int, { description: "The customer's turn." })
  pending!: number;

  @Field(() => Int, { description: "Somebody else's turn." })
  onHold!: number;

  @Field(() => Int, { description: "Done." })
  closed!: number;
}

export enum TicketSortFieldType {
  UPDATED_AT = "updatedAt",
  NUMBER = "number",
  PRIORITY = "priority",
}
registerEnumType(TicketSortFieldType, {
  name: "TicketSortField",
  description: "What the queue can be sorted by.",
  valuesConfig: {
    UPDATED_AT: { description: "When something last happened." },
    NUMBER: { description: "The number, which is the order of creation." },
    PRIORITY: { description: "Low before urgent." },
  },
});

@InputType("TicketSortInput", { description: "How to sort the queue." })
export class TicketSortInput {
  @Field(() => TicketSortFieldType, { description: "By what." })
  field!: TicketSortFieldType;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: "Which way." })
  direction!: SortDirection;
}

@InputType("TicketFilterInput", { description: "Which tickets to list. Everything given must hold." })
export class TicketFilterInput {
  @Field(() => [TicketStatus], { nullable: true, description: "Any of these statuses." })
  statuses?: TicketStatus[] | null;

  @Field(() => ID, { nullable: true, description: "Assigned to this agent." })
  assigneeId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for tickets that nobody is assigned to." })
  isUnassigned?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "True for tickets assigned to whoever asks." })
  isMine?: boolean | null;

  @Field(() => ID, { nullable: true, description: "Reported by this customer." })
  reporterId?: string | null;

  @Field(() => ID, { nullable: true, description: "Of this organisation." })
  organisationId?: string | null;

  @Field(() => TicketPriority, { nullable: true, description: "Of this priority." })
  priority?: TicketPriority | null;

  @Field(() => String, { nullable: true, description: "With this tag, whatever its case and accents." })
  tag?: string | null;
}

@ArgsType()
export class TicketsArgs {
  @Field(() => Int, {
    nullable: true,
    description: "Page size when walking forward, 1 to 100; 25 when neither is given.",
  })
  first?: number;

  @Field(() => String, { nullable: true, description: "Cursor after which the page begins." })
  after?: string;

  @Field(() => Int, { nullable: true, description: "Page size when walking backward, 1 to 100." })
  last?: number;

  @Field(() => String, { nullable: true, description: "Cursor before which the page ends." })
  before?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Search: beginnings of the number or of words of the subject, or of the reporter's name, e-mail, mobile or organisation. All must match.",
  })
  query?: string;

  @Field(() => TicketFilterInput, { nullable: true, description: "Which tickets." })
  filter?: TicketFilterInput;

  @Field(() => TicketSortInput, {
    nullable: true,
    description: "How to sort; what happened last first when not given.",
  })
  sort?: TicketSortInput;
}
