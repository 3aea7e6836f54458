import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { SortDirection } from "@/graphql/customers/customers.types";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { notFound, UserError } from "@/server/errors";
import { takeTicket } from "@/server/mail/incoming/take-ticket";
import { isAllowed } from "@/server/permissions";
import { addComment } from "@/server/tickets/add-comment";
import { countTickets, listTickets } from "@/server/tickets/list-tickets";
import { markAsNoSpam, markAsSpam } from "@/server/tickets/spam";
import { Ticket } from "@/server/tickets/ticket.entity";
import { listAssignableAgents } from "@/server/tickets/ticket-parts";
import { findTicket } from "@/server/tickets/ticket-row";
import type { TicketFilter, TicketView } from "@/server/tickets/ticket-view";
import { updateTicket } from "@/server/tickets/update-ticket";
import { watchTicket } from "@/server/tickets/watch-ticket";
import {
  AddCommentInput,
  AddCommentPayload,
  CreateTicketInput,
  CreateTicketPayload,
  MarkTicketAsNoSpamInput,
  MarkTicketAsNoSpamPayload,
  MarkTicketAsSpamInput,
  MarkTicketAsSpamPayload,
  UpdateTicketInput,
  UpdateTicketPayload,
  WatchTicketInput,
  WatchTicketPayload,
} from "./tickets.inputs";
import { TicketAgent, TicketConnection, type TicketFilterInput, TicketsArgs } from "./tickets.types";

/** Carried from the list to the fields that count it, which run only when they are asked for. */
type ConnectionRoot = TicketConnection & { view: TicketView; counted?: ReturnType<typeof countTickets> };

@Resolver(() => Ticket)
export class TicketsResolver {
  @Query(() => TicketConnection, { description: "The queue: search, filter, sort, pages. Needs ticket.view." })
  async tickets(@Args(() => TicketsArgs) args: TicketsArgs, @Ctx() { ctx }: GraphQLContext) {
    const { first, last, after, before } = args;
    if (first != null && last != null) throw new UserError("last", "Give first or last, not both.");
    if ((last == null && before != null) || (last != null && after != null)) {
      throw new UserError("before", "Walk forward with first and after, or backward with last and before.");
    }
    const view: TicketView = { query: args.query ?? undefined, filter: filterOf(args.filter) };
    const { rows, hasNextPage, hasPreviousPage } = await listTickets(ctx, {
      ...view,
      sort: args.sort
        ? { field: args.sort.field, isDescending: args.sort.direction === SortDirection.DESC }
        : undefined,
      direction: last == null ? "forward" : "backward",
      size: last ?? first ?? 25,
      cursor: after ?? before ?? undefined,
    });
    const edges = rows.map(({ row, cursor }) => ({ node: row, cursor }));
    return {
      view,
      edges,
      nodes: edges.map((edge) => edge.node),
      pageInfo: {
        hasNextPage,
        hasPreviousPage,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }

  @Query(() => Ticket, {
    nullable: true,
    description: "One ticket. NOT_FOUND when there is none that the caller may see. Needs ticket.view.",
  })
  async ticket(
    @Arg("number", () => Int, { description: "The ticket's number." }) number: number,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const row = await findTicket(ctx, number);
    if (!row) throw notFound("ticket");
    return row;
  }

  @Query(() => [TicketAgent], { description: "The agents who can be given a ticket, by name. Needs ticket.view." })
  agents(@Ctx() { ctx }: GraphQLContext) {
    return listAssignableAgents(ctx);
  }

  @Mutation(() => CreateTicketPayload, {
    description: "Makes a ticket, and its customer where they are new. Needs ticket.create.",
  })
  createTicket(
    @Arg("input", () => CreateTicketInput, { description: "The ticket." }) input: CreateTicketInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const number = await takeTicket(ctx, {
        ...input,
        reporterId: input.reporterId == null ? undefined : idOf(input.reporterId),
        assigneeId: input.assigneeId == null ? undefined : idOf(input.assigneeId),
        organisationId: input.organisationId == null ? input.organisationId : idOf(input.organisationId),
      });
      if (number === undefined) return { number: null, ticket: null, isInQuarantine: true };
      // It is made by now: whoever may make tickets without seeing any still gets its number, and no error.
      return {
        number,
        ticket: isAllowed(ctx.actor, "ticket.view") ? await findTicket(ctx, number) : null,
        isInQuarantine: false,
      };
    });
  }

