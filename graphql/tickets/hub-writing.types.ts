import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { HubTicketType } from "./hub-tickets.types";

const UPLOADS = "Files that the customer has sent to `/api/uploads?purpose=attachment`, up to 10.";
const KEY =
  "Made by the form, such as a UUID. The same one again within a day writes nothing and answers as the first time did.";

@InputType("CreateHubTicketInput", { description: "A new ticket of the customer who is signed in to the Hub." })
export class CreateHubTicketInput {
  @Field(() => String, { description: "What it is about, up to 255 characters." })
  subject!: string;

  @Field(() => String, { description: "The first message, plain text." })
  body!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The organisation that it is for, one that they may open tickets for; any other is FORBIDDEN. Left out, it is for themselves alone.",
  })
  organisationId?: string | null;

  @Field(() => [ID], { nullable: true, description: UPLOADS })
  uploadIds?: string[] | null;

  @Field(() => String, { nullable: true, description: KEY })
  submissionKey?: string | null;
}

@ObjectType("CreateHubTicketPayload", { description: "What createHubTicket did." })
export class CreateHubTicketPayload {
  @Field(() => HubTicketType, { nullable: true, description: "The new ticket." })
  ticket?: HubTicketType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("ReplyToHubTicketInput", { description: "What the customer answers." })
export class ReplyToHubTicketInput {
  @Field(() => Int, { description: "The ticket's number." })
  number!: number;

  @Field(() => String, { description: "The message, plain text." })
  body!: string;

  @Field(() => [ID], { nullable: true, description: UPLOADS })
  uploadIds?: string[] | null;

  @Field(() => String, { nullable: true, description: KEY })
  submissionKey?: string | null;
}

@ObjectType("ReplyToHubTicketPayload", { description: "What replyToHubTicket did." })
export class ReplyToHubTicketPayload {
  @Field(() => HubTicketType, { nullable: true, description: "The ticket as it is now." })
  ticket?: HubTicketType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("CloseHubTicketInput", { description: "The ticket that is done." })
export class CloseHubTicketInput {
  @Field(() => Int, { description: "Its number." })
  number!: number;
}

@ObjectType("CloseHubTicketPayload", { description: "What closeHubTicket did." })
export class CloseHubTicketPayload {
  @Field(() => HubTicketType, { nullable: true, description: "The ticket as it is now." })
  ticket?: HubTicketType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("ReopenHubTicketInput", { description: "The ticket that is not done after all." })
export class ReopenHubTicketInput {
  @Field(() => Int, { description: "Its number." })
  number!: number;
}

@ObjectType("ReopenHubTicketPayload", { description: "What reopenHubTicket did." })
export class ReopenHubTicketPayload {
  @Field(() => HubTicketType, { nullable: true, description: "The ticket as it is now." })
  ticket?: HubTicketType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
