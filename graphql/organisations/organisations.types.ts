import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import { Newcomers, Organisation } from "@/server/organisations/organisation.entity";
import { GrantLevel } from "@/server/organisations/organisation-grant.entity";
import type { GranteeRow } from "@/server/organisations/organisation-parts";
import type { OrganisationRow } from "@/server/organisations/organisations";

@ObjectType("OrganisationEdge", { description: "An organisation and its place in the list." })
export class OrganisationEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => Organisation, { description: "The organisation." })
  node!: OrganisationRow;
}

@ObjectType("OrganisationConnection", { description: "A page of organisations (Relay)." })
export class OrganisationConnection {
  @Field(() => [OrganisationEdge], { description: "The organisations with their cursors." })
  edges!: OrganisationEdge[];

  @Field(() => [Organisation], { description: "The organisations alone." })
  nodes!: OrganisationRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("CreateOrganisationInput", { description: "A new organisation." })
export class CreateOrganisationInput {
  @Field(() => String, { description: "Name, up to 120 characters." })
  name!: string;
}

@ObjectType("CreateOrganisationPayload", { description: "What createOrganisation did." })
export class CreateOrganisationPayload {
  @Field(() => Organisation, { nullable: true, description: "The new organisation." })
  organisation?: Organisation | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

export enum OrganisationSort {
  NAME = "NAME",
  CREATED = "CREATED",
}
registerEnumType(OrganisationSort, {
  name: "OrganisationSort",
  description: "The order of organisations.",
  valuesConfig: {
    NAME: { description: "By name, whatever its case and accents." },
    CREATED: { description: "Those made last first." },
  },
});

@ArgsType()
export class OrganisationsArgs {
  @Field(() => Int, { nullable: true, description: "Page size walking forward, 1 to 100; 25 when not given." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Cursor after which the page begins." })
  after?: string;

  @Field(() => Int, { nullable: true, description: "Page size walking backward, 1 to 100." })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Cursor before which the page ends." })
  before?: string;

  @Field(() => String, {
    nullable: true,
    description: "Beginning of the name, whatever its case and accents, or of one of its e-mail domains.",
  })
  query?: string | null;

  @Field(() => OrganisationSort, { nullable: true, description: "The order; NAME when not given." })
  sort?: OrganisationSort | null;
}

@InputType("UpdateOrganisationInput", { description: "Changes to an organisation; what is left out stays as it is." })
export class UpdateOrganisationInput {
  @Field(() => ID, { description: "The organisation." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      "The version that you saw; when somebody saved since, nothing is changed. Without it the last save wins.",
  })
  version?: number | null;

  @Field(() => String, { nullable: true, description: "Name, up to 120 characters." })
  name?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "The whole list of its e-mail domains, up to 100. Public mail providers are refused.",
  })
  domains?: string[] | null;

  @Field(() => Newcomers, { nullable: true, description: "What becomes of new customers with an address there." })
  newcomers?: Newcomers | null;
}

@ObjectType("UpdateOrganisationPayload", { description: "What updateOrganisation did." })
export class UpdateOrganisationPayload {
  @Field(() => Organisation, {
    nullable: true,
    description: "The organisation as it is now; after CHANGED_MEANWHILE as the other person left it.",
  })
  organisation?: OrganisationRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("GrantOrganisationAccessInput", { description: "A right to see or act on the tickets of an organisation." })
export class GrantOrganisationAccessInput {
  @Field(() => ID, { description: "The customer who gets it." })
  customerId!: string;

  @Field(() => ID, { description: "The organisation whose tickets." })
  organisationId!: string;

  @Field(() => GrantLevel, { nullable: true, description: "INTERACT when not given; it replaces the level they had." })
  level?: GrantLevel | null;
}

@InputType("RevokeOrganisationAccessInput", { description: "Whose right to which organisation's tickets ends." })
export class RevokeOrganisationAccessInput {
  @Field(() => ID, { description: "The customer." })
  customerId!: string;

  @Field(() => ID, { description: "The organisation." })
  organisationId!: string;
}

@ObjectType("GrantOrganisationAccessPayload", {
  description: "What grantOrganisationAccess did. It holds at the customer's next request.",
})
export class GrantOrganisationAccessPayload {
  @Field(() => Customer, { nullable: true, description: "The customer as they are now." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("RevokeOrganisationAccessPayload", {
  description: "What revokeOrganisationAccess did. It holds at the customer's next request.",
})
export class RevokeOrganisationAccessPayload {
  @Field(() => Customer, { nullable: true, description: "The customer as they are now." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("DeleteOrganisationInput", { description: "Which organisation to delete." })
export class DeleteOrganisationInput {
  @Field(() => ID, { description: "Its id." })
  id!: string;
}

@ObjectType("DeleteOrganisationPayload", { description: "What deleteOrganisation did." })
export class DeleteOrganisationPayload {
  @Field(() => [UserErrorType], { description: "What keeps it; empty when it is gone." })
  userErrors!: UserErrorType[];
}

@ObjectType("OrganisationMemberEdge", { description: "A member of an organisation and their place." })
export class OrganisationMemberEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => Customer, { description: "The member." })
  node!: CustomerRow;
}

@ObjectType("OrganisationMemberConnection", { description: "A page of an organisation's members (Relay)." })
export class OrganisationMemberConnection {
  @Field(() => [OrganisationMemberEdge], { description: "The members with their cursors." })
  edges!: OrganisationMemberEdge[];

  @Field(() => [Customer], { description: "The members alone." })
  nodes!: CustomerRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("Grantee", { description: "Who may see or act on an organisation's tickets." })
export class GranteeType {
  @Field(() => GrantLevel, { description: "What they may do; each level includes the one before." })
  level!: GrantLevel;
}

@ObjectType("GranteeEdge", { description: "Such a customer and their place." })
export class GranteeEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => GranteeType, { description: "Who, and what they may do." })
  node!: GranteeRow;
}

@ObjectType("GranteeConnection", { description: "A page of the grants for an organisation (Relay)." })
export class GranteeConnection {
  @Field(() => [GranteeEdge], { description: "The grants with their cursors." })
  edges!: GranteeEdge[];

  @Field(() => [GranteeType], { description: "The grants alone." })
  nodes!: GranteeRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("TicketVisibility", { description: "Whether a customer sees a ticket in the Customer Hub, and why." })
export class TicketVisibilityType {
  @Field(() => Boolean, { description: "Whether the rule lets them see it, signed in or not." })
  isVisible!: boolean;

  @Field(() => Boolean, { description: "Whether they may reply, attach, close and reopen." })
  mayInteract!: boolean;

  @Field(() => Boolean, { description: "Whether they reported it." })
  isReporter!: boolean;

  @Field(() => GrantLevel, {
    nullable: true,
    description: "Their grant for the organisation that the ticket was opened for; null without one.",
  })
  level!: GrantLevel | null;

  @Field(() => [String], { description: "Why, in sentences, and what keeps them out of the Hub for now." })
  reasons!: string[];
}
