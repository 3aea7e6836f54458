import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { forwardPage, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { CustomerTicketConnection } from "@/graphql/tickets/tickets.types";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import { domainInWords, domainOf } from "@/server/organisations/email-domains";
import { Newcomers, Organisation } from "@/server/organisations/organisation.entity";
import type { GranteeRow } from "@/server/organisations/organisation-parts";
import type { OrganisationRow } from "@/server/organisations/organisations";
import { TicketStatus } from "@/server/tickets/ticket.entity";
import { GranteeConnection, GranteeType, OrganisationMemberConnection } from "./organisations.types";

/** An organisation that came with its customer has no more than its id, its name and when it was made. */
type AnyOrganisation = Pick<OrganisationRow, "id">;

@Resolver(() => Organisation)
export class OrganisationFieldsResolver {
  @FieldResolver(() => [String], { description: "Its e-mail domains, in the order of the alphabet." })
  async domains(@Root() { id }: AnyOrganisation, @Ctx() { loaders }: GraphQLContext) {
    return (await loaders.organisationParts.domains.load(id)).map(domainInWords);
  }

  @FieldResolver(() => Newcomers, { description: "What becomes of new customers with an address of its domains." })
  async newcomers(@Root() { id }: AnyOrganisation, @Ctx() { loaders }: GraphQLContext) {
    return (await loaders.organisations.load(id))?.newcomers ?? Newcomers.JOIN;
  }

  @FieldResolver(() => Int, {
    description: "Rises with every change; send it back with an update so that no colleague's change is overwritten.",
  })
  async version(@Root() { id }: AnyOrganisation, @Ctx() { loaders }: GraphQLContext) {
    return (await loaders.organisations.load(id))?.version ?? 1;
  }

  @FieldResolver(() => Int, {
    description: "How many customers are members: exact up to 1,000; 1,001 for more. Needs customer.view.",
  })
  memberCount(@Root() { id }: AnyOrganisation, @Ctx() { loaders }: GraphQLContext) {
    return loaders.organisationParts.memberCounts.load(id);
  }

  @FieldResolver(() => Int, {
    description: "How many of its tickets are not closed: exact up to 1,000; 1,001 for more. Needs ticket.view.",
  })
  openTicketCount(@Root() { id }: AnyOrganisation, @Ctx() { loaders }: GraphQLContext) {
    return loaders.organisationParts.openTicketCounts.load(id);
  }

  @FieldResolver(() => OrganisationMemberConnection, {
    description: "The customers who belong to it, those made last first. Membership gives no access by itself.",
  })
  async members(
    @Root() { id }: AnyOrganisation,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 20, 100), after: idAfter(after) };
    const { rows, hasMore } = await loaders.organisationParts.members(page).load(id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => CustomerTicketConnection, {
    description: "The tickets that were opened for it, newest first. Needs ticket.view.",
  })
  async tickets(
    @Root() { id }: AnyOrganisation,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("status", () => TicketStatus, { nullable: true, description: "Only those of this status." })
    status?: TicketStatus,
  ) {
    const page = { first: pageSize(first, 20, 100), after: idAfter(after), status: status ?? undefined };
    const { rows, hasMore } = await loaders.tickets.ofOrganisation(page).load(id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => GranteeConnection, { description: "Who may see or act on its tickets in the Hub." })
  async grants(
    @Root() { id }: AnyOrganisation,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 20, 100), after: idAfter(after) };
    const { rows, hasMore } = await loaders.organisationParts.grants(page).load(id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }
}

@Resolver(() => GranteeType)
export class GranteeResolver {
  @FieldResolver(() => Customer, { description: "Who." })
  customer(@Root() { id }: GranteeRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.customers.load(id);
  }
}

@Resolver(() => Customer)
export class SuggestedOrganisationResolver {
  @FieldResolver(() => Organisation, {
    nullable: true,
    description: "For a customer without an organisation: the one that their e-mail's domain belongs to.",
  })
  suggestedOrganisation(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    if (customer.organisationId !== null || customer.emailKey === null) return null;
    return loaders.organisationParts.ofDomain.load(domainOf(customer.emailKey));
  }
}
