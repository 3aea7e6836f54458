import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { idOf, pageSize } from "@/graphql/ids";
import { UserError } from "@/server/errors";
import { signedInCustomer } from "@/server/permissions";
import { CommentAttachment } from "@/server/tickets/comment-attachment.entity";
import {
  countHubTickets,
  findHubTicket,
  type HubCommentRow,
  type HubList,
  type HubTicketRow,
  listHubComments,
  listHubTickets,
} from "@/server/tickets/hub-tickets";
import { htmlToShow, htmlToText } from "@/server/tickets/rich-text";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { BodyFormat } from "@/server/tickets/ticket-comment.entity";
import { organisationsInHub } from "@/server/tickets/visible-tickets";
import {
  HubCommentConnection,
  HubCommentType,
  HubOrganisationType,
  HubTicketConnection,
  HubTicketType,
} from "./hub-tickets.types";
import { idAfter } from "./id-cursor";

/** The largest number that an INT column holds. */
const MAX_NUMBER = 2_147_483_647;

/** What the Customer Hub shows of tickets, for customers who are signed in to it. */
@Resolver(() => HubTicketType)
export class HubTicketsResolver {
  @Query(() => HubTicketConnection, {
    description:
      "What the signed-in customer reported, or the tickets of one organisation that they have a grant for, newest first.",
  })
  async hubTickets(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 50; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("status", () => TicketStatus, { nullable: true, description: "Only those of this status." })
    status?: TicketStatus,
    @Arg("organisationId", () => ID, {
      nullable: true,
      description: "The list of this organisation; NOT_FOUND without a grant for it, whether there is one or not.",
    })
    organisationId?: string,
    @Arg("query", () => String, { nullable: true, description: "Words of the subject, or the number." }) query?: string,
  ) {
    signedInCustomer(ctx.actor);
    const list: HubList = {
      status: status ?? undefined,
      organisationId: organisationId == null ? undefined : idOf(organisationId),
      query: query ?? undefined,
    };
    const page = { ...list, first: pageSize(first, 20, 50), after: idAfter(after) };
    const { rows, hasMore } = await listHubTickets(ctx, page);
    return { ...forwardPage(rows.map(numbered), hasMore, !after, (row) => toCursor([row.id])), list };
  }

  @Query(() => [HubOrganisationType], {
    description: "The organisations whose tickets the signed-in customer sees in the Hub, by name.",
  })
  async hubOrganisations(@Ctx() { ctx }: GraphQLContext) {
    const granted = await organisationsInHub(ctx);
    return granted.map(({ organisationId: id, organisationName: name, level }) => ({ id, name, level }));
  }

  @Query(() => HubTicketType, {
    nullable: true,
    description: "One of those tickets by its number; null for any other, whether there is one or not.",
  })
  async hubTicket(
    @Arg("number", () => Int, { description: "The number." }) number: number,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const ticket = await findHubTicket(ctx, number > 0 && number <= MAX_NUMBER ? number : 0);
    return ticket ? numbered(ticket) : null;
  }

  @FieldResolver(() => HubCommentConnection, {
    description:
      "The conversation, oldest first, without internal notes: `first` from its beginning, `last` from its end.",
  })
  async comments(
    @Root() ticket: HubTicketRow,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("last", () => Int, { nullable: true, description: "Page size from the end, 1 to 100, instead of `first`." })
    last?: number,
    @Arg("before", () => String, { nullable: true, description: "Cursor before which the page ends, with `last`." })
    before?: string,
  ) {
    const cursorOf = (row: HubCommentRow) => toCursor([row.id]);
    if (last == null) {
      const page = { ticketId: ticket.id, first: pageSize(first, 50, 100), after: idAfter(after) };
      const { rows, hasMore } = await listHubComments(ctx, page);
      return forwardPage(rows, hasMore, !after, cursorOf);
    }
    if (first != null || after != null) throw new UserError("last", "Ask for `first` or for `last`, not for both.");
    const page = { ticketId: ticket.id, last: pageSize(last, 50, 100), before: idAfter(before) };
    const { rows, hasMore } = await listHubComments(ctx, page);
    return forwardPage(rows, Boolean(before), !hasMore, cursorOf);
  }
}

/** What the two counts of a connection share. */
interface HubConnectionRoot {
  list: HubList;
  counted?: ReturnType<typeof countHubTickets>;
}

@Resolver(() => HubTicketConnection)
export class HubTicketConnectionResolver {
  @FieldResolver(() => Int, {
    description: "How many match: exact up to 1,000; beyond that 1,000, and `totalCountIsExact` is false.",
  })
  async totalCount(@Root() root: HubConnectionRoot, @Ctx() { ctx }: GraphQLContext) {
    return (await counted(ctx, root)).count;
  }

  @FieldResolver(() => Boolean, { description: "False when there are more than `totalCount`." })
  async totalCountIsExact(@Root() root: HubConnectionRoot, @Ctx() { ctx }: GraphQLContext) {
    return (await counted(ctx, root)).isExact;
  }
}

function counted(ctx: GraphQLContext["ctx"], root: HubConnectionRoot) {
  root.counted ??= countHubTickets(ctx, root.list);
  return root.counted;
}

@Resolver(() => HubCommentType)
export class HubCommentsResolver {
  @FieldResolver(() => [CommentAttachment], { description: "The files that came with it." })
  attachments(@Root() comment: HubCommentRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.tickets.attachments.load(comment.id);
  }

  @FieldResolver(() => String, { description: "What it says in plain text." })
  bodyText(@Root() comment: HubCommentRow) {
    return comment.bodyFormat === BodyFormat.HTML ? htmlToText(comment.body) : comment.body;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What it says as HTML that is safe to show as it is; null for plain text.",
  })
  bodyHtml(@Root() comment: HubCommentRow) {
    return comment.bodyFormat === BodyFormat.HTML ? htmlToShow(comment.body) : null;
  }
}

const numbered = (ticket: HubTicketRow) => ({ ...ticket, number: ticket.id });
