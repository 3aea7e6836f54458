import { Column, Entity, PrimaryColumn } from "typeorm";

/** A file that somebody sent and that a mutation then names. */
@Entity("uploads")
export class Upload {
  /** Random: whoever guesses an upload's id could import somebody else's file. */
  @PrimaryColumn("varchar", { length: 36 })
  id!: string;

  /** Where it lies in storage. */
  @Column("varchar", { length: 100 })
  storageName!: string;

  /** The sender's name for it, for display only. */
  @Column("varchar", { length: 255 })
  fileName!: string;

  @Column("bigint", { transformer: { from: Number, to: (bytes: number) => bytes } })
  size!: number;

  /** `agent:7` or `token:3`: nobody else may use it. */
  @Column("varchar", { length: 60 })
  owner!: string;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
