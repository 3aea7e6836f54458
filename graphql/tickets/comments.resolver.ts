import { Ctx, FieldResolver, Float, ID, Resolver, Root } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { CommentMailType } from "@/graphql/mail/quarantine.types";
import { Customer } from "@/server/customers/customer.entity";
import { allow } from "@/server/permissions";
import type { AttachmentRow } from "@/server/tickets/attachments";
import { CommentAttachment } from "@/server/tickets/comment-attachment.entity";
import { htmlToShow, htmlToText } from "@/server/tickets/rich-text";
import { BodyFormat, CommentAuthor, TicketComment } from "@/server/tickets/ticket-comment.entity";
import type { CommentRow } from "@/server/tickets/ticket-parts";

@Resolver(() => TicketComment)
export class CommentsResolver {
  @FieldResolver(() => Customer, {
    nullable: true,
    description: "The customer who wrote it; null for an agent's. Needs customer.view.",
  })
  customer(@Root() comment: CommentRow, @Ctx() { ctx, loaders }: GraphQLContext) {
    if (comment.authorKind !== CommentAuthor.CUSTOMER || comment.authorId === null) return null;
    allow(ctx.actor, "customer.view");
    return loaders.survivors.load(comment.authorId);
  }

  @FieldResolver(() => ID, { nullable: true, description: "The agent who wrote it; null for anybody else's." })
  authorAgentId(@Root() comment: CommentRow) {
    return comment.authorKind === CommentAuthor.AGENT ? comment.authorId : null;
  }

  @FieldResolver(() => String, { description: "What it says in plain text, whatever its format." })
  bodyText(@Root() comment: CommentRow) {
    return comment.bodyFormat === BodyFormat.HTML ? htmlToText(comment.body) : comment.body;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What it says as HTML that is safe to show as it is; null for plain text.",
  })
  bodyHtml(@Root() comment: CommentRow) {
    return comment.bodyFormat === BodyFormat.HTML ? htmlToShow(comment.body) : null;
  }

  @FieldResolver(() => CommentMailType, {
    nullable: true,
    description: "The mail that it came as; null for a comment that came otherwise. Needs ticket.view.",
  })
  mail(@Root() comment: CommentRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.tickets.commentMails.load(comment.id);
  }

  @FieldResolver(() => [CommentAttachment], { description: "The files that came with it." })
  attachments(@Root() comment: CommentRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.tickets.attachments.load(comment.id);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the author is a customer who is deleted: their name is then struck through.",
  })
  async authorIsDeleted(@Root() comment: CommentRow, @Ctx() { loaders }: GraphQLContext) {
    if (comment.authorKind !== CommentAuthor.CUSTOMER || comment.authorId === null) return false;
    return (await loaders.survivors.load(comment.authorId))?.isDeleted ?? true;
  }
}

@Resolver(() => CommentAttachment)
export class AttachmentsResolver {
  @FieldResolver(() => Float, { description: "Size in bytes." })
  size(@Root() attachment: AttachmentRow) {
    return attachment.size;
  }

  @FieldResolver(() => Boolean, { description: "Whether it is a picture that stands within the page of its mail." })
  isInPage(@Root() attachment: AttachmentRow) {
    return attachment.isInPage;
  }

  @FieldResolver(() => String, {
    description: "Where to download it, with the same rights; of a ticket that one may not see it is not found.",
  })
  url(@Root() attachment: AttachmentRow, @Ctx() { ctx }: GraphQLContext) {
    const path = `/api/downloads/attachment-${attachment.id}`;
    return ctx.actor.kind === "customer" ? `${path}?as=customer` : path;
  }
}
