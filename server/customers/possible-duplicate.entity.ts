import { registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Customer } from "./customer.entity";

export enum DuplicateReason {
  EMAIL_AND_MOBILE = "email_and_mobile",
  SIMILAR_EMAIL = "similar_email",
  SAME_NAME = "same_name",
}
registerEnumType(DuplicateReason, {
  name: "DuplicateReason",
  description: "Why two customers may be one person.",
  valuesConfig: {
    EMAIL_AND_MOBILE: { description: "A ticket came with the e-mail of one and the mobile of the other." },
    SIMILAR_EMAIL: {
      description: "Their e-mails are equal but for dots, what follows a plus, or one typo in the domain.",
    },
    SAME_NAME: { description: "They have the same name and belong to the same organisation." },
  },
});

/** Two customers who may be one person. The smaller id comes first, so that a pair is there once. */
@Entity("possible_duplicates")
@Index("possible_duplicates_pair", ["customerA", "customerB"], { unique: true })
@Index("possible_duplicates_second", ["customerB"])
@Index("possible_duplicates_waiting", ["dismissedAt"])
export class PossibleDuplicate {
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Customer, { name: "possible_duplicates_a_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  customerA!: number;

  @ForeignKey(() => Customer, { name: "possible_duplicates_b_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  customerB!: number;

  @Column("varchar", { length: 40 })
  reason!: DuplicateReason;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  /** When an agent said that they are two people. */
  @Column("datetime", { precision: 3, nullable: true })
  dismissedAt!: Date | null;
}
