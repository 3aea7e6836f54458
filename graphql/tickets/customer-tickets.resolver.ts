import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import { type StatusCounts, sumOfTickets } from "@/server/tickets/count-tickets";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { idAfter } from "./id-cursor";
import { CustomerTicketConnection, TicketCounts } from "./tickets.types";

@Resolver(() => Customer)
export class CustomerTicketsResolver {
  @FieldResolver(() => CustomerTicketConnection, {
    description: "The tickets that the customer reported, newest first. Needs ticket.view.",
  })
  async tickets(
    @Root() customer: CustomerRow,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("status", () => TicketStatus, { nullable: true, description: "Only those of this status." })
    status?: TicketStatus,
  ) {
    const page = { first: pageSize(first, 20, 100), after: idAfter(after), status: status ?? undefined };
    const { rows, hasMore } = await loaders.tickets.ofCustomer(page).load(customer.id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => TicketCounts, { description: "How many tickets they reported, by status. Needs ticket.view." })
  async ticketCounts(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext): Promise<TicketCounts> {
    const counts = await countsOf(customer, context);
    return {
      new: counts[TicketStatus.NEW],
      open: counts[TicketStatus.OPEN],
      pending: counts[TicketStatus.PENDING],
      onHold: counts[TicketStatus.ON_HOLD],
      closed: counts[TicketStatus.CLOSED],
    };
  }

  @FieldResolver(() => Int, { description: "How many of their tickets are not closed. Needs ticket.view." })
  async openTicketCount(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return sumOfTickets(await countsOf(customer, context)).open;
  }

  @FieldResolver(() => Int, { description: "How many tickets they reported. Needs ticket.view." })
  async ticketCount(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return sumOfTickets(await countsOf(customer, context)).all;
  }
}

async function countsOf(customer: CustomerRow, { loaders }: GraphQLContext): Promise<StatusCounts> {
  const counts = await loaders.tickets.counts.load(customer.id);
  if (!counts) throw new Error(`The tickets of customer ${customer.id} were not counted.`);
  return counts;
}
