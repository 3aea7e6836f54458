import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, PageInfo, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { UserErrorType, withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { Customer } from "@/server/customers/customer.entity";
import { findPossibleDuplicates } from "@/server/customers/find-duplicates";
import { DuplicateReason } from "@/server/customers/possible-duplicate.entity";
import {
  countPossibleDuplicates,
  dismissPossibleDuplicate,
  listPossibleDuplicates,
  type PossibleDuplicateRow,
} from "@/server/customers/possible-duplicates";
import { findJob } from "@/server/jobs/find-job";
import { Job } from "@/server/jobs/job.entity";

@ObjectType("PossibleDuplicate", { description: "Two customers who may be one person. Nothing is merged by itself." })
export class PossibleDuplicateType {
  @Field(() => ID, { description: "Stable id." })
  id!: number;

  @Field(() => DuplicateReason, { description: "Why they may be one person." })
  reason!: DuplicateReason;

  @Field(() => Date, { description: "When it was noticed." })
  createdAt!: string;
}

@ObjectType("PossibleDuplicateEdge", { description: "A pair and its place in the list." })
export class PossibleDuplicateEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => PossibleDuplicateType, { description: "The pair." })
  node!: PossibleDuplicateRow;
}

@ObjectType("PossibleDuplicateConnection", { description: "A page of possible duplicates (Relay)." })
export class PossibleDuplicateConnection {
  @Field(() => [PossibleDuplicateEdge], { description: "The pairs with their cursors." })
  edges!: PossibleDuplicateEdge[];

  @Field(() => [PossibleDuplicateType], { description: "The pairs alone." })
  nodes!: PossibleDuplicateRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("DismissPossibleDuplicateInput", { description: "Whether two customers are two people." })
export class DismissPossibleDuplicateInput {
  @Field(() => ID, { description: "Which pair." })
  id!: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: "True: they are two people, and are not found again. False takes that back.",
  })
  isDismissed!: boolean;
}

@ObjectType("DismissPossibleDuplicatePayload", { description: "What dismissPossibleDuplicate did." })
export class DismissPossibleDuplicatePayload {
  @Field(() => Int, { nullable: true, description: "How many pairs are left, counted up to 100." })
  possibleDuplicateCount?: number | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("FindPossibleDuplicatesInput", { description: "Where to look for possible duplicates." })
export class FindPossibleDuplicatesInput {
  @Field(() => Boolean, { defaultValue: true, description: "All customers; there is nothing else to choose yet." })
  everybody!: boolean;
}

@ObjectType("FindPossibleDuplicatesPayload", { description: "What findPossibleDuplicates did." })
export class FindPossibleDuplicatesPayload {
  @Field(() => Job, { nullable: true, description: "The job that looks." })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@Resolver(() => PossibleDuplicateType)
export class PossibleDuplicatesResolver {
  @Query(() => PossibleDuplicateConnection, {
    description: "Pairs of customers who may be one person, newest first. Needs customer.view.",
  })
  async possibleDuplicates(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const [before] = fromCursor(after) ?? [];
    if (typeof before === "string") throw notOurCursor();
    const { rows, hasMore } = await listPossibleDuplicates(ctx, { first: pageSize(first, 25, 100), before });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Query(() => Int, {
    description: "How many pairs wait for somebody to look at them, counted up to 100. Needs customer.view.",
  })
  possibleDuplicateCount(@Ctx() { ctx }: GraphQLContext) {
    return countPossibleDuplicates(ctx);
  }

  @Mutation(() => DismissPossibleDuplicatePayload, {
    description: "Says that two customers are two people, which is remembered. Needs customer.edit.",
  })
  dismissPossibleDuplicate(
    @Arg("input", () => DismissPossibleDuplicateInput, { description: "The pair." })
    input: DismissPossibleDuplicateInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await dismissPossibleDuplicate(ctx, { id: idOf(input.id), isDismissed: input.isDismissed });
      return { possibleDuplicateCount: await countPossibleDuplicates(ctx) };
    });
  }

  @Mutation(() => FindPossibleDuplicatesPayload, {
    description:
      "Looks through all customers in the background; new and changed ones are looked at by themselves. Needs customer.edit.",
  })
  findPossibleDuplicates(
    @Arg("input", () => FindPossibleDuplicatesInput, { description: "Where to look." })
    _input: FindPossibleDuplicatesInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ job: await findJob(ctx, await findPossibleDuplicates(ctx)) }));
  }

  @FieldResolver(() => [Customer], { description: "The two customers, the older record first." })
  customers(@Root() pair: PossibleDuplicateRow, @Ctx() { loaders }: GraphQLContext) {
    return Promise.all(pair.customerIds.map((id) => loaders.customers.load(id)));
  }
}
