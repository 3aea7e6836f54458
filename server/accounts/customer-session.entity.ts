import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";

/** One browser that is signed in to the Hub. */
@Entity("customer_sessions")
export class CustomerSession {
  /** SHA-256 of the id that the cookie carries, hex. */
  @PrimaryColumn("varchar", { length: 64 })
  idHash!: string;

  @ForeignKey(() => Customer, { name: "customer_sessions_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Index("customer_sessions_customer")
  @Column("int")
  customerId!: number;

  @Column("int")
  sessionVersion!: number;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Index("customer_sessions_expires")
  @Column("datetime", { precision: 3 })
  expiresAt!: Date;
}
