import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import {
  choicesOf,
  createAttributeDefinition,
  listAttributeDefinitions,
} from "@/server/customers/attribute-definitions";
import { CreateAttributeDefinitionInput, CreateAttributeDefinitionPayload } from "./attributes.types";

@Resolver(() => AttributeDefinition)
export class AttributesResolver {
  @Query(() => [AttributeDefinition], { description: "Every attribute that customers can have. Needs customer.view." })
  attributeDefinitions(@Ctx() { ctx }: GraphQLContext) {
    return listAttributeDefinitions(ctx);
  }

  @Mutation(() => CreateAttributeDefinitionPayload, {
    description: "Defines an attribute for every customer. Needs settings.manage.",
  })
  createAttributeDefinition(
    @Arg("input", () => CreateAttributeDefinitionInput, { description: "The definition." })
    input: CreateAttributeDefinitionInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({
      attributeDefinition: await createAttributeDefinition(ctx, { ...input, choices: input.choices ?? undefined }),
    }));
  }

  @FieldResolver(() => [String], { description: "The choices of a choice attribute, else empty." })
  choices(@Root() definition: AttributeDefinition) {
    return choicesOf(definition);
  }
}
