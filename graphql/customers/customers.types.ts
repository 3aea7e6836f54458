import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { AttributeType } from "@/server/customers/attribute-definition.entity";
import { Customer, CustomerSource } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import { Organisation } from "@/server/organisations/organisation.entity";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";

@ObjectType("CustomerAttribute", { description: "A value that a customer has beside the fixed fields." })
export class CustomerAttributeType {
  @Field(() => String, { description: "The attribute's name." })
  name!: string;

  @Field(() => AttributeType, { description: "What the attribute holds." })
  type!: AttributeType;

  @Field(() => String, {
    description: "The value as text: numbers as `1234.5`, dates as `2026-11-23`, yes/no as `yes` and `no`.",
  })
  value!: string;
}

@ObjectType("OrganisationGrant", { description: "A customer's right to the tickets of an organisation." })
export class OrganisationGrantType {
  @Field(() => Organisation, { description: "Whose tickets." })
  organisation!: Pick<Organisation, "id" | "name">;

  @Field(() => GrantLevel, { description: "What the customer may do with them." })
  level!: GrantLevel;
}

@ObjectType("CustomerEdge", { description: "A customer and their place in the list." })
export class CustomerEdge {
  @Field(() => String, { description: "Place in this sorting, for `after` and `before`." })
  cursor!: string;

  @Field(() => Customer, { description: "The customer." })
  node!: CustomerRow;
}

@ObjectType("CustomerConnection", { description: "A page of customers (Relay)." })
export class CustomerConnection {
  @Field(() => [CustomerEdge], { description: "The customers with their cursors." })
  edges!: CustomerEdge[];

  @Field(() => [Customer], { description: "The customers alone." })
  nodes!: CustomerRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

export enum CustomerSortFieldType {
  NAME = "name",
  EMAIL = "email",
  MOBILE = "mobile",
  ORGANISATION = "organisation",
  IS_ACTIVE = "isActive",
  HUB_ACCESS = "hubAccess",
  CREATED_AT = "createdAt",
  LAST_ACTIVITY_AT = "lastActivityAt",
  TICKETS_OPEN = "ticketsOpen",
  TICKETS_ALL = "ticketsAll",
}
registerEnumType(CustomerSortFieldType, {
  name: "CustomerSortField",
  description: "What the list can be sorted by.",
  valuesConfig: {
    NAME: { description: "The name as shown, whatever its case and accents." },
    EMAIL: { description: "The primary e-mail." },
    MOBILE: { description: "The primary mobile in international form." },
    ORGANISATION: { description: "The organisation's name." },
    IS_ACTIVE: { description: "Inactive before active." },
    HUB_ACCESS: { description: "Off before on." },
    CREATED_AT: { description: "When the record was made." },
    LAST_ACTIVITY_AT: { description: "When something last happened." },
    TICKETS_OPEN: { description: "How many of their tickets are not closed." },
    TICKETS_ALL: { description: "How many tickets they reported." },
  },
});

export enum SortDirection {
  ASC = "ASC",
  DESC = "DESC",
}
registerEnumType(SortDirection, {
  name: "SortDirection",
  description: "Which way to sort.",
  valuesConfig: { ASC: { description: "Smallest first." }, DESC: { description: "Largest first." } },
});

@InputType("CustomerSortInput", { description: "How to sort the list." })
export class CustomerSortInput {
  @Field(() => CustomerSortFieldType, { description: "By what." })
  field!: CustomerSortFieldType;

  @Field(() => SortDirection, { defaultValue: SortDirection.ASC, description: "Which way." })
  direction!: SortDirection;
}

@InputType("AttributeFilterInput", { description: "Customers whose attribute has this value." })
export class AttributeFilterInput {
  @Field(() => String, { description: "The attribute's name." })
  name!: string;

  @Field(() => String, { description: "The value, whatever its case and accents; empty for customers who have none." })
  value!: string;
}

@InputType("CustomerFilterInput", { description: "Which customers to list. Everything given must hold." })
export class CustomerFilterInput {
  @Field(() => Boolean, { nullable: true, description: "True for the Deleted list; the Active list holds all others." })
  isDeleted?: boolean;

  @Field(() => Boolean, { nullable: true, description: "By Is Active." })
  isActive?: boolean;

