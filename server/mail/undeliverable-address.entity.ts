import { Column, Entity, PrimaryColumn } from "typeorm";

/** An address whose mail server has refused a mail for good. Nothing is sent there until an agent tries again. */
@Entity("undeliverable_addresses")
export class UndeliverableAddress {
  /** PRODUCT 3.1. Binary collation. */
  @PrimaryColumn("varchar", { length: 320 })
  addressKey!: string;

  @Column("varchar", { length: 500 })
  reason!: string;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
