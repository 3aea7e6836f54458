import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { UserError } from "@/server/errors";
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
  OrganisationsArgs,
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

  @Query(() => OrganisationConnection, {
    description: "Organisations by name, or the newest first. Needs customer.view.",
  })
  async organisations(@Args(() => OrganisationsArgs) args: OrganisationsArgs, @Ctx() { ctx }: GraphQLContext) {
    const { first, last, after, before } = args;
    if (first != null && last != null) throw new UserError("last", "Give first or last, not both.");
    if ((last == null && before != null) || (last != null && after != null)) {
      throw new UserError("before", "Walk forward with first and after, or backward with last and before.");
    }
    const isNewestFirst = args.sort === OrganisationSort.CREATED;
    const isBackward = last != null;
    const place = placeOf(after ?? before, isNewestFirst);
    const { rows, hasMore } = await listOrganisations(ctx, {
      query: args.query ?? undefined,
      isNewestFirst,
      size: pageSize(last ?? first, 25, 100),
      place,
      isBackward,
    });
    const page = forwardPage(rows, hasMore, !place, (row) => toCursor([isNewestFirst ? row.id : row.nameKey]));
    const { hasNextPage, hasPreviousPage } = page.pageInfo;
    if (!isBackward) return page;
    return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: hasPreviousPage, hasPreviousPage: hasNextPage } };
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

function placeOf(cursor: string | undefined, isNewestFirst: boolean): OrganisationPlace | undefined {
  const place = fromCursor(cursor);
  if (!place) return undefined;
  const [value, ...more] = place;
  if (more.length === 0 && isNewestFirst && typeof value === "number") return { id: value };
  if (more.length === 0 && !isNewestFirst && typeof value === "string") return { nameKey: value };
  throw notOurCursor();
}
