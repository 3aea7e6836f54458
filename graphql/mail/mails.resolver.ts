import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { Customer } from "@/server/customers/customer.entity";
import { type MailRow, mailsWithIds } from "@/server/mail/list-mails";
import { Mail } from "@/server/mail/mail.entity";
import { listMailbox, mailSetup, readMailboxMail } from "@/server/mail/mailbox";
import { type RetryMails, retryMails } from "@/server/mail/retry-mails";
import { sendInvitation } from "@/server/mail/send-invitation";
import type { OutgoingMail } from "@/server/mail/transport";
import { tryAddressAgain } from "@/server/mail/undeliverable";
import {
  MailboxMailType,
  MailConnection,
  type MailHeader,
  MailSetupType,
  RetryMailsInput,
  RetryMailsPayload,
  SendInvitationInput,
  SendInvitationPayload,
  TryAddressAgainInput,
  TryAddressAgainPayload,
} from "./mails.types";

type Context = GraphQLContext;

@Resolver()
export class MailsResolver {
  @Query(() => MailSetupType, { nullable: true, description: "How mail is sent. Needs settings.manage." })
  mailSetup(@Ctx() { ctx }: Context) {
    return mailSetup(ctx);
  }

  @Query(() => MailConnection, {
    nullable: true,
    description: "The built-in mailbox, newest first: what would have been sent. Needs settings.manage.",
  })
  async mailbox(
    @Ctx() { ctx }: Context,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const { rows, hasMore } = await listMailbox(ctx, { first: pageSize(first, 25, 100), before: idAfter(after) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Query(() => MailboxMailType, {
    nullable: true,
    description:
      "A mail of the built-in mailbox, its links included. NOT_FOUND for mails that were sent. Needs settings.manage.",
  })
  async mailboxMail(@Arg("id", () => ID, { description: "The mail's id." }) id: string, @Ctx() { ctx }: Context) {
    const { mail, content } = await readMailboxMail(ctx, idOf(id));
    return { mail, headers: headersOf(content), html: content?.html ?? null, text: content?.text ?? null };
  }

  @Mutation(() => RetryMailsPayload, {
    description: "Sends failed mails again, and no others, with new links in them. Needs customer.edit.",
  })
  retryMails(
    @Arg("input", () => RetryMailsInput, { description: "Which." }) input: RetryMailsInput,
    @Ctx() { ctx }: Context,
  ) {
    return withUserErrors(async () => ({ retried: await retryMails(ctx, retryOf(input)) }));
  }

  @Mutation(() => SendInvitationPayload, {
    description: "Mails a customer without a password that they have an account. Needs customer.edit.",
  })
  sendInvitation(
    @Arg("input", () => SendInvitationInput, { description: "To whom." }) input: SendInvitationInput,
    @Ctx() { ctx }: Context,
  ) {
    return withUserErrors(async () => {
      const id = await sendInvitation(ctx, { customerId: idOf(input.customerId) });
      const [mail] = await mailsWithIds(ctx, [id]);
      return { mail };
    });
  }

  @Mutation(() => TryAddressAgainPayload, {
    description: "Lets mail go again to a customer's address that has bounced. Needs customer.edit.",
  })
  tryAddressAgain(
    @Arg("input", () => TryAddressAgainInput, { description: "Whose." }) input: TryAddressAgainInput,
    @Ctx() { ctx }: Context,
  ) {
    return withUserErrors(async () => {
      await tryAddressAgain(ctx, { customerId: idOf(input.customerId) });
      return {};
    });
  }
}

function retryOf({ ids, jobId, importId }: RetryMailsInput): RetryMails {
  return {
    ids: ids?.map(idOf) ?? undefined,
    jobId: jobId == null ? undefined : idOf(jobId),
    importId: importId == null ? undefined : idOf(importId),
  };
}

function headersOf(content: OutgoingMail | undefined): MailHeader[] {
  if (!content) return [];
  const head = {
    From: content.from,
    To: content.to.join(", "),
    "Reply-To": content.reply_to,
    Subject: content.subject,
  };
  return Object.entries({ ...head, ...content.headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
}

@Resolver(() => Mail)
export class MailFieldsResolver {
  @FieldResolver(() => Customer, { nullable: true, description: "Whom it is to; null for a mail to an agent." })
  customer(@Root() mail: MailRow, @Ctx() { loaders }: Context) {
    return mail.customerId === null ? null : loaders.customers.load(mail.customerId);
  }

  @FieldResolver(() => ID, { nullable: true, description: "The mass action that it is of." })
  jobId(@Root() mail: MailRow) {
    return mail.jobId;
  }

  @FieldResolver(() => ID, { nullable: true, description: "The import that it is of." })
  importId(@Root() mail: MailRow) {
    return mail.importId;
  }

  @FieldResolver(() => Int, { nullable: true, description: "The number of the ticket that it is about." })
  ticketNumber(@Root() mail: MailRow) {
    return mail.ticketId;
  }
}
