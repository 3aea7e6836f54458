import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";

/** A customer's credentials for the Hub. Whoever never set a password has no row. */
@Entity("customer_logins")
export class CustomerLogin {
  @ForeignKey(() => Customer, { name: "customer_logins_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  /** argon2id, in its own encoded form; null once a forced reset has ended the password. */
  @Column("varchar", { length: 255, nullable: true })
  passwordHash!: string | null;

  /** Raised whenever all sessions end: a sign-in that was under way at that moment is over too. */
  @Column("int", { default: 1 })
  sessionVersion!: number;

  @Column("datetime", { precision: 3, nullable: true })
  passwordSetAt!: Date | null;
}
