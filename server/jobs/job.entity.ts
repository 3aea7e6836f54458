import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

export enum JobStatus {
  QUEUED = "queued",
  RUNNING = "running",
  DONE = "done",
  FAILED = "failed",
  CANCELLED = "cancelled",
}
registerEnumType(JobStatus, {
  name: "JobStatus",
  description: "Where a job stands.",
  valuesConfig: {
    QUEUED: { description: "Waits for the worker." },
    RUNNING: { description: "Is being worked on." },
    DONE: { description: "Is finished; its results tell how each customer ended." },
    FAILED: { description: "Was given up after several attempts; an admin can look at its error." },
    CANCELLED: { description: "Was stopped by an agent." },
  },
});

@ObjectType("Job", { description: "Work that goes on in the background." })
@Entity("jobs")
@Index("jobs_due", ["status", "kind", "runAt"])
export class Job {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @Field(() => String, { description: "What it does, for example `customers.delete`." })
  @Column("varchar", { length: 40 })
  kind!: string;

  /** JSON, as the handler of the kind wants it. */
  @Column("text")
  payload!: string;

  @Field(() => JobStatus, { description: "Where it stands." })
  @Column("varchar", { length: 20 })
  status!: JobStatus;

  @Column("datetime", { precision: 3 })
  runAt!: Date;

  /** Whoever holds the lease works on the job; when it runs out (a killed worker), another may take it. */
  @Column("varchar", { length: 36, nullable: true })
  leaseHolder!: string | null;

  @Column("datetime", { precision: 3, nullable: true })
  leaseUntil!: Date | null;

  @Field(() => Int, { description: "How often it was begun." })
  @Column("int", { default: 0 })
  attempts!: number;

  /** Workers that ended over it without a word since it last got on. */
  @Column("int", { default: 0 })
  workersLost!: number;

  @Field(() => Int, { description: "Units of work done so far." })
  @Column("int", { default: 0 })
  progressDone!: number;

  @Field(() => Int, { nullable: true, description: "Units of work in all, where that is known." })
  @Column("int", { nullable: true })
  progressTotal!: number | null;

  /** The last error's text, for an admin. */
  @Column("text", { nullable: true })
  error!: string | null;

  /** Who asked for it: the job acts with their permissions at that time. JSON of the actor. */
  @Column("text")
  actor!: string;

  @Field(() => Date, { description: "When it was asked for." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it ended, whichever way." })
  @Column("datetime", { precision: 3, nullable: true })
  finishedAt!: Date | null;

  /** The job that took this one back, if any. */
  @Column("int", { nullable: true })
  undoneByJobId!: number | null;
}
