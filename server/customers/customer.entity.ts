import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Organisation } from "@/server/organisations/organisation.entity";

/** What made the record. */
export enum CustomerSource {
  AGENT = "agent",
  PORTAL = "portal",
  EMAIL = "email",
  IMPORT = "import",
  API = "api",
}
registerEnumType(CustomerSource, {
  name: "CustomerSource",
  description: "What made the record.",
  valuesConfig: {
    AGENT: { description: "An agent, in the dashboard." },
    PORTAL: { description: "The customer, in the Customer Hub or the request form." },
    EMAIL: { description: "A mail to the support address." },
    IMPORT: { description: "A CSV import; `sourceImport` tells which." },
    API: { description: "A developer, over GraphQL with an access token." },
  },
});

@ObjectType("Customer", { description: "A person who asks for support." })
@Entity("customers")
// Every sort of the list has its index, led by the list (Active or Deleted) that it shows. The id ends each of them by itself:
// it is the primary key on both databases.
@Index("customers_by_name", ["isDeleted", "nameSort"])
@Index("customers_by_email", ["isDeleted", "emailSort"])
@Index("customers_by_mobile", ["isDeleted", "mobileSort"])
@Index("customers_by_organisation", ["isDeleted", "organisationSort"])
@Index("customers_by_is_active", ["isDeleted", "isActive"])
@Index("customers_by_hub_access", ["isDeleted", "hubAccess"])
@Index("customers_by_source", ["isDeleted", "source"])
@Index("customers_by_created", ["isDeleted", "createdAt"])
@Index("customers_by_last_activity", ["isDeleted", "lastActivityAt"])
@Index("customers_by_tickets_open", ["isDeleted", "ticketsOpen"])
@Index("customers_by_tickets_all", ["isDeleted", "ticketsAll"])
@Index("customers_organisation", ["organisationId"])
@Index("customers_import", ["sourceImportId"])
@Index("customers_merged_into", ["mergedIntoId"])
export class Customer {
  @Field(() => ID, { description: "Stable id; it survives deletion and restoring." })
  @PrimaryColumn("int")
  id!: number;

  @Field(() => String, { description: "First name, empty when unknown." })
  @Column("varchar", { length: 100, default: "" })
  firstName!: string;

  @Field(() => String, { description: "Last name, empty when unknown." })
  @Column("varchar", { length: 100, default: "" })
  lastName!: string;

  @ForeignKey(() => Organisation, { name: "customers_organisation_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int", { nullable: true })
  organisationId!: number | null;

  @Field(() => CustomerSource, { description: "What made the record." })
  @Column("varchar", { length: 20 })
  source!: CustomerSource;

  @Column("int", { nullable: true })
  sourceImportId!: number | null;

  @Field(() => Boolean, {
    description: "May log in to the Customer Hub. An inactive customer first confirms their e-mail or sets a password.",
  })
  @Column("boolean", { default: false })
  isActive!: boolean;

  @Field(() => Boolean, { description: "Whether an agent lets the customer into the Customer Hub." })
  @Column("boolean", { default: true })
  hubAccess!: boolean;

  @Field(() => Boolean, { description: "A blocked customer cannot log in, and their mail waits in quarantine." })
  @Column("boolean", { default: false })
  isBlocked!: boolean;

  /** Leads every list index: see customer-lists.ts for what the column holds. `deletedAt` says when. */
  @Column("boolean", { default: false })
  isDeleted!: boolean;

  @Field(() => Int, {
    description: "Rises with every change; send it back with an update so that no colleague's change is overwritten.",
  })
  @Column("int", { default: 1 })
  version!: number;

  @Field(() => Date, { description: "When the record was made." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Field(() => Date, { description: "When the record was last changed." })
  @Column("datetime", { precision: 3 })
  updatedAt!: Date;

  @Field(() => Date, { description: "When something last happened: a change, a ticket, a mail." })
  @Column("datetime", { precision: 3 })
  lastActivityAt!: Date;

  @Field(() => Date, { nullable: true, description: "When the customer was deleted; null for a customer who is not." })
  @Column("datetime", { precision: 3, nullable: true })
  deletedAt!: Date | null;

  /** Of one who was merged: the customer at the end of the way, who is not merged themselves. */
  @Column("int", { nullable: true })
  mergedIntoId!: number | null;

  /** Tickets that are not closed. Kept with every change of a ticket, in its transaction: see server/tickets/count-tickets.ts. */
  @Column("int", { default: 0 })
  ticketsOpen!: number;

  @Column("int", { default: 0 })
  ticketsAll!: number;

  // Sort keys are made by the application and compared byte by byte: the databases' own collations never agree.
  @Column("varchar", { length: 191 })
  nameSort!: string;

  @Column("varchar", { length: 191 })
  emailSort!: string;

  @Column("varchar", { length: 20 })
  mobileSort!: string;

  @Column("varchar", { length: 191 })
  organisationSort!: string;
}
