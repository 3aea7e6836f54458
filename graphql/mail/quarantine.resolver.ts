import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { fromDbTime } from "@/server/db";
import { CameBy } from "@/server/mail/incoming/incoming-mail.entity";
import {
  type CommentMailRow,
  countQuarantine,
  dismissMail,
  listQuarantine,
  listSpam,
  makeTicketOfMail,
  processMailAgain,
  type QuarantinedMail,
} from "@/server/mail/incoming/quarantine";
import { markMailAsNoSpam, markMailAsSpam } from "@/server/mail/incoming/spam-mails";
import {
  CommentMailType,
  DismissMailInput,
  DismissMailPayload,
  MakeTicketOfMailInput,
  MakeTicketOfMailPayload,
  MarkMailAsNoSpamInput,
  MarkMailAsNoSpamPayload,
  MarkMailAsSpamInput,
  MarkMailAsSpamPayload,
  ProcessMailAgainInput,
  ProcessMailAgainPayload,
  QuarantinedMailConnection,
  QuarantinedMailType,
} from "./quarantine.types";

const originalOf = ({ id, cameBy }: { id: number; cameBy: CameBy }): string =>
  `/api/downloads/${cameBy === CameBy.MAIL ? `mail-${id}.eml` : `request-${id}.txt`}`;

@Resolver(() => QuarantinedMailType)
export class QuarantineResolver {
  @Query(() => QuarantinedMailConnection, {
    description: "Mails that came and wait for an agent, newest first. Needs ticket.view.",
  })
  async quarantinedMails(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const { rows, hasMore } = await listQuarantine(ctx, { first: pageSize(first, 25, 100), before: idAfter(after) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Query(() => QuarantinedMailConnection, {
    description: "Mails that an agent has called spam, newest first. Needs ticket.view.",
  })
  async spamMails(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const { rows, hasMore } = await listSpam(ctx, { first: pageSize(first, 25, 100), before: idAfter(after) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Query(() => Int, { description: "How many mails wait for an agent, counted up to 100. Needs ticket.view." })
  quarantinedMailCount(@Ctx() { ctx }: GraphQLContext) {
    return countQuarantine(ctx);
  }

  @Mutation(() => MakeTicketOfMailPayload, {
    description: "Makes a ticket of a mail that waits, whatever it waits for. Needs ticket.create.",
  })
  makeTicketOfMail(
    @Arg("input", () => MakeTicketOfMailInput, { description: "Which." }) input: MakeTicketOfMailInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({
      number: await makeTicketOfMail(ctx, { id: idOf(input.id), email: input.email }),
    }));
  }

  @Mutation(() => ProcessMailAgainPayload, {
    description: "Has a mail that waits understood once more, by a job. Needs ticket.edit.",
  })
  processMailAgain(
    @Arg("input", () => ProcessMailAgainInput, { description: "Which." }) input: ProcessMailAgainInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await processMailAgain(ctx, idOf(input.id));
      return {};
    });
  }

  @Mutation(() => DismissMailPayload, {
    description: "Takes a mail off the list of those that wait. It is kept. Needs ticket.edit.",
  })
  dismissMail(
    @Arg("input", () => DismissMailInput, { description: "Which." }) input: DismissMailInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await dismissMail(ctx, idOf(input.id));
      return {};
    });
  }

  @Mutation(() => MarkMailAsSpamPayload, {
    description:
      "Takes a mail that waits off the list as spam and blocks its sender, who becomes a blocked customer if they are none. Needs ticket.edit and customer.block, and customer.create for a new sender.",
  })
  markMailAsSpam(
    @Arg("input", () => MarkMailAsSpamInput, { description: "Which." }) input: MarkMailAsSpamInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await markMailAsSpam(ctx, idOf(input.id));
      return {};
    });
  }

  @Mutation(() => MarkMailAsNoSpamPayload, {
    description:
      "Takes markMailAsSpam back: the sender is not blocked, and the mail is understood once more. Needs ticket.edit and customer.block.",
  })
  markMailAsNoSpam(
    @Arg("input", () => MarkMailAsNoSpamInput, { description: "Which." }) input: MarkMailAsNoSpamInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await markMailAsNoSpam(ctx, idOf(input.id));
      return {};
    });
  }

  @FieldResolver(() => Date, { description: "When it came." })
  receivedAt(@Root() mail: QuarantinedMail) {
    return fromDbTime(mail.receivedAt);
  }

  @FieldResolver(() => String, { description: "Path of the original, as it came: a download." })
  originalUrl(@Root() mail: QuarantinedMail) {
    return originalOf(mail);
  }
}

@Resolver(() => CommentMailType)
export class CommentMailResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Path of the mail as its sender laid it out: a document for a frame, in which nothing runs. Pictures from elsewhere load with ?pictures=remote alone. Null where the text tells the same.",
  })
  pageUrl(@Root() mail: CommentMailRow) {
    return mail.hasPage ? `/api/mail-pages/${mail.id}` : null;
  }

  @FieldResolver(() => Date, { nullable: true, description: "When it was written, as its sender says." })
  sentAt(@Root() mail: CommentMailRow) {
    return mail.sentAt === null ? null : fromDbTime(mail.sentAt);
  }

  @FieldResolver(() => String, { description: "Path of the original, as it came: a download." })
  originalUrl(@Root() mail: CommentMailRow) {
    return originalOf(mail);
  }
}
