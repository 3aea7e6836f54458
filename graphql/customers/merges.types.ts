import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";

export enum IdentifierKind {
  EMAIL = "email",
  MOBILE = "mobile",
}
registerEnumType(IdentifierKind, {
  name: "IdentifierKind",
  description: "What a customer is known by.",
  valuesConfig: { EMAIL: { description: "An e-mail address." }, MOBILE: { description: "A mobile number." } },
});

@ObjectType("CustomerIdentifier", {
  description:
    "An e-mail address or mobile number by which a customer is known. Each finds its customer, primary or not.",
})
export class CustomerIdentifierType {
  @Field(() => ID, { description: "Its own id, which stays when it moves to another customer with a merge." })
  id!: number;

  @Field(() => IdentifierKind, { description: "Address or number." })
  kind!: IdentifierKind;

  @Field(() => String, { description: "As it was entered." })
  value!: string;

  @Field(() => Boolean, { description: "Whether mail goes to it, or it is the number that is shown." })
  isPrimary!: boolean;

  @Field(() => Boolean, { description: "Whether its owner has confirmed it. Only confirmed addresses sign in." })
  isVerified!: boolean;
}

@ObjectType("CustomerReference", { description: "A customer by id and name; `customer` tells the rest." })
export class CustomerReference {
  @Field(() => ID, { description: "The customer's id." })
  id!: number;

  @Field(() => String, { description: "What they are called, or were called before they were merged." })
  displayName!: string;
}

@ObjectType("MergeLeftover", { description: "Something that was changed after a merge, and stays as it is." })
export class MergeLeftoverType {
  @Field(() => String, { description: "Which field, as in the timeline; `tickets` and `notes` for those." })
  field!: string;

  @Field(() => String, { description: "Why it stays." })
  reason!: string;
}

@ObjectType("CustomerMerge", { description: "One customer folded into another. It can be taken apart again." })
export class CustomerMergeType {
  @Field(() => ID, { description: "Stable id, for unmergeCustomers." })
  id!: number;

  @Field(() => String, { description: "What the merged customer was called, with their address." })
  mergedName!: string;

  @Field(() => Int, { description: "How many tickets moved." })
  ticketsMoved!: number;

  @Field(() => Date, { description: "When they were merged." })
  mergedAt!: string;

  @Field(() => String, { description: "Who merged them." })
  mergedBy!: string;

  @Field(() => Date, { nullable: true, description: "When they were taken apart; null while the merge stands." })
  unmergedAt!: string | null;

  @Field(() => String, { nullable: true, description: "Who took them apart." })
  unmergedBy!: string | null;
}

@ObjectType("MergeField", { description: "A field of two customers side by side." })
export class MergeFieldType {
  @Field(() => String, {
    description: "`email`, `firstName`, …, or `attributes.` and the attribute's name; as `takeFromMerged` wants it.",
  })
  field!: string;

  @Field(() => String, { nullable: true, description: "What the survivor has." })
  kept!: string | null;

  @Field(() => String, { nullable: true, description: "What the other has." })
  merged!: string | null;

  @Field(() => Boolean, { description: "Both have a value, and not the same one: one is to be chosen." })
  isChoice!: boolean;
}

export enum MergeSide {
  KEPT = "kept",
  MERGED = "merged",
}
registerEnumType(MergeSide, {
  name: "MergeSide",
  description: "One of two customers who are merged.",
  valuesConfig: {
    KEPT: { description: "The survivor." },
    MERGED: { description: "The one who becomes part of the survivor." },
  },
});

@ObjectType("MergePreview", { description: "What merging two customers would do now. Nothing is changed." })
export class MergePreviewType {
  @Field(() => Customer, { description: "The survivor." })
  kept!: CustomerRow;

  @Field(() => Customer, { description: "The one who becomes part of the survivor." })
  merged!: CustomerRow;

  @Field(() => [MergeFieldType], { description: "The fields that at least one of them has." })
  fields!: MergeFieldType[];

  @Field(() => Int, { nullable: true, description: "How many tickets move; null without ticket.view." })
  ticketsToMove!: number | null;

  @Field(() => Int, { description: "How many notes move." })
  notesToMove!: number;

  @Field(() => Int, { description: "How many grants move; of two for one organisation the higher stays." })
  grantsToMove!: number;

  @Field(() => [String], { description: "The tags that the survivor gets." })
  tagsToAdd!: string[];

  @Field(() => [String], { description: "The addresses and numbers that move; all of them go on finding the person." })
  identifiersToMove!: string[];

  @Field(() => MergeSide, {
    nullable: true,
    description: "Whose password opens the Customer Hub afterwards; null when neither can sign in.",
  })
  passwordOf!: MergeSide | null;

  @Field(() => Boolean, { description: "Whether the survivor is blocked afterwards: if one of them is." })
  isBlocked!: boolean;

  @Field(() => Boolean, { description: "Hub access afterwards: off if it is off for one of them." })
  hubAccess!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Why they cannot be merged as they are, for example because one is deleted; null when they can.",
  })
  problem?: string | null;
}

@InputType("MergeCustomersInput", { description: "Which two customers become one." })
export class MergeCustomersInput {
  @Field(() => ID, { description: "The survivor, whose id, primary address and password stay." })
  keepId!: string;

  @Field(() => ID, { description: "The one who becomes part of the survivor." })
  mergeId!: string;

  @Field(() => Int, { nullable: true, description: "The survivor's `version` that you read; a later one is refused." })
  keepVersion?: number | null;

  @Field(() => Int, { nullable: true, description: "The same of the other one." })
  mergeVersion?: number | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Where both have a value, the fields that the survivor takes from the other one, as `mergePreview` names them. Where only one has a value it stays in any case.",
  })
  takeFromMerged?: string[] | null;
}

@ObjectType("MergeCustomersPayload", { description: "What mergeCustomers did." })
export class MergeCustomersPayload {
  @Field(() => CustomerMergeType, { nullable: true, description: "The merge." })
  merge?: CustomerMergeType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("UnmergeCustomersInput", { description: "Which merge to take apart." })
export class UnmergeCustomersInput {
  @Field(() => ID, { description: "The merge's id." })
  id!: string;
}

@ObjectType("UnmergeCustomersPayload", { description: "What unmergeCustomers did." })
export class UnmergeCustomersPayload {
  @Field(() => CustomerMergeType, { nullable: true, description: "The merge, with what was left." })
  merge?: CustomerMergeType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
