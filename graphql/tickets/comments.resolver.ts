import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { Customer } from "@/server/customers/customer.entity";
import { allow } from "@/server/permissions";
import { CommentAuthor, TicketComment } from "@/server/tickets/ticket-comment.entity";
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
    return loaders.customers.load(comment.authorId);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the author is a customer who is deleted: their name is then struck through.",
  })
  async authorIsDeleted(@Root() comment: CommentRow, @Ctx() { loaders }: GraphQLContext) {
    if (comment.authorKind !== CommentAuthor.CUSTOMER || comment.authorId === null) return false;
    return (await loaders.customers.load(comment.authorId))?.isDeleted ?? true;
  }
}
