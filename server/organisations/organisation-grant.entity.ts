import { registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";
import { Organisation } from "./organisation.entity";

export enum GrantLevel {
  VIEW = "view",
  INTERACT = "interact",
  CREATE = "create",
}
registerEnumType(GrantLevel, {
  name: "GrantLevel",
  description: "What a customer may do with an organisation's tickets. Each level includes the one before.",
  valuesConfig: {
    VIEW: { description: "See them." },
    INTERACT: { description: "Reply, attach, close and reopen." },
    CREATE: { description: "Open new ones for the organisation." },
  },
});

/** A customer's right to the tickets of an organisation. Membership alone grants nothing. */
@Entity("organisation_grants")
@Index("organisation_grants_organisation", ["organisationId"])
export class OrganisationGrant {
  @ForeignKey(() => Customer, { name: "organisation_grants_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  @ForeignKey(() => Organisation, {
    name: "organisation_grants_organisation_fk",
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  })
  @PrimaryColumn("int")
  organisationId!: number;

  @Column("varchar", { length: 20 })
  level!: GrantLevel;
}
