import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { findCustomer } from "@/server/customers/list-customers";
import { grantOrganisationAccess, revokeOrganisationAccess } from "@/server/organisations/grant-access";
import { explainTicketVisibility } from "@/server/tickets/ticket-visibility";
import {
  GrantOrganisationAccessInput,
  GrantOrganisationAccessPayload,
  RevokeOrganisationAccessInput,
  RevokeOrganisationAccessPayload,
  TicketVisibilityType,
} from "./organisations.types";

/** Who may see and act on which organisation's tickets. */
@Resolver()
export class OrganisationAccessResolver {
  @Query(() => TicketVisibilityType, {
    description: "Why a customer sees a ticket in the Hub, or does not. Needs ticket.view and customer.view.",
  })
  ticketVisibility(
    @Arg("ticketId", () => ID, { description: "The ticket." }) ticketId: string,
    @Arg("customerId", () => ID, { description: "The customer." }) customerId: string,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return explainTicketVisibility(ctx, { ticketId: idOf(ticketId), customerId: idOf(customerId) });
  }

  @Mutation(() => GrantOrganisationAccessPayload, {
    description: "Lets a customer see or act on an organisation's tickets. Needs customer.organisationAccess.",
  })
  grantOrganisationAccess(
    @Arg("input", () => GrantOrganisationAccessInput, { description: "Who, which, how far." })
    input: GrantOrganisationAccessInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<GrantOrganisationAccessPayload> {
    const ids = { customerId: idOf(input.customerId), organisationId: idOf(input.organisationId) };
    return withUserErrors(async () => {
      await grantOrganisationAccess(ctx, { ...ids, level: input.level ?? undefined });
      return { customer: await findCustomer(ctx, ids.customerId) };
    });
  }

  @Mutation(() => RevokeOrganisationAccessPayload, {
    description:
      "Takes a customer's access to an organisation's tickets away; their own stay. Needs customer.organisationAccess.",
  })
  revokeOrganisationAccess(
    @Arg("input", () => RevokeOrganisationAccessInput, { description: "Whose, and to which." })
    input: RevokeOrganisationAccessInput,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<RevokeOrganisationAccessPayload> {
    const ids = { customerId: idOf(input.customerId), organisationId: idOf(input.organisationId) };
    return withUserErrors(async () => {
      await revokeOrganisationAccess(ctx, ids);
      return { customer: await findCustomer(ctx, ids.customerId) };
    });
  }
}