  @Mutation(() => UpdateTicketPayload, { description: "Changes a ticket. Needs ticket.edit and ticket.view." })
  async updateTicket(
    @Arg("input", () => UpdateTicketInput, { description: "The changes." }) input: UpdateTicketInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const id = idOf(input.id);
    const payload: UpdateTicketPayload = await withUserErrors(async () => {
      await updateTicket(ctx, {
        ...input,
        id,
        version: input.version ?? undefined,
        assigneeId: input.assigneeId == null ? input.assigneeId : idOf(input.assigneeId),
        reporterId: input.reporterId == null ? undefined : idOf(input.reporterId),
      });
      return { ticket: await findTicket(ctx, id) };
    });
    const isConflict = payload.userErrors.some((error) => error.code === "CHANGED_MEANWHILE");
    return isConflict ? { ...payload, ticket: await findTicket(ctx, id) } : payload;
  }

  @Mutation(() => MarkTicketAsSpamPayload, {
    description:
      "Closes a ticket that came by mail, tags it as spam and blocks its reporter. Needs ticket.edit, ticket.view and customer.block.",
  })
  markTicketAsSpam(
    @Arg("input", () => MarkTicketAsSpamInput, { description: "Which." }) input: MarkTicketAsSpamInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<MarkTicketAsSpamPayload> {
    const id = idOf(input.ticketId);
    return withUserErrors(async () => {
      await markAsSpam(ctx, id);
      return { ticket: await findTicket(ctx, id) };
    });
  }

  @Mutation(() => MarkTicketAsNoSpamPayload, {
    description:
      "Takes markTicketAsSpam back: opens the ticket and takes the block off. Needs ticket.edit, ticket.view and customer.block.",
  })
  markTicketAsNoSpam(
    @Arg("input", () => MarkTicketAsNoSpamInput, { description: "Which." }) input: MarkTicketAsNoSpamInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<MarkTicketAsNoSpamPayload> {
    const id = idOf(input.ticketId);
    return withUserErrors(async () => {
      await markAsNoSpam(ctx, id);
      return { ticket: await findTicket(ctx, id) };
    });
  }

  @Mutation(() => AddCommentPayload, {
    description: "Writes a reply or an internal note. Needs ticket.edit and ticket.view.",
  })
  addComment(
    @Arg("input", () => AddCommentInput, { description: "The comment." }) input: AddCommentInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const ticketId = idOf(input.ticketId);
    return withUserErrors(async () => {
      const { lastSeenCommentId: last } = input;
      const lastSeenCommentId = last == null ? undefined : idOf(last);
      await addComment(ctx, { ...input, ticketId, isInternal: input.internal, lastSeenCommentId });
      return { ticket: await findTicket(ctx, ticketId) };
    });
  }

  @Mutation(() => WatchTicketPayload, {
    description:
      "Tells colleagues that the caller has a ticket open, for 15 seconds: send it every few seconds. Needs ticket.edit and ticket.view.",
  })
  watchTicket(
    @Arg("input", () => WatchTicketInput, { description: "The sign of life." }) input: WatchTicketInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const ticketId = idOf(input.ticketId);
    return withUserErrors(async () => {
      await watchTicket(ctx, { ticketId, isWriting: input.isWriting });
      return { ticket: await findTicket(ctx, ticketId) };
    });
  }
}

@Resolver(() => TicketConnection)
export class TicketConnectionResolver {
  @FieldResolver(() => Int, {
    description: "How many match: exact up to 10,000; beyond that 10,000, and `totalCountIsExact` is false.",
  })
  async totalCount(@Root() root: ConnectionRoot, @Ctx() { ctx }: GraphQLContext) {
    return (await counted(ctx, root)).count;
  }

  @FieldResolver(() => Boolean, { description: "False when there are more than `totalCount`." })
  async totalCountIsExact(@Root() root: ConnectionRoot, @Ctx() { ctx }: GraphQLContext) {
    return (await counted(ctx, root)).isExact;
  }
}

function counted(ctx: GraphQLContext["ctx"], root: ConnectionRoot) {
  root.counted ??= countTickets(ctx, root.view);
  return root.counted;
}

/** GraphQL's null means "not given" in a filter. */
function filterOf(input: TicketFilterInput | null | undefined): TicketFilter | undefined {
  if (!input) return undefined;
  const id = (text: string | null | undefined) => (text == null ? undefined : idOf(text));
  return {
    statuses: input.statuses ?? undefined,
    assigneeId: id(input.assigneeId),
    isUnassigned: input.isUnassigned ?? undefined,
    isMine: input.isMine ?? undefined,
    reporterId: id(input.reporterId),
    organisationId: id(input.organisationId),
    priority: input.priority ?? undefined,
    tag: input.tag ?? undefined,
  };
}
