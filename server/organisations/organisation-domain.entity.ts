import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Organisation } from "./organisation.entity";

/** An e-mail domain whose addresses are those of one organisation: in lower case and punycode, as in the key of an address. */
@Entity("organisation_domains")
@Index("organisation_domains_organisation", ["organisationId"])
export class OrganisationDomain {
  @PrimaryColumn("varchar", { length: 253 })
  domain!: string;

  @ForeignKey(() => Organisation, {
    name: "organisation_domains_organisation_fk",
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  })
  @Column("int")
  organisationId!: number;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
