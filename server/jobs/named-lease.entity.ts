import { Column, Entity, PrimaryColumn } from "typeorm";

/** What one process does at a time, for all of them together. */
@Entity("named_leases")
export class NamedLease {
  @PrimaryColumn("varchar", { length: 40 })
  name!: string;

  @Column("varchar", { length: 60, nullable: true })
  leaseHolder!: string | null;

  @Column("datetime", { precision: 3, nullable: true })
  leaseUntil!: Date | null;
}
