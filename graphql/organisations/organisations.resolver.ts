import { Arg, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, fromCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { pageSize } from "@/graphql/ids";
import { Organisation } from "@/server/organisations/organisation.entity";
import { createOrganisation, listOrganisations } from "@/server/organisations/organisations";
import { CreateOrganisationInput, CreateOrganisationPayload, OrganisationConnection } from "./organisations.types";

@Resolver(() => Organisation)
export class OrganisationsResolver {
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
