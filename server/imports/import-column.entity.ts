import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ColumnTarget } from "./reader/map-columns";

/** A column of an imported file and what it fills. Before the file has been looked at, only the columns chosen by hand. */
@Entity("import_columns")
export class ImportColumn {
  @PrimaryColumn("int")
  importId!: number;

  /** From 0; columns are told apart by it, because two may have one header. */
  @PrimaryColumn("int")
  position!: number;

  @Column("text")
  header!: string;

  @Column("varchar", { length: 20 })
  target!: ColumnTarget["kind"];

  /** The field's or attribute's name; null for a column that is left out. */
  @Column("varchar", { length: 255, nullable: true })
  name!: string | null;

  /** Whether the user said so, rather than the header. */
  @Column("boolean", { default: false })
  isChosen!: boolean;

  /** JSON list of the first cells, shortened for display. */
  @Column("text")
  samples!: string;
}
