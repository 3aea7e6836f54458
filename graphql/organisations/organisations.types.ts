import { Field, InputType, ObjectType } from "type-graphql";
import { PageInfo } from "@/graphql/connection";
import { UserErrorType } from "@/graphql/errors";
import { Organisation } from "@/server/organisations/organisation.entity";
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
