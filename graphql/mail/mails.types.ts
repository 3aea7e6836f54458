import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import type { MailRow } from "@/server/mail/list-mails";
import { Mail } from "@/server/mail/mail.entity";

@ObjectType("MailEdge", { description: "A mail and its place." })
export class MailEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => Mail, { description: "The mail." })
  node!: MailRow;
}

@ObjectType("MailConnection", { description: "A page of mails (Relay)." })
export class MailConnection {
  @Field(() => [MailEdge], { description: "The mails with their cursors." })
  edges!: MailEdge[];

  @Field(() => [Mail], { description: "The mails alone." })
  nodes!: MailRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("MailCounts", { description: "How many mails are how far." })
export class MailCountsType {
  @Field(() => Int, { description: "Wait for the worker." })
  queued!: number;

  @Field(() => Int, { description: "Are being handed to the mail provider, or wait for another try." })
  sending!: number;

  @Field(() => Int, { description: "Were taken by the mail provider, which has not told more." })
  sent!: number;

  @Field(() => Int, { description: "Were taken by the recipients' mail servers." })
  delivered!: number;

  @Field(() => Int, { description: "Are in the built-in mailbox, sent to nobody." })
  kept!: number;

  @Field(() => Int, { description: "Were refused by the recipients' mail servers." })
  bounced!: number;

  @Field(() => Int, { description: "Were called unwanted by their recipients." })
  complained!: number;

  @Field(() => Int, { description: "Could not be sent; they can be tried again." })
  failed!: number;

  @Field(() => Int, { description: "Were not to be sent, with a reason." })
  skipped!: number;
}

@InputType("RetryMailsInput", { description: "Which failed mails to send again: give one of the three." })
export class RetryMailsInput {
  @Field(() => [ID], { nullable: true, description: "These, up to 100." })
  ids?: string[] | null;

  @Field(() => ID, { nullable: true, description: "All that failed of this mass action." })
  jobId?: string | null;

  @Field(() => ID, { nullable: true, description: "All that failed of this import's invitations." })
  importId?: string | null;
}

@ObjectType("RetryMailsPayload", { description: "What retryMails did." })
export class RetryMailsPayload {
  @Field(() => Int, { nullable: true, description: "How many are sent again; null when there are errors." })
  retried?: number | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("SendInvitationInput", { description: "Whom to invite." })
export class SendInvitationInput {
  @Field(() => ID, { description: "The customer." })
  customerId!: string;
}

@ObjectType("SendInvitationPayload", { description: "What sendInvitation did." })
export class SendInvitationPayload {
  @Field(() => Mail, { nullable: true, description: "The mail, or null when there are errors." })
  mail?: MailRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("TryAddressAgainInput", { description: "Whose address to try again." })
export class TryAddressAgainInput {
  @Field(() => ID, { description: "The customer." })
  customerId!: string;
}

@ObjectType("TryAddressAgainPayload", { description: "What tryAddressAgain did." })
export class TryAddressAgainPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

export enum MailTransport {
  MAILBOX = "mailbox",
  RESEND = "resend",
  SMTP = "smtp",
}
registerEnumType(MailTransport, {
  name: "MailTransport",
  description: "The way that mail goes.",
  valuesConfig: {
    MAILBOX: { description: "The built-in mailbox: nothing leaves the house." },
    RESEND: { description: "Resend." },
    SMTP: { description: "A mail server." },
  },
});

@ObjectType("ImapMailbox", { description: "A mailbox on a mail server, whose messages become tickets." })
export class ImapMailboxType {
  @Field(() => String, { description: "User, server and folder." })
  name!: string;

  @Field(() => Date, { nullable: true, description: "When the mail server was last heard; null before it ever was." })
  readAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why it cannot be read just now; null while it can." })
  error!: string | null;
}

@ObjectType("MailSetup", { description: "How mail is sent, as the server's environment has it." })
export class MailSetupType {
  @Field(() => MailTransport, { description: "The way that it goes." })
  transport!: MailTransport;

  @Field(() => String, { description: "The address that it comes from." })
  from!: string;

  @Field(() => String, { nullable: true, description: "Where answers go; null when nobody has set an address." })
  supportAddress!: string | null;

  @Field(() => ImapMailboxType, { nullable: true, description: "The mailbox that is read; null without IMAP_URL." })
  imapMailbox!: ImapMailboxType | null;
}

@ObjectType("MailHeader", { description: "A line of a mail's head." })
export class MailHeader {
  @Field(() => String, { description: "Its name." })
  name!: string;

  @Field(() => String, { description: "What it says." })
  value!: string;
}

@ObjectType("MailboxMail", { description: "A mail of the built-in mailbox, as it would have been sent." })
export class MailboxMailType {
  @Field(() => Mail, { description: "The mail in the outbox." })
  mail!: MailRow;

  @Field(() => [MailHeader], { description: "From, To, Reply-To, Subject and what else its head says." })
  headers!: MailHeader[];

  @Field(() => String, {
    nullable: true,
    description: "The HTML; null when it was sealed with another AUTH_SECRET or has been cleared away.",
  })
  html!: string | null;

  @Field(() => String, { nullable: true, description: "The plain text; null like `html`." })
  text!: string | null;
}
