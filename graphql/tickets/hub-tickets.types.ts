import { Field, ID, Int, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { CommentAuthor } from "@/server/tickets/ticket-comment.entity";

@ObjectType("HubOrganisation", {
  description: "An organisation whose tickets the signed-in customer sees in the Hub, and what they may do with them.",
})
export class HubOrganisationType {
  @Field(() => ID, { description: "Stable id, for the list of its tickets and for new ones." })
  id!: number;

  @Field(() => String, { description: "Name." })
  name!: string;

  @Field(() => GrantLevel, { description: "What the customer may do; each level includes the one before." })
  level!: GrantLevel;
}

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

  @Field(() => ID, { nullable: true, description: "The organisation that it was opened for; null for none." })
  organisationId!: number | null;

  @Field(() => String, { nullable: true, description: "The organisation's name." })
  organisationName!: string | null;

  @Field(() => String, { description: "Who reported it; of other customers never an address or a number." })
  reporterName!: string;

  @Field(() => Boolean, {
    description: "Whether who reported it is no customer any more: their name is struck through.",
  })
  isReporterDeleted!: boolean;

  @Field(() => Boolean, { description: "Whether whoever asks has reported it." })
  isMine!: boolean;

  @Field(() => Boolean, { description: "Whether whoever asks may reply, attach, close and reopen." })
  mayInteract!: boolean;

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

  @Field(() => Boolean, {
    description: "Whether it is from somebody who is no customer any more: their name is struck through.",
  })
  isAuthorDeleted!: boolean;

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
