import { Field, InputType, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { AttributeDefinition, AttributeType } from "@/server/customers/attribute-definition.entity";

@InputType("CreateAttributeDefinitionInput", { description: "A new attribute for every customer." })
export class CreateAttributeDefinitionInput {
  @Field(() => String, { description: "Name, up to 60 characters." })
  name!: string;

  @Field(() => AttributeType, { defaultValue: AttributeType.TEXT, description: "What it holds." })
  type!: AttributeType;

  @Field(() => [String], { nullable: true, description: "The choices, for a choice attribute." })
  choices?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: "Whether agents must fill it." })
  isRequired!: boolean;
}

@ObjectType("CreateAttributeDefinitionPayload", { description: "What createAttributeDefinition did." })
export class CreateAttributeDefinitionPayload {
  @Field(() => AttributeDefinition, { nullable: true, description: "The new definition." })
  attributeDefinition?: AttributeDefinition | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
