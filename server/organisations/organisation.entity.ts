import { Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

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

  @Field(() => Date, { description: "When the organisation was made." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
