import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, fromCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { Organisation } from "@/server/organisations/organisation.entity";
import { createOrganisation, findOrganisation, listOrganisations } from "@/server/organisations/organisations";
import { CreateOrganisationInput, CreateOrganisationPayload, OrganisationConnection } from "./organisations.types";

@Resolver(() => Organisation)
export class OrganisationsResolver {
  @Query(() => Organisation, {
    nullable: true,
    description: "One organisation; null when there is none. Needs customer.view.",
  })
  organisation(
    @Arg("id", () => ID, { description: "The organisation's id." }) id: string,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return findOrganisation(ctx, idOf(id));
  }

  @Query(() => OrganisationConnection, { description: "Organisations by name. Needs customer.view." })
  async organisations(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("query", () => String, {
      nullable: true,
      description: "Beginning of the name, whatever its case and accents.",
    })
    query?: string,
  ) {
    const [nameKey] = fromCursor(after) ?? [];
    const { rows, hasMore } = await listOrganisations(ctx, {
      query,
      first: pageSize(first, 25, 100),
      after: typeof nameKey === "string" ? { nameKey } : undefined,
    });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.nameKey]));
  }

  @Mutation(() => CreateOrganisationPayload, { description: "Makes an organisation. Needs organisation.manage." })
  createOrganisation(
    @Arg("input", () => CreateOrganisationInput, { description: "The organisation." }) input: CreateOrganisationInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ organisation: await createOrganisation(ctx, input) }));
  }
}
