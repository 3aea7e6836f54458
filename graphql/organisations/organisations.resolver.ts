import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { UserError } from "@/server/errors";
import { deleteOrganisation } from "@/server/organisations/delete-organisation";
import { Organisation } from "@/server/organisations/organisation.entity";
import {
  createOrganisation,
  findOrganisation,
  listOrganisations,
  type OrganisationPlace,
} from "@/server/organisations/organisations";
import { listSuggestedMembers } from "@/server/organisations/suggested-members";
import { updateOrganisation } from "@/server/organisations/update-organisation";
import {
  CreateOrganisationInput,
  CreateOrganisationPayload,
  DeleteOrganisationInput,
  DeleteOrganisationPayload,
  OrganisationConnection,
  OrganisationMemberConnection,
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

  @Query(() => OrganisationMemberConnection, {
    description:
      "Customers without an organisation whose e-mail is of one of this organisation's domains, those made last first. Needs customer.view.",
  })
  async suggestedMembers(
    @Arg("organisationId", () => ID, { description: "The organisation." }) organisationId: string,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 20, 100), after: idAfter(after) };
    const { rows, hasMore } = await listSuggestedMembers(ctx, { organisationId: idOf(organisationId), ...page });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Mutation(() => DeleteOrganisationPayload, {
    description: "Deletes an organisation without members, grants and tickets. Needs organisation.manage.",
  })
  deleteOrganisation(
    @Arg("input", () => DeleteOrganisationInput, { description: "Which one." }) input: DeleteOrganisationInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await deleteOrganisation(ctx, { id: idOf(input.id) });
      return {};
    });
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
