import { Field, Int, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { Job } from "@/server/jobs/job.entity";
import { JobResult } from "@/server/jobs/job-result.entity";

@ObjectType("JobResultCounts", { description: "How many customers ended which way." })
export class JobResultCounts {
  @Field(() => Int, { description: "Not reached yet." })
  pending!: number;

  @Field(() => Int, { description: "Done." })
  done!: number;

  @Field(() => Int, { description: "Left alone, with a reason." })
  skipped!: number;

  @Field(() => Int, { description: "Went wrong, with a reason." })
  failed!: number;
}

@ObjectType("JobResultEdge", { description: "A result and its place." })
export class JobResultEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => JobResult, { description: "The result." })
  node!: JobResult;
}

@ObjectType("JobResultConnection", { description: "A page of a mass action's results (Relay)." })
export class JobResultConnection {
  @Field(() => [JobResultEdge], { description: "The results with their cursors." })
  edges!: JobResultEdge[];

  @Field(() => [JobResult], { description: "The results alone." })
  nodes!: JobResult[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("JobEdge", { description: "A job and its place." })
export class JobEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => Job, { description: "The job." })
  node!: Job;
}

@ObjectType("JobConnection", { description: "A page of jobs (Relay)." })
export class JobConnection {
  @Field(() => [JobEdge], { description: "The jobs with their cursors." })
  edges!: JobEdge[];

  @Field(() => [Job], { description: "The jobs alone." })
  nodes!: Job[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}
