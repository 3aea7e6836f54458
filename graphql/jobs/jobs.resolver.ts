import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { forwardPage, fromCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { idOf, pageSize } from "@/graphql/ids";
import { Customer } from "@/server/customers/customer.entity";
import { notFound } from "@/server/errors";
import { countJobResults, findJob, type JobResultRow, listJobResults } from "@/server/jobs/find-job";
import { Job } from "@/server/jobs/job.entity";
import { JobResult } from "@/server/jobs/job-result.entity";
import { JobResultConnection, JobResultCounts } from "./jobs.types";

@Resolver(() => Job)
export class JobsResolver {
  @Query(() => Job, { nullable: true, description: "One job. NOT_FOUND when there is none." })
  async job(@Arg("id", () => ID, { description: "The job's id." }) id: string, @Ctx() { ctx }: GraphQLContext) {
    const job = await findJob(ctx, idOf(id));
    if (!job) throw notFound("job");
    return job;
  }

  @FieldResolver(() => JobResultCounts, { description: "How many customers ended which way. Needs customer.view." })
  counts(@Root() job: Job, @Ctx() { ctx }: GraphQLContext) {
    return countJobResults(ctx, job.id);
  }

  @FieldResolver(() => JobResultConnection, {
    description: "How it ended for each customer, in the order of the selection. Needs customer.view.",
  })
  async results(
    @Root() job: Job,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const [position] = fromCursor(after) ?? [];
    const { rows, hasMore } = await listJobResults(ctx, {
      jobId: job.id,
      first: pageSize(first, 50, 100),
      after: typeof position === "number" ? position : undefined,
    });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.position]));
  }

  @FieldResolver(() => ID, { nullable: true, description: "The job that took this one back." })
  undoneByJobId(@Root() job: Job) {
    return job.undoneByJobId;
  }
}

@Resolver(() => JobResult)
export class JobResultResolver {
  @FieldResolver(() => ID, { description: "The customer's id." })
  customerId(@Root() result: JobResultRow) {
    return result.customerId;
  }

  @FieldResolver(() => Customer, { nullable: true, description: "The customer." })
  customer(@Root() result: JobResultRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.customers.load(result.customerId);
  }
}
