import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import { Customer } from "@/server/customers/customer.entity";
import { displayName } from "@/server/customers/identity/person-name";
import { Organisation } from "@/server/organisations/organisation.entity";
import { allow } from "@/server/permissions";
import { Ticket } from "@/server/tickets/ticket.entity";
import type { TicketRow } from "@/server/tickets/ticket-row";
import { idAfter } from "./id-cursor";
import { CommentConnection, TicketAgent, TicketChangeConnection, TicketColleague } from "./tickets.types";

@Resolver(() => Ticket)
export class TicketFieldsResolver {
  @FieldResolver(() => Int, { description: "The number by which people know it." })
  number(@Root() ticket: TicketRow) {
    return ticket.id;
  }

  @FieldResolver(() => Customer, {
    description: "The customer it is from, deleted ones included. Needs customer.view.",
  })
  reporter(@Root() ticket: TicketRow, @Ctx() { ctx, loaders }: GraphQLContext) {
    allow(ctx.actor, "customer.view");
    return loaders.customers.load(ticket.reporterId);
  }

  @FieldResolver(() => String, { description: "The reporter's name, else their e-mail, else their mobile." })
  async reporterName(@Root() ticket: TicketRow, @Ctx() { loaders }: GraphQLContext) {
    const reporter = await loaders.customers.load(ticket.reporterId);
    return reporter ? displayName(reporter) : "";
  }

  @FieldResolver(() => Boolean, { description: "Whether the reporter is deleted: their name is then struck through." })
  async reporterIsDeleted(@Root() ticket: TicketRow, @Ctx() { loaders }: GraphQLContext) {
    return (await loaders.customers.load(ticket.reporterId))?.isDeleted ?? true;
  }

  @FieldResolver(() => TicketAgent, { nullable: true, description: "The agent who works on it; null for nobody." })
  assignee(@Root() ticket: TicketRow, @Ctx() { loaders }: GraphQLContext) {
    return ticket.assigneeId === null ? null : loaders.tickets.agents.load(ticket.assigneeId);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: "The organisation it is for, fixed when it was made.",
  })
  organisation(@Root() ticket: TicketRow, @Ctx() { loaders }: GraphQLContext) {
    return ticket.organisationId === null ? null : loaders.organisations.load(ticket.organisationId);
  }

  @FieldResolver(() => [String], { description: "Its tags, in the order of the alphabet." })
  tags(@Root() ticket: TicketRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.tickets.tags.load(ticket.id);
  }

  @FieldResolver(() => [TicketColleague], {
    description: "The other agents who have it open now, those who are writing first.",
  })
  colleagues(@Root() ticket: TicketRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.tickets.colleagues.load(ticket.id);
  }

  @FieldResolver(() => CommentConnection, { description: "The conversation, oldest first, internal notes included." })
  async comments(
    @Root() ticket: TicketRow,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 50, 100), after: idAfter(after) };
    const { rows, hasMore } = await loaders.tickets.comments(page).load(ticket.id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => TicketChangeConnection, { description: "Who changed what from what to what, newest first." })
  async history(
    @Root() ticket: TicketRow,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 50, 100), after: idAfter(after) };
    const { rows, hasMore } = await loaders.tickets.changes(page).load(ticket.id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }
}
