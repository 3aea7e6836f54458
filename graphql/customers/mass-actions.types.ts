import { Field, ID, InputType, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { Job } from "@/server/jobs/job.entity";

@InputType("DeleteCustomersInput", { description: "Which customers to delete." })
export class DeleteCustomersInput {
  @Field(() => [ID], { description: "Up to 1,000 ids." })
  ids!: string[];
}

@InputType("RestoreCustomersInput", { description: "Which customers to restore." })
export class RestoreCustomersInput {
  @Field(() => [ID], { description: "Up to 1,000 ids." })
  ids!: string[];
}

@InputType("UndoJobInput", { description: "Which mass action to take back." })
export class UndoJobInput {
  @Field(() => ID, { description: "The job." })
  jobId!: string;
}

@ObjectType("DeleteCustomersPayload", { description: "The job that deletes them." })
export class DeleteCustomersPayload {
  @Field(() => Job, {
    nullable: true,
    description: "The job with a result for each customer; finished already when there are few.",
  })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("RestoreCustomersPayload", { description: "The job that restores them." })
export class RestoreCustomersPayload {
  @Field(() => Job, {
    nullable: true,
    description: "The job with a result for each customer; finished already when there are few.",
  })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("UndoJobPayload", { description: "The job that takes another one back." })
export class UndoJobPayload {
  @Field(() => Job, { nullable: true, description: "The job with a result for each customer." })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
