import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { UserErrorType, withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { addIdentifier, makeIdentifierPrimary, removeIdentifier } from "@/server/customers/change-identifiers";
import { IdentifierKind } from "./merges.types";

@InputType("AddCustomerIdentifierInput", { description: "Another address or number of a customer." })
export class AddCustomerIdentifierInput {
  @Field(() => ID, { description: "Which customer." })
  customerId!: string;

  @Field(() => IdentifierKind, { description: "Address or number." })
  kind!: IdentifierKind;

  @Field(() => String, { description: "The address or number, in any spelling. Nobody else may have it." })
  value!: string;
}

@InputType("MakeCustomerIdentifierPrimaryInput", { description: "Which address or number is to be the primary one." })
export class MakeCustomerIdentifierPrimaryInput {
  @Field(() => ID, { description: "Its id." })
  id!: string;
}

@InputType("RemoveCustomerIdentifierInput", { description: "Which address or number to take off its customer." })
export class RemoveCustomerIdentifierInput {
  @Field(() => ID, { description: "Its id." })
  id!: string;
}

@ObjectType("AddCustomerIdentifierPayload", { description: "What addCustomerIdentifier did." })
export class AddCustomerIdentifierPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("MakeCustomerIdentifierPrimaryPayload", { description: "What makeCustomerIdentifierPrimary did." })
export class MakeCustomerIdentifierPrimaryPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("RemoveCustomerIdentifierPayload", { description: "What removeCustomerIdentifier did." })
export class RemoveCustomerIdentifierPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

/** The addresses and numbers by which customers are found. That one is confirmed, only its owner's mail link says. */
@Resolver()
export class IdentifiersResolver {
  @Mutation(() => AddCustomerIdentifierPayload, {
    description: "Adds an address or number, unconfirmed; the primary one where there is none. Needs customer.edit.",
  })
  addCustomerIdentifier(
    @Arg("input", () => AddCustomerIdentifierInput, { description: "What to add." }) input: AddCustomerIdentifierInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return answered(() => addIdentifier(ctx, { ...input, customerId: idOf(input.customerId) }));
  }

  @Mutation(() => MakeCustomerIdentifierPrimaryPayload, {
    description: "Has mail go to another of a customer's addresses, or another number shown. Needs customer.edit.",
  })
  makeCustomerIdentifierPrimary(
    @Arg("input", () => MakeCustomerIdentifierPrimaryInput, { description: "Which one." })
    input: MakeCustomerIdentifierPrimaryInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return answered(() => makeIdentifierPrimary(ctx, { id: idOf(input.id) }));
  }

  @Mutation(() => RemoveCustomerIdentifierPayload, {
    description:
      "Takes an address or number off its customer. An address ends their sessions and is told. Needs customer.edit.",
  })
  removeCustomerIdentifier(
    @Arg("input", () => RemoveCustomerIdentifierInput, { description: "Which one." })
    input: RemoveCustomerIdentifierInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return answered(() => removeIdentifier(ctx, { id: idOf(input.id) }));
  }
}

const answered = (write: () => Promise<void>) =>
  withUserErrors(async () => {
    await write();
    return {};
  });
