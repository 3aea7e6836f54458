import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import { forwardPage, fromCursor, notOurCursor, PageInfo, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { pageSize } from "@/graphql/ids";
import { Customer } from "@/server/customers/customer.entity";
import { DuplicateReason } from "@/server/customers/possible-duplicate.entity";
import { listPossibleDuplicates, type PossibleDuplicateRow } from "@/server/customers/possible-duplicates";

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

  @FieldResolver(() => [Customer], { description: "The two customers, the older record first." })
  customers(@Root() pair: PossibleDuplicateRow, @Ctx() { loaders }: GraphQLContext) {
    return Promise.all(pair.customerIds.map((id) => loaders.customers.load(id)));
  }
}
