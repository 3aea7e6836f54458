import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

export enum AttributeType {
  TEXT = "text",
  NUMBER = "number",
  YES_NO = "yes_no",
  DATE = "date",
  CHOICE = "choice",
}
registerEnumType(AttributeType, {
  name: "AttributeType",
  description: "What an attribute holds.",
  valuesConfig: {
    TEXT: { description: "Any text up to 2,000 characters." },
    NUMBER: { description: "A decimal number." },
    YES_NO: { description: "Yes or no." },
    DATE: { description: "A calendar date, `2026-11-23`." },
    CHOICE: { description: "One of the definition's choices." },
  },
});

@ObjectType("AttributeDefinition", { description: "An attribute that customers can have beside the fixed fields." })
@Entity("attribute_definitions")
export class AttributeDefinition {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @Field(() => String, { description: "Name, as on screen and in CSV headers; unique whatever its case." })
  @Column("varchar", { length: 100 })
  name!: string;

  @Index("attribute_definitions_name_key", { unique: true })
  @Column("varchar", { length: 100 })
  nameKey!: string;

  @Field(() => AttributeType, { description: "What it holds." })
  @Column("varchar", { length: 20 })
  type!: AttributeType;

  /** JSON list, `[]` unless the type is choice. */
  @Column("text")
  choices!: string;

  @Field(() => Boolean, { description: "Whether agents must fill it when they save a customer." })
  @Column("boolean", { default: false })
  isRequired!: boolean;

  @Field(() => Boolean, {
    description: "False for one that an agent added to a single record with +: it shows only where it has a value.",
  })
  @Column("boolean", { default: true })
  isOnEveryForm!: boolean;

  @Field(() => Date, { description: "When it was defined." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
