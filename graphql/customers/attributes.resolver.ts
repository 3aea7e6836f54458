import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import {
  choicesOf,
  createAttributeDefinition,
  listAttributeDefinitions,
} from "@/server/customers/attribute-definitions";
import { deleteAttributeDefinition, updateAttributeDefinition } from "@/server/customers/change-attribute-definitions";
import {
  CreateAttributeDefinitionInput,
  CreateAttributeDefinitionPayload,
  DeleteAttributeDefinitionInput,
  DeleteAttributeDefinitionPayload,
  UpdateAttributeDefinitionInput,
  UpdateAttributeDefinitionPayload,
} from "./attributes.types";

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

  @Mutation(() => UpdateAttributeDefinitionPayload, {
    description: "Renames an attribute, or changes its choices or where it is asked for. Needs settings.manage.",
  })
  updateAttributeDefinition(
    @Arg("input", () => UpdateAttributeDefinitionInput, { description: "What changes." })
    input: UpdateAttributeDefinitionInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const { id, name, choices, isRequired, isOnEveryForm } = input;
    return withUserErrors(async () => ({
      attributeDefinition: await updateAttributeDefinition(ctx, {
        id: idOf(id),
        name: name ?? undefined,
        choices: choices ?? undefined,
        isRequired: isRequired ?? undefined,
        isOnEveryForm: isOnEveryForm ?? undefined,
      }),
    }));
  }

  @Mutation(() => DeleteAttributeDefinitionPayload, {
    description: "Removes an attribute that no customer has. Needs settings.manage.",
  })
  deleteAttributeDefinition(
    @Arg("input", () => DeleteAttributeDefinitionInput, { description: "Which one." })
    input: DeleteAttributeDefinitionInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ deletedId: await deleteAttributeDefinition(ctx, idOf(input.id)) }));
  }

  @FieldResolver(() => [String], { description: "The choices of a choice attribute, else empty." })
  choices(@Root() definition: AttributeDefinition) {
    return choicesOf(definition);
  }
}
