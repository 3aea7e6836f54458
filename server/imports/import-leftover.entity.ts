import { Column, Entity, PrimaryColumn } from "typeorm";

/** What the undo of an import left as it was, and why. */
@Entity("import_leftovers")
export class ImportLeftover {
  @PrimaryColumn("int")
  importId!: number;

  @PrimaryColumn("int")
  customerId!: number;

  /** As in the timeline; empty where it is the customer as a whole. */
  @PrimaryColumn("varchar", { length: 200 })
  field!: string;

  @Column("text")
  reason!: string;
}
