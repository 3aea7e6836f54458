import { Column, Entity, PrimaryColumn } from "typeorm";

/** A row that could not be imported. Its cells stay in the uploaded file, from which the error file is made. */
@Entity("import_failures")
export class ImportFailure {
  @PrimaryColumn("int")
  importId!: number;

  /** Data row, from 1. */
  @PrimaryColumn("int")
  rowNo!: number;

  /** Line of the file where the row begins. */
  @Column("int")
  line!: number;

  /** Header of the column at fault, if it is one column's. */
  @Column("varchar", { length: 255, nullable: true })
  columnName!: string | null;

  @Column("text")
  reason!: string;
}
