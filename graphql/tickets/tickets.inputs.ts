import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { Ticket, TicketPriority, TicketStatus } from "@/server/tickets/ticket.entity";
import { BodyFormat } from "@/server/tickets/ticket-comment.entity";
import type { TicketRow } from "@/server/tickets/ticket-row";

@InputType("CreateTicketInput", {
  description:
    "A new ticket. Its reporter is `reporterId`, or whoever the e-mail or the mobile belongs to: a customer who is there, a deleted one who comes back inactive, or a new one. An e-mail that nobody has with a mobile that somebody has makes it theirs, and the e-mail stays on the ticket.",
})
export class CreateTicketInput {
  @Field(() => ID, { nullable: true, description: "The customer it is from; then give no e-mail, mobile or name." })
  reporterId?: string | null;

  @Field(() => String, { nullable: true, description: "The sender's e-mail address." })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "The sender's mobile number, in any spelling." })
  mobile?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A new sender's whole name; the last word is the last name. Known customers keep their names.",
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "A new sender's first name." })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: "A new sender's last name." })
  lastName?: string | null;

  @Field(() => String, { description: "What it is about, up to 255 characters." })
  subject!: string;

  @Field(() => String, { description: "The first comment, up to 65,000 bytes." })
  body!: string;

  @Field(() => BodyFormat, { nullable: true, description: "How `body` is written; plain text when not given." })
  bodyFormat?: BodyFormat | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Files of the first comment: up to 10 ids that `POST /api/uploads?purpose=attachment` gave the same caller, each used once.",
  })
  uploadIds?: string[] | null;

  @Field(() => TicketPriority, { nullable: true, description: "How pressing it is; normal when not given." })
  priority?: TicketPriority | null;

  @Field(() => ID, { nullable: true, description: "The agent who is to work on it; it is then open instead of new." })
  assigneeId?: string | null;

  @Field(() => [String], { nullable: true, description: "Up to 20 tags of up to 60 characters." })
  tags?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The organisation it is for, fixed from then on. Left out, the one that the reporter belongs to; null for none.",
  })
  organisationId?: string | null;
}

@InputType("UpdateTicketInput", { description: "Changes to a ticket. What is left out stays." })
export class UpdateTicketInput {
  @Field(() => ID, { description: "Which ticket." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The `version` you read; a change by somebody else since then is then refused.",
  })
  version?: number | null;

  @Field(() => String, { nullable: true, description: "What it is about, up to 255 characters." })
  subject?: string | null;

  @Field(() => TicketStatus, { nullable: true, description: "How far it is." })
  status?: TicketStatus | null;

  @Field(() => TicketPriority, { nullable: true, description: "How pressing it is." })
  priority?: TicketPriority | null;

  @Field(() => ID, { nullable: true, description: "The agent who is to work on it; null for nobody." })
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: "Whom it is from. The ticket's organisation stays." })
  reporterId?: string | null;

  @Field(() => [String], { nullable: true, description: "The whole list of tags." })
  tags?: string[] | null;
}

@InputType("AddCommentInput", { description: "A reply or an internal note." })
export class AddCommentInput {
  @Field(() => ID, { description: "Which ticket." })
  ticketId!: string;

  @Field(() => String, { description: "What to say, up to 65,000 bytes." })
  body!: string;

  @Field(() => BodyFormat, { nullable: true, description: "How `body` is written; plain text when not given." })
  bodyFormat?: BodyFormat | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Files to attach: up to 10 ids that `POST /api/uploads?purpose=attachment` gave the same caller, each used once.",
  })
  uploadIds?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: "An internal note, which customers never see." })
  internal!: boolean;

  @Field(() => TicketStatus, {
    nullable: true,
    description:
      "Set together with the comment. Left out, a public reply makes a new ticket an open one, and nothing else changes.",
  })
  status?: TicketStatus | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The last comment that the writer had before them. If somebody else has written since, nothing is written and the error's code is CHANGED_MEANWHILE.",
  })
  lastSeenCommentId?: string | null;
}

@InputType("WatchTicketInput", { description: "A sign of life of somebody who has a ticket open." })
export class WatchTicketInput {
  @Field(() => ID, { description: "Which ticket." })
  ticketId!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Whether they are writing a reply or a note." })
  isWriting!: boolean;
}

@ObjectType("WatchTicketPayload", { description: "What watchTicket did." })
export class WatchTicketPayload {
  @Field(() => Ticket, {
    nullable: true,
    description: "The ticket as it is now; `colleagues` tells who else has it open.",
  })
  ticket?: TicketRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("CreateTicketPayload", { description: "What createTicket did." })
export class CreateTicketPayload {
  @Field(() => Int, {
    nullable: true,
    description: "The new ticket's number; null when there are errors, or while it waits in quarantine.",
  })
  number?: number | null;

  @Field(() => Ticket, {
    nullable: true,
    description: "The new ticket; null when there are errors, while it waits in quarantine, or without ticket.view.",
  })
  ticket?: TicketRow | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether it waits in quarantine for an agent instead, because its reporter is blocked. Who it is from, subject and message are kept there; files, tags, priority, assignee and organisation are not. Null when there are errors.",
  })
  isInQuarantine?: boolean | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("UpdateTicketPayload", { description: "What updateTicket did." })
export class UpdateTicketPayload {
  @Field(() => Ticket, {
    nullable: true,
    description: "The ticket as it is now; on CHANGED_MEANWHILE as the colleague left it.",
  })
  ticket?: TicketRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("AddCommentPayload", { description: "What addComment did." })
export class AddCommentPayload {
  @Field(() => Ticket, { nullable: true, description: "The ticket as it is now." })
  ticket?: TicketRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("MarkTicketAsSpamInput", { description: "A ticket that is spam." })
export class MarkTicketAsSpamInput {
  @Field(() => ID, { description: "The ticket." })
  ticketId!: string;
}

@ObjectType("MarkTicketAsSpamPayload", { description: "What markTicketAsSpam did." })
export class MarkTicketAsSpamPayload {
  @Field(() => Ticket, { nullable: true, description: "The ticket as it is now." })
  ticket?: TicketRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("MarkTicketAsNoSpamInput", { description: "A ticket that is no spam." })
export class MarkTicketAsNoSpamInput {
  @Field(() => ID, { description: "The ticket." })
  ticketId!: string;
}

@ObjectType("MarkTicketAsNoSpamPayload", { description: "What markTicketAsNoSpam did." })
export class MarkTicketAsNoSpamPayload {
  @Field(() => Ticket, { nullable: true, description: "The ticket as it is now." })
  ticket?: TicketRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
