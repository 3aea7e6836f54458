import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";

/** Why a link was sent. */
export type LinkPurpose = "confirm" | "invitation" | "reset";

/** A change of the address proves another one than the customer has, so its link opens nothing that the others open. */
export const CHANGE_PURPOSE = "change";
/** Neither does one that proves an address which they have beside the primary one: somebody may have added it by mistake. */
export const ADDRESS_PURPOSE = "address";
export type AddressLinkPurpose = typeof CHANGE_PURPOSE | typeof ADDRESS_PURPOSE;

/** The link in a customer's latest account mail. There is one a customer, so a newer one ends the older; using it removes it. */
@Entity("customer_links")
export class CustomerLink {
  @ForeignKey(() => Customer, { name: "customer_links_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  /** SHA-256 of the secret in the link, hex: who reads the database can follow none. */
  @Index("customer_links_token", { unique: true })
  @Column("varchar", { length: 64 })
  tokenHash!: string;

  @Column("varchar", { length: 20 })
  purpose!: LinkPurpose | AddressLinkPurpose;

  /** The address that it goes to. Following it proves this one, and no other that the customer may get meanwhile. */
  @Column("varchar", { length: 320, nullable: true })
  emailKey!: string | null;

  /** As it was typed, the address that `emailKey` is the key of, where it is not the customer's primary one. */
  @Column("varchar", { length: 320, nullable: true })
  newEmail!: string | null;

  /** The password that whoever registered has typed. It is nobody's before the owner of the mailbox says that it is theirs. */
  @Column("varchar", { length: 255, nullable: true })
  pendingPasswordHash!: string | null;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Column("datetime", { precision: 3 })
  expiresAt!: Date;
}
