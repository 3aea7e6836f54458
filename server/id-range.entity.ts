import { Column, Entity, PrimaryColumn } from "typeorm";

/** Where the next ids of a table come from, so that they are known before the insert: see takeIds. */
@Entity("id_ranges")
export class IdRange {
  @PrimaryColumn("varchar", { length: 40 })
  name!: string;

  @Column("int")
  nextId!: number;
}
