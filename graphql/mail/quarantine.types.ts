import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { CameBy, QuarantineReason } from "@/server/mail/incoming/incoming-mail.entity";
import type { QuarantinedMail } from "@/server/mail/incoming/quarantine";

@ObjectType("QuarantinedMail", { description: "A mail that came and waits for an agent." })
export class QuarantinedMailType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => QuarantineReason, { description: "Why it waits." })
  reason!: QuarantineReason;

  @Field(() => CameBy, { description: "The way it came." })
  cameBy!: CameBy;

  @Field(() => String, { nullable: true, description: "The address of its sender, where it has one." })
  sender!: string | null;

  @Field(() => String, { nullable: true, description: "From, as the mail or the form has it." })
  fromLine!: string | null;

  @Field(() => String, { nullable: true, description: "Its subject; null when it could not be read." })
  subject!: string | null;

  @Field(() => Int, { description: "Bytes of the original." })
  size!: number;
}

@ObjectType("QuarantinedMailEdge", { description: "A mail that waits, and its place." })
export class QuarantinedMailEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => QuarantinedMailType, { description: "The mail." })
  node!: QuarantinedMail;
}

@ObjectType("QuarantinedMailConnection", { description: "A page of mails that wait (Relay)." })
export class QuarantinedMailConnection {
  @Field(() => [QuarantinedMailEdge], { description: "The mails with their cursors." })
  edges!: QuarantinedMailEdge[];

  @Field(() => [QuarantinedMailType], { description: "The mails alone." })
  nodes!: QuarantinedMail[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("MakeTicketOfMailInput", { description: "A mail that is to become a ticket." })
export class MakeTicketOfMailInput {
  @Field(() => ID, { description: "The mail." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Whom it is from; the mail's own sender when not given." })
  email?: string | null;
}

@ObjectType("MakeTicketOfMailPayload", { description: "What makeTicketOfMail did." })
export class MakeTicketOfMailPayload {
  @Field(() => Int, { nullable: true, description: "The number of the ticket." })
  number?: number | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("ProcessMailAgainInput", { description: "A mail that is to be understood once more." })
export class ProcessMailAgainInput {
  @Field(() => ID, { description: "The mail." })
  id!: string;
}

@ObjectType("ProcessMailAgainPayload", { description: "What processMailAgain did." })
export class ProcessMailAgainPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("DismissMailInput", { description: "A mail that nothing is to be done about." })
export class DismissMailInput {
  @Field(() => ID, { description: "The mail." })
  id!: string;
}

@InputType("MarkMailAsSpamInput", { description: "A mail that is spam." })
export class MarkMailAsSpamInput {
  @Field(() => ID, { description: "The mail." })
  id!: string;
}

@ObjectType("MarkMailAsSpamPayload", { description: "What markMailAsSpam did." })
export class MarkMailAsSpamPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("MarkMailAsNoSpamInput", { description: "A mail that is no spam." })
export class MarkMailAsNoSpamInput {
  @Field(() => ID, { description: "The mail." })
  id!: string;
}

@ObjectType("MarkMailAsNoSpamPayload", { description: "What markMailAsNoSpam did." })
export class MarkMailAsNoSpamPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("DismissMailPayload", { description: "What dismissMail did." })
export class DismissMailPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("CommentMail", { description: "What a comment came as: a mail, or the public request form." })
export class CommentMailType {
  @Field(() => CameBy, { description: "The way it came." })
  cameBy!: CameBy;

  @Field(() => String, { nullable: true, description: "From, as the mail or the form has it." })
  fromLine!: string | null;

  @Field(() => String, { nullable: true, description: "To and Cc, as the mail has them." })
  toLine!: string | null;

  @Field(() => Int, { description: "How many files are in the original alone: a comment takes a hundred." })
  filesLeftOut!: number;

  @Field(() => String, { nullable: true, description: "What it quotes, apart from what it says; null for nothing." })
  quoted!: string | null;
}
