import { Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Customer } from "./customer.entity";

/** What of a customer is alike in another one who may be the same person: see duplicate-keys.ts. */
@Entity("duplicate_keys")
@Index("duplicate_keys_match", ["kind", "matchKey"])
export class DuplicateKey {
  @ForeignKey(() => Customer, { name: "duplicate_keys_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  @PrimaryColumn("varchar", { length: 10 })
  kind!: string;

  /** Several of a kind: each address of the customer has its own. */
  @PrimaryColumn("varchar", { length: 191 })
  matchKey!: string;
}
