import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { AttributeDefinition } from "./attribute-definition.entity";
import { Customer } from "./customer.entity";

/** The value of one attribute on one customer. */
@Entity("customer_attributes")
@Index("customer_attributes_value", ["definitionId", "valueKey"])
export class CustomerAttribute {
  @ForeignKey(() => Customer, { name: "customer_attributes_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  @ForeignKey(() => AttributeDefinition, {
    name: "customer_attributes_definition_fk",
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  })
  @PrimaryColumn("int")
  definitionId!: number;

  /** Canonical text: numbers as `1234.5`, dates as `2026-11-23`, yes/no as `yes` and `no`. */
  @Column("text")
  value!: string;

  /** Folded and cut to 191 characters, for filters; the value itself decides after the fetch. */
  @Column("varchar", { length: 191 })
  valueKey!: string;
}
