import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

/** What becomes of a new customer whose address is of one of an organisation's domains. */
export enum Newcomers {
  JOIN = "join",
  SUGGEST = "suggest",
}
registerEnumType(Newcomers, {
  name: "Newcomers",
  description: "What becomes of a new customer whose e-mail address is of one of an organisation's domains.",
  valuesConfig: {
    JOIN: { description: "They become a member. Who registers in the Hub does so once the address is confirmed." },
    SUGGEST: { description: "Agents are told on their page, and make them a member with a click." },
  },
});

@ObjectType("Organisation", { description: "A company or group that customers belong to." })
@Entity("organisations")
export class Organisation {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @Field(() => String, { description: "Name, unique whatever its case and accents." })
  @Column("varchar", { length: 200 })
  name!: string;

  /** Folded name: "ACME" and "Acme" are one organisation. */
  @Index("organisations_name_key", { unique: true })
  @Column("varchar", { length: 191 })
  nameKey!: string;

  @Column("varchar", { length: 20, default: Newcomers.JOIN })
  newcomers!: Newcomers;

  @Column("int", { default: 1 })
  version!: number;

  @Field(() => Date, { description: "When the organisation was made." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
