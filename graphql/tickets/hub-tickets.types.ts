import { Field, ID, Int, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { CommentAuthor } from "@/server/tickets/ticket-comment.entity";

@ObjectType("HubTicket", { description: "A ticket as the Customer Hub shows it: nothing that is the agents' own." })
export class HubTicketType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => Int, { description: "The number that people quote." })
  number!: number;

  @Field(() => String, { description: "What it is about." })
  subject!: string;

  @Field(() => TicketStatus, { description: "How far it is." })
  status!: TicketStatus;

  @Field(() => Date, { description: "When it was made." })
  createdAt!: string;
}

@ObjectType("HubTicketEdge", { description: "A ticket and its place in the list." })
export class HubTicketEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => HubTicketType, { description: "The ticket." })
  node!: HubTicketType;
}

@ObjectType("HubTicketConnection", { description: "A page of the customer's tickets (Relay)." })
export class HubTicketConnection {
  @Field(() => [HubTicketEdge], { description: "The tickets with their cursors." })
  edges!: HubTicketEdge[];

  @Field(() => [HubTicketType], { description: "The tickets alone." })
  nodes!: HubTicketType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("HubComment", { description: "A public message on a ticket, as the Customer Hub shows it." })
export class HubCommentType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => CommentAuthor, { description: "Which side it is from." })
  authorKind!: CommentAuthor;

  @Field(() => String, { description: "The author's name; of other customers never an address or a number." })
  authorName!: string;

  @Field(() => Boolean, { description: "Whether whoever asks has written it." })
  isMine!: boolean;

  @Field(() => Date, { description: "When it was written." })
  createdAt!: string;
}

@ObjectType("HubCommentEdge", { description: "A message and its place." })
export class HubCommentEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => HubCommentType, { description: "The message." })
  node!: HubCommentType;
}

@ObjectType("HubCommentConnection", { description: "A page of the conversation (Relay)." })
export class HubCommentConnection {
  @Field(() => [HubCommentEdge], { description: "The messages with their cursors." })
  edges!: HubCommentEdge[];

  @Field(() => [HubCommentType], { description: "The messages alone." })
  nodes!: HubCommentType[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}