  @Field(() => Boolean, { nullable: true, description: "By Hub access." })
  hubAccess?: boolean;

  @Field(() => ID, { nullable: true, description: "Members of this organisation." })
  organisationId?: string;

  @Field(() => CustomerSource, { nullable: true, description: "By what made the record." })
  source?: CustomerSource;

  @Field(() => ID, { nullable: true, description: "Made by this import." })
  importId?: string;

  @Field(() => Date, { nullable: true, description: "Made at this time or later." })
  createdFrom?: Date;

  @Field(() => Date, { nullable: true, description: "Made before this time." })
  createdBefore?: Date;

  @Field(() => String, { nullable: true, description: "With this tag, whatever its case and accents." })
  tag?: string;

  @Field(() => [AttributeFilterInput], { nullable: true, description: "By attributes." })
  attributes?: AttributeFilterInput[];
}

@ArgsType()
export class CustomersArgs {
  @Field(() => Int, {
    nullable: true,
    description: "Page size when walking forward, 1 to 100; 25 when neither is given.",
  })
  first?: number;

  @Field(() => String, { nullable: true, description: "Cursor after which the page begins." })
  after?: string;

  @Field(() => Int, { nullable: true, description: "Page size when walking backward, 1 to 100." })
  last?: number;

  @Field(() => String, { nullable: true, description: "Cursor before which the page ends." })
  before?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Search: beginnings of words of name, e-mail, mobile in any spelling, or organisation. All must match.",
  })
  query?: string;

  @Field(() => CustomerFilterInput, { nullable: true, description: "Which customers." })
  filter?: CustomerFilterInput;

  @Field(() => CustomerSortInput, { nullable: true, description: "How to sort; by name when not given." })
  sort?: CustomerSortInput;
}

@InputType("AttributeValueInput", { description: "A value for an attribute." })
export class AttributeValueInput {
  @Field(() => String, {
    description: "The attribute's name. A name that nobody defined becomes a text attribute of this record.",
  })
  name!: string;

  @Field(() => String, { nullable: true, description: "The value; null or empty takes the attribute off." })
  value?: string | null;
}

/** The fields that making and changing a customer share; no type of the schema by itself. */
@InputType("CustomerFieldsInput", { description: "What a customer has." })
export class CustomerFieldsInput {
  @Field(() => String, { nullable: true, description: "E-mail address." })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Mobile number in any spelling; without a country code the desk's default country is taken.",
  })
  mobile?: string | null;

  @Field(() => String, { nullable: true, description: "First name, up to 100 characters." })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: "Last name, up to 100 characters." })
  lastName?: string | null;

  @Field(() => ID, { nullable: true, description: "The organisation they belong to." })
  organisationId?: string | null;

  @Field(() => [AttributeValueInput], { nullable: true, description: "Further attributes." })
  attributes?: AttributeValueInput[] | null;

  @Field(() => Boolean, { nullable: true, description: "Is Active; a new customer is inactive." })
  isActive?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Hub access; a new customer begins with what the settings say. Another one needs customer.hubAccess.",
  })
  hubAccess?: boolean | null;
}

@InputType("CreateCustomerInput", { description: "A new customer. An e-mail or a mobile is needed." })
export class CreateCustomerInput extends CustomerFieldsInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the customer is mailed that they have an account, with a link to set a password. When not given: yes for a signed-in agent, no for an access token.",
  })
  sendInvitation?: boolean | null;
}

@InputType("UpdateCustomerInput", {
  description: "Changes to a customer. What is left out stays; null or empty text empties.",
})
export class UpdateCustomerInput extends CustomerFieldsInput {
  @Field(() => ID, { description: "Whom to change." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The `version` you read; a change by somebody else since then is then refused.",
  })
  version?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the customer is mailed that they have an account, with a link to set a password. Refused for who has set one. Not when not given.",
  })
  sendInvitation?: boolean | null;
}

@ObjectType("CreateCustomerPayload", { description: "What createCustomer did." })
export class CreateCustomerPayload {
  @Field(() => Customer, { nullable: true, description: "The new customer, or null when there are errors." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("UpdateCustomerPayload", { description: "What updateCustomer did." })
export class UpdateCustomerPayload {
  @Field(() => Customer, {
    nullable: true,
    description: "The customer as they are now; on CHANGED_MEANWHILE as the colleague left them.",
  })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
