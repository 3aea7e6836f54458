import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryColumn } from "typeorm";

export enum JobResultStatus {
  PENDING = "pending",
  DONE = "done",
  SKIPPED = "skipped",
  FAILED = "failed",
}
registerEnumType(JobResultStatus, {
  name: "JobResultStatus",
  description: "How a mass action ended for one customer.",
  valuesConfig: {
    PENDING: { description: "Not reached yet." },
    DONE: { description: "Done." },
    SKIPPED: { description: "Left alone; `reason` tells why." },
    FAILED: { description: "Went wrong; `reason` tells why. The others went on." },
  },
});

@ObjectType("JobResult", { description: "How a mass action ended for one customer." })
@Entity("job_results")
@Index("job_results_by_outcome", ["jobId", "status", "position"])
export class JobResult {
  @PrimaryColumn("int")
  jobId!: number;

  /** Place in the frozen selection, from 0. */
  @Field(() => Int, { description: "Place in the selection, from 0." })
  @PrimaryColumn("int")
  position!: number;

  @Column("int")
  customerId!: number;

  @Field(() => JobResultStatus, { description: "How it ended." })
  @Column("varchar", { length: 20 })
  status!: JobResultStatus;

  @Field(() => String, {
    nullable: true,
    description: "Why it was skipped or failed, or what is to be known of how it was done.",
  })
  @Column("varchar", { length: 500, nullable: true })
  reason!: string | null;

  /** JSON of what the customer was before, for the undo. */
  @Column("text", { nullable: true })
  former!: string | null;
}
