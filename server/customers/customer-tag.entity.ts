import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Customer } from "./customer.entity";

/** A tag on a customer; "VIP" and "vip" are one. */
@Entity("customer_tags")
@Index("customer_tags_tag", ["tagKey"])
export class CustomerTag {
  @ForeignKey(() => Customer, { name: "customer_tags_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  /** Folded, compared byte by byte. */
  @PrimaryColumn("varchar", { length: 60 })
  tagKey!: string;

  @Column("varchar", { length: 60 })
  tag!: string;
}
