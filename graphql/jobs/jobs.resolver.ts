import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { forwardPage, fromCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { idOf, pageSize } from "@/graphql/ids";
import { Customer } from "@/server/customers/customer.entity";
import { isCancellable, isUndoable } from "@/server/customers/mass-actions/undo-job";
import { notFound } from "@/server/errors";
import { actorFromJson } from "@/server/jobs/enqueue-job";
import { findJob, type JobResultRow, listJobResults, listJobs } from "@/server/jobs/find-job";
import { Job } from "@/server/jobs/job.entity";
import { JobResult, JobResultStatus } from "@/server/jobs/job-result.entity";
import { JobConnection, JobResultConnection, JobResultCounts } from "./jobs.types";

@Resolver(() => Job)
export class JobsResolver {
  @Query(() => Job, { nullable: true, description: "One job. NOT_FOUND when there is none." })
  async job(@Arg("id", () => ID, { description: "The job's id." }) id: string, @Ctx() { ctx }: GraphQLContext) {
    const job = await findJob(ctx, idOf(id));
    if (!job) throw notFound("job");
    return job;
  }

  @Query(() => JobConnection, {
    description: "Mass actions, newest first; or all work that was given up, mass action or not. Needs customer.view.",
  })
  async jobs(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 25 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("isGivenUp", () => Boolean, { nullable: true, description: "True for what was given up." })
    isGivenUp?: boolean,
  ) {
    const [before] = fromCursor(after) ?? [];
    const { rows, hasMore } = await listJobs(ctx, {
      first: pageSize(first, 25, 100),
      before: typeof before === "number" ? before : undefined,
      isGivenUp: isGivenUp ?? false,
    });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @FieldResolver(() => String, { description: "Who asked for it." })
  actorName(@Root() job: Job) {
    const actor = actorFromJson(job.actor);
    return actor.kind === "nobody" ? "" : actor.name;
  }

  @FieldResolver(() => JobResultCounts, {
    description: "How many customers ended which way; nobody where it is no mass action. Needs customer.view.",
  })
  async counts(@Root() job: Job, @Ctx() { loaders }: GraphQLContext) {
    return (await loaders.jobCounts.load(job.id)) ?? { pending: 0, done: 0, skipped: 0, failed: 0 };
  }

  @FieldResolver(() => JobResultConnection, {
    description: "How it ended for each customer, in the order of the selection. Needs customer.view.",
  })
  async results(
    @Root() job: Job,
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 50 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
    @Arg("outcome", () => JobResultStatus, { nullable: true, description: "Those who ended so only." })
    outcome?: JobResultStatus,
  ) {
    const [position] = fromCursor(after) ?? [];
    const { rows, hasMore } = await listJobResults(ctx, {
      jobId: job.id,
      first: pageSize(first, 50, 100),
      after: typeof position === "number" ? position : undefined,
      outcome: outcome ?? undefined,
    });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.position]));
  }

  @FieldResolver(() => Boolean, { description: "Whether you could take it back now. Needs customer.view." })
  async undoable(@Root() job: Job, @Ctx() { ctx, loaders }: GraphQLContext) {
    return isUndoable(ctx, job, (await loaders.jobCounts.load(job.id))?.done ?? 0);
  }

  @FieldResolver(() => Boolean, { description: "Whether you could stop it now." })
  cancellable(@Root() job: Job, @Ctx() { ctx }: GraphQLContext) {
    return isCancellable(ctx, job);
  }

  @FieldResolver(() => ID, { nullable: true, description: "The id of the job that took this one back." })
  undoneByJobId(@Root() job: Job) {
    return job.undoneByJobId;
  }

  @FieldResolver(() => Job, { nullable: true, description: "The job that took this one back." })
  undoneBy(@Root() job: Job, @Ctx() { loaders }: GraphQLContext) {
    return job.undoneByJobId === null ? null : loaders.jobs.load(job.undoneByJobId);
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
