import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { ActivityEntryType } from "@/graphql/activity/activity.types";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import type { Loaders } from "@/graphql/loaders";
import type { ActivityRow } from "@/server/activity/list-activity";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import { displayName } from "@/server/customers/identity/person-name";
import type { MergeRow } from "@/server/customers/merging/find-merges";
import { mergeCustomers } from "@/server/customers/merging/merge-customers";
import { previewMerge } from "@/server/customers/merging/preview-merge";
import { unmergeCustomers } from "@/server/customers/merging/unmerge-customers";
import { notFound } from "@/server/errors";
import { isAllowed } from "@/server/permissions";
import {
  CustomerIdentifierType,
  CustomerMergeType,
  CustomerReference,
  MergeCustomersInput,
  MergeCustomersPayload,
  MergeLeftoverType,
  MergePreviewType,
  UnmergeCustomersInput,
  UnmergeCustomersPayload,
} from "./merges.types";

@Resolver(() => CustomerMergeType)
export class MergesResolver {
  @Query(() => MergePreviewType, {
    nullable: true,
    description: "Two customers side by side, and what merging them would do. Needs customer.merge.",
  })
  async mergePreview(
    @Arg("keepId", () => ID, { description: "The survivor." }) keepId: string,
    @Arg("mergeId", () => ID, { description: "The one who would become part of the survivor." }) mergeId: string,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const {
      moves,
      passwordOf = null,
      ...preview
    } = await previewMerge(ctx, {
      keepId: idOf(keepId),
      mergeId: idOf(mergeId),
    });
    return {
      ...preview,
      passwordOf,
      ticketsToMove: isAllowed(ctx.actor, "ticket.view") ? moves.tickets : null,
      notesToMove: moves.notes,
      grantsToMove: moves.grants,
      tagsToAdd: moves.tags,
      identifiersToMove: moves.identifiers,
    };
  }

  @Query(() => CustomerMergeType, {
    nullable: true,
    description: "One merge. NOT_FOUND when there is none. Needs customer.view.",
  })
  async customerMerge(
    @Arg("id", () => ID, { description: "The merge's id." }) id: string,
    @Ctx() { loaders }: GraphQLContext,
  ) {
    const merge = await loaders.merges.load(idOf(id));
    if (!merge) throw notFound("merge");
    return merge;
  }

  @Mutation(() => MergeCustomersPayload, {
    description:
      "Folds one customer into another: tickets, addresses, grants, notes and tags move, and the merged record stays as a signpost. Needs customer.merge.",
  })
  mergeCustomers(
    @Arg("input", () => MergeCustomersInput, { description: "Which two." }) input: MergeCustomersInput,
    @Ctx() { ctx, loaders }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = await mergeCustomers(ctx, {
        keepId: idOf(input.keepId),
        mergeId: idOf(input.mergeId),
        keepVersion: input.keepVersion ?? undefined,
        mergeVersion: input.mergeVersion ?? undefined,
        takeFromMerged: input.takeFromMerged ?? [],
      });
      return { merge: await loaders.merges.load(id) };
    });
  }

  @Mutation(() => UnmergeCustomersPayload, {
    description:
      "Makes two customers of a merge again, each as before; what was changed since stays and is listed. Needs customer.merge.",
  })
  unmergeCustomers(
    @Arg("input", () => UnmergeCustomersInput, { description: "Which merge." }) input: UnmergeCustomersInput,
    @Ctx() { ctx, loaders }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = idOf(input.id);
      await unmergeCustomers(ctx, { id });
      loaders.merges.clear(id);
      loaders.mergeLeftovers.clear(id);
      return { merge: await loaders.merges.load(id) };
    });
  }

  @FieldResolver(() => Customer, { description: "The survivor." })
  kept(@Root() merge: MergeRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.customers.load(merge.keptId);
  }

  @FieldResolver(() => Customer, { description: "The one who became part of the survivor." })
  merged(@Root() merge: MergeRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.customers.load(merge.mergedId);
  }

  @FieldResolver(() => [MergeLeftoverType], {
    description: "What had been changed when it was taken apart, and stayed as it was.",
  })
  leftovers(@Root() merge: MergeRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.mergeLeftovers.load(merge.id);
  }
}

@Resolver(() => Customer)
export class MergedCustomersResolver {
  @FieldResolver(() => CustomerReference, {
    nullable: true,
    description:
      "The customer whom this record was merged into, and whom all it had belongs to; null for a customer of their own.",
  })
  async mergedInto(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return customer.mergedIntoId === null ? null : (await references(context, [customer.mergedIntoId]))[0];
  }

  @FieldResolver(() => [CustomerReference], { description: "The records that were merged into this one, up to 100." })
  async mergedFrom(@Root() customer: CustomerRow, @Ctx() context: GraphQLContext) {
    return references(context, await context.loaders.formerIds.load(customer.id));
  }

  @FieldResolver(() => [CustomerIdentifierType], {
    description: "All e-mail addresses and mobile numbers, the primary ones first.",
  })
  identifiers(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.identifiers.load(customer.id);
  }
}

@Resolver(() => ActivityEntryType)
export class MergesInTimelinesResolver {
  @FieldResolver(() => CustomerMergeType, { nullable: true, description: "The merge that it tells of." })
  merge(@Root() entry: ActivityRow, @Ctx() { loaders }: GraphQLContext) {
    return entry.mergeId === null ? null : loaders.merges.load(entry.mergeId);
  }

  @FieldResolver(() => CustomerReference, {
    nullable: true,
    description: "The merged record that it happened to, on the timeline of the customer whom that became.",
  })
  async happenedTo(@Root() entry: ActivityRow, @Ctx() context: GraphQLContext) {
    const customer = await context.loaders.customers.load(entry.customerId);
    return customer?.mergedIntoId == null ? null : (await references(context, [customer.id]))[0];
  }
}

/** Whose addresses have moved to somebody else is called what they were called before. */
async function references({ loaders }: GraphQLContext, ids: readonly number[]): Promise<CustomerReference[]> {
  const found = await Promise.all(ids.map((id) => loaders.customers.load(id)));
  const customers = found.filter((customer) => customer !== undefined);
  return Promise.all(
    customers.map(async (customer) => ({ id: customer.id, displayName: await nameOf(loaders, customer) })),
  );
}

/** The name of a customer, also of one who is merged. */
export function nameOf(loaders: Loaders, customer: CustomerRow): string | Promise<string> {
  const isNameless = customer.mergedIntoId !== null && !customer.firstName && !customer.lastName;
  if (!isNameless) return displayName(customer);
  return loaders.standingMerges.load(customer.id).then((merge) => merge?.mergedName ?? displayName(customer));
}
