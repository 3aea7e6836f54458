import { Column, Entity, PrimaryColumn } from "typeorm";

/** What one field of a customer was before an import changed it, so that the import can be undone. See former-state.ts. */
@Entity("import_changes")
export class ImportChange {
  @PrimaryColumn("int")
  importId!: number;

  @PrimaryColumn("int")
  customerId!: number;

  @PrimaryColumn("varchar", { length: 40 })
  field!: string;

  @Column("text", { nullable: true })
  former!: string | null;

  @Column("text", { nullable: true })
  latter!: string | null;
}
