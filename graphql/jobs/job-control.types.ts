import { Field, ID, InputType, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { Import } from "@/server/imports/import.entity";
import { Job } from "@/server/jobs/job.entity";

@InputType("CancelJobInput", { description: "Which job to stop." })
export class CancelJobInput {
  @Field(() => ID, { description: "The job of a mass action or of an import that waits or runs." })
  jobId!: string;
}

@ObjectType("CancelJobPayload", { description: "What cancelJob did." })
export class CancelJobPayload {
  @Field(() => Job, { nullable: true, description: "The job that was stopped." })
  job?: Job | null;

  @Field(() => Import, {
    nullable: true,
    description: "The import that it worked on, with counts of what is written; null for a mass action.",
  })
  import?: Import | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
