import { Column, Entity, PrimaryColumn } from "typeorm";

/** What a job does to many customers: whom it was asked for, how far its members are frozen, and how many ended which way. */
@Entity("mass_actions")
export class MassActionRecord {
  @PrimaryColumn("int")
  jobId!: number;

  /** JSON of the view at the click whose customers are meant; null where they were named one by one. */
  @Column("text", { nullable: true })
  view!: string | null;

  /** JSON of what was chosen: a note, an organisation, on or off. */
  @Column("text")
  choice!: string;

  /** The job that this one takes back: its members are whom that one has changed. */
  @Column("int", { nullable: true })
  undoOfJobId!: number | null;

  /** JSON of the place up to which the members are frozen. */
  @Column("varchar", { length: 100, nullable: true })
  frozenTo!: string | null;

  @Column("boolean", { default: false })
  isFrozen!: boolean;

  /** How many are frozen. */
  @Column("int", { default: 0 })
  members!: number;

  // Kept with every slice, because counting a million results at every look at the job is too much.
  @Column("int", { default: 0 })
  done!: number;

  @Column("int", { default: 0 })
  skipped!: number;

  @Column("int", { default: 0 })
  failed!: number;
}
