import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

export enum ImportStatus {
  PREVIEWING = "previewing",
  READY = "ready",
  REFUSED = "refused",
  QUEUED = "queued",
  RUNNING = "running",
  DONE = "done",
  FAILED = "failed",
  CANCELLED = "cancelled",
}
registerEnumType(ImportStatus, {
  name: "ImportStatus",
  description: "Where an import stands.",
  valuesConfig: {
    PREVIEWING: { description: "The file is being read for the preview; nothing is written." },
    READY: { description: "The preview is there; nothing is written before `startImport`." },
    REFUSED: { description: "The file cannot be imported; `message` tells what to do." },
    QUEUED: { description: "Waits for the worker." },
    RUNNING: { description: "Writes customers." },
    DONE: { description: "Every row was created, updated, unchanged, restored or failed." },
    FAILED: { description: "Stopped by an error; the rows counted so far are written." },
    CANCELLED: {
      description:
        "Stopped by an agent; the rows counted so far are written. `startImport` goes on, `undoImport` takes it back.",
    },
  },
});

@ObjectType("Import", { description: "One CSV file on its way into the customer list." })
@Entity("imports")
export class Import {
  @Field(() => ID, { description: "Stable id, the n of “import #n”." })
  @PrimaryGeneratedColumn()
  id!: number;

  @Field(() => ID, {
    description: "The uploaded file, for another preview with other choices; only whoever uploaded it may do that.",
  })
  @Index("imports_upload")
  @Column("varchar", { length: 36 })
  uploadId!: string;

  @Field(() => String, { description: "The file's name." })
  @Column("varchar", { length: 255 })
  fileName!: string;

  @Field(() => ImportStatus, { description: "Where it stands." })
  @Column("varchar", { length: 20 })
  status!: ImportStatus;

  @Field(() => String, { nullable: true, description: "What went wrong and what to do about it." })
  @Column("text", { nullable: true })
  message!: string | null;

  /** JSON: encoding, delimiter, mapping, options; see ImportPlan. */
  @Column("text")
  plan!: string;

  /** JSON: what was detected and the first verdicts; see ImportPreview. */
  @Column("text", { nullable: true })
  preview!: string | null;

  @Field(() => Int, { nullable: true, description: "Data rows in the file, once it has been read." })
  @Column("int", { nullable: true })
  totalRows!: number | null;

  @Field(() => Int, { description: "Rows dealt with so far." })
  @Column("int", { default: 0 })
  rowsDone!: number;

  @Field(() => Int, { description: "Customers made." })
  @Column("int", { default: 0 })
  created!: number;

  @Field(() => Int, { description: "Customers changed." })
  @Column("int", { default: 0 })
  updated!: number;

  @Field(() => Int, { description: "Rows that said nothing new." })
  @Column("int", { default: 0 })
  unchanged!: number;

  @Field(() => Int, { description: "Deleted customers brought back." })
  @Column("int", { default: 0 })
  restored!: number;

  @Field(() => Int, { description: "Rows with an error; they can be downloaded." })
  @Column("int", { default: 0 })
  failed!: number;

  /** The failed rows, in storage: written when the uploaded file is removed. */
  @Column("varchar", { length: 100, nullable: true })
  errorFile!: string | null;

  @Column("int", { nullable: true })
  jobId!: number | null;

  /** The job that undoes it, if one was ever asked for. */
  @Column("int", { nullable: true })
  undoJobId!: number | null;

  /** The undo has dealt with the customers made up to this one. */
  @Column("int", { default: 0 })
  undoCreatedTo!: number;

  @Column("int", { default: 0 })
  undoRemoved!: number;

  @Column("int", { default: 0 })
  undoPutBack!: number;

  @Column("int", { default: 0 })
  undoLeft!: number;

  @Column("datetime", { precision: 3, nullable: true })
  undoneAt!: Date | null;

  @Field(() => String, { description: "Who imported it." })
  @Column("varchar", { length: 200 })
  createdByName!: string;

  @Field(() => Date, { description: "When the file was chosen." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it ended." })
  @Column("datetime", { precision: 3, nullable: true })
  finishedAt!: Date | null;
}
