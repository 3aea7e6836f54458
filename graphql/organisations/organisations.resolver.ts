import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { Organisation } from "@/server/organisations/organisation.entity";
import {
  createOrganisation,
  findOrganisation,
  listOrganisations,
  type OrganisationPlace,
} from "@/server/organisations/organisations";
import { updateOrganisation } from "@/server/organisations/update-organisation";
import {
  CreateOrganisationInput,
  CreateOrganisationPayload,
  OrganisationConnection,
  OrganisationSort,
  UpdateOrganisationInput,
  UpdateOrganisationPayload,
} from "./organisations.types";

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
      description: "Beginning of the name, whatever its case and accents, or of one of its e-mail domains.",
    })
    query?: string,
    @Arg("sort", () => OrganisationSort, { nullable: true, description: "The order; NAME when not given." })
    sort?: OrganisationSort,
  ) {
    const isNewestFirst = sort === OrganisationSort.CREATED;
    const { rows, hasMore } = await listOrganisations(ctx, {
      query: query ?? undefined,
      isNewestFirst,
      first: pageSize(first, 25, 100),
      after: placeOf(after, isNewestFirst),
    });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([isNewestFirst ? row.id : row.nameKey]));
  }

  @Mutation(() => CreateOrganisationPayload, { description: "Makes an organisation. Needs organisation.manage." })
  createOrganisation(
    @Arg("input", () => CreateOrganisationInput, { description: "The organisation." }) input: CreateOrganisationInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ organisation: await createOrganisation(ctx, input) }));
  }

  @Mutation(() => UpdateOrganisationPayload, { description: "Changes an organisation. Needs organisation.manage." })
  async updateOrganisation(
    @Arg("input", () => UpdateOrganisationInput, { description: "The changes." }) input: UpdateOrganisationInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const id = idOf(input.id);
    const payload: UpdateOrganisationPayload = await withUserErrors(async () => {
      await updateOrganisation(ctx, {
        id,
        version: input.version ?? undefined,
        name: input.name ?? undefined,
        domains: input.domains ?? undefined,
        newcomers: input.newcomers ?? undefined,
      });
      return { organisation: await findOrganisation(ctx, id) };
    });
    const isConflict = payload.userErrors.some((error) => error.code === "CHANGED_MEANWHILE");
    return isConflict ? { ...payload, organisation: await findOrganisation(ctx, id) } : payload;
  }
}

function placeOf(after: string | undefined, isNewestFirst: boolean): OrganisationPlace | undefined {
  const place = fromCursor(after);
  if (!place) return undefined;
  const [value, ...more] = place;
  if (more.length === 0 && isNewestFirst && typeof value === "number") return { id: value };
  if (more.length === 0 && !isNewestFirst && typeof value === "string") return { nameKey: value };
  throw notOurCursor();
}
