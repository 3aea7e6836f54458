import { Column, Entity, PrimaryColumn } from "typeorm";

/** One setting of the desk; settings.ts knows their names and types. */
@Entity("settings")
export class Setting {
  @PrimaryColumn("varchar", { length: 60 })
  name!: string;

  /** JSON. */
  @Column("text")
  value!: string;
}
