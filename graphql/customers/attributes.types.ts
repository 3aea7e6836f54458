import { Field, ID, InputType, ObjectType } from "type-graphql";
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

@InputType("UpdateAttributeDefinitionInput", {
  description: "What changes about an attribute. What is not given stays; its type always does.",
})
export class UpdateAttributeDefinitionInput {
  @Field(() => ID, { description: "The attribute's id." })
  id!: string;

  @Field(() => String, { nullable: true, description: "New name, up to 60 characters. Values keep to it." })
  name?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "All choices of a choice attribute. One that customers have cannot be left out.",
  })
  choices?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether agents must fill it." })
  isRequired?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it stands on every customer's form, or only where it has a value.",
  })
  isOnEveryForm?: boolean | null;
}

@ObjectType("UpdateAttributeDefinitionPayload", { description: "What updateAttributeDefinition did." })
export class UpdateAttributeDefinitionPayload {
  @Field(() => AttributeDefinition, { nullable: true, description: "The attribute as it is now." })
  attributeDefinition?: AttributeDefinition | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("DeleteAttributeDefinitionInput", { description: "Which attribute to remove." })
export class DeleteAttributeDefinitionInput {
  @Field(() => ID, { description: "The attribute's id." })
  id!: string;
}

@ObjectType("DeleteAttributeDefinitionPayload", { description: "What deleteAttributeDefinition did." })
export class DeleteAttributeDefinitionPayload {
  @Field(() => ID, { nullable: true, description: "The id that is no longer." })
  deletedId?: number | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("CreateAttributeDefinitionPayload", { description: "What createAttributeDefinition did." })
export class CreateAttributeDefinitionPayload {
  @Field(() => AttributeDefinition, { nullable: true, description: "The new definition." })
  attributeDefinition?: AttributeDefinition | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
