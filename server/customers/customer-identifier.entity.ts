import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Customer } from "./customer.entity";

/** An e-mail address or mobile number by which a customer is known. One key belongs to one customer, deleted ones included. */
@Entity("customer_identifiers")
@Index("customer_identifiers_key", ["kind", "identifierKey"], { unique: true })
@Index("customer_identifiers_primary", ["customerId", "kind", "primarySlot"], { unique: true })
export class CustomerIdentifier {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column("varchar", { length: 10 })
  kind!: "email" | "mobile";

  /** PRODUCT 3.1 and 3.3: lower-case address with an ASCII domain, or E.164. Binary collation. */
  @Column("varchar", { length: 320 })
  identifierKey!: string;

  /** As it was typed, for display. */
  @Column("varchar", { length: 320 })
  value!: string;

  @ForeignKey(() => Customer, { name: "customer_identifiers_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  customerId!: number;

  /** 1 for the primary one and null for the others: a unique key admits any number of nulls, but a single 1. */
  @Column("int", { nullable: true })
  primarySlot!: 1 | null;

  @Column("boolean", { default: false })
  isVerified!: boolean;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
