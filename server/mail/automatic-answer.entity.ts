import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** When the last automatic answers went to an address: see answer-limit.ts. */
@Entity("automatic_answers")
@Index("automatic_answers_updated", ["updatedAt"])
export class AutomaticAnswers {
  /** SHA-256 of the address's key: whoever only wrote to the desk leaves no address here. */
  @PrimaryColumn("varchar", { length: 43 })
  addressHash!: string;

  /** JSON: the times of those of the last hour. */
  @Column("text")
  times!: string;

  @Column("datetime", { precision: 3 })
  updatedAt!: Date;
}
