import { Column, Entity, PrimaryColumn } from "typeorm";

/** The lines of the customers that one transaction of a running import made: their ids follow one another. See claims.ts. */
@Entity("import_slices")
export class ImportSlice {
  @PrimaryColumn("int")
  importId!: number;

  @PrimaryColumn("int")
  firstId!: number;

  /** With commas between. */
  @Column("text")
  lineNumbers!: string;
}
