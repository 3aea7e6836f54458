import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";
import { Job } from "@/server/jobs/job.entity";
import { CustomerFilterInput } from "./customers.types";

@InputType("CustomerSelectionInput", { description: "All customers of a view of the list, however many." })
export class CustomerSelectionInput {
  @Field(() => String, { nullable: true, description: "Search, as in `customers`." })
  query?: string | null;

  @Field(() => CustomerFilterInput, { nullable: true, description: "Filter, as in `customers`." })
  filter?: CustomerFilterInput | null;
}

/** Whom it is for: exactly one of the two. */
@InputType()
abstract class SelectionInput {
  @Field(() => [ID], { nullable: true, description: "Up to 1,000 customers by id; or give `matching`." })
  ids?: string[] | null;

  @Field(() => CustomerSelectionInput, {
    nullable: true,
    description:
      "All that match at this moment. The job skips who no longer does, and never reaches anybody made later; or give `ids`.",
  })
  matching?: CustomerSelectionInput | null;
}

@InputType("DeleteCustomersInput", { description: "Which customers to delete." })
export class DeleteCustomersInput extends SelectionInput {}

@InputType("RestoreCustomersInput", { description: "Which customers to restore." })
export class RestoreCustomersInput extends SelectionInput {}

@InputType("ForceResetPasswordsInput", { description: "Whose passwords to end." })
export class ForceResetPasswordsInput extends SelectionInput {
  @Field(() => String, { nullable: true, description: "Your words in the mail, up to 2,000 characters of plain text." })
  note?: string | null;
}

@InputType("SetHubAccessInput", { description: "Whom to let into the Customer Hub, or to keep out." })
export class SetHubAccessInput extends SelectionInput {
  @Field(() => Boolean, { description: "True lets them in." })
  hubAccess!: boolean;
}

@InputType("BlockCustomersInput", { description: "Which customers to block." })
export class BlockCustomersInput extends SelectionInput {}

@InputType("UnblockCustomersInput", { description: "Which customers to unblock." })
export class UnblockCustomersInput extends SelectionInput {}

@InputType("SetOrganisationInput", { description: "Whom to make members of an organisation." })
export class SetOrganisationInput extends SelectionInput {
  @Field(() => ID, { nullable: true, description: "The organisation; null for none." })
  organisationId?: string | null;
}

@InputType("SetAttributeInput", { description: "Whom to give a value of an attribute." })
export class SetAttributeInput extends SelectionInput {
  @Field(() => String, { description: "The attribute's name, of one that is there." })
  name!: string;

  @Field(() => String, { nullable: true, description: "The value; null or empty takes it off." })
  value?: string | null;
}

@InputType("UndoJobInput", { description: "Which mass action to take back." })
export class UndoJobInput {
  @Field(() => ID, { description: "The job." })
  jobId!: string;
}

@ObjectType()
abstract class JobPayload {
  @Field(() => Job, {
    nullable: true,
    description: "The job with a result for each customer; finished already when there are few.",
  })
  job?: Job | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("DeleteCustomersPayload", { description: "The job that deletes them." })
export class DeleteCustomersPayload extends JobPayload {}

@ObjectType("RestoreCustomersPayload", { description: "The job that restores them." })
export class RestoreCustomersPayload extends JobPayload {}

@ObjectType("ForceResetPasswordsPayload", { description: "The job that ends the passwords." })
export class ForceResetPasswordsPayload extends JobPayload {}

@ObjectType("SetHubAccessPayload", { description: "The job that sets Hub access." })
export class SetHubAccessPayload extends JobPayload {}

@ObjectType("BlockCustomersPayload", { description: "The job that blocks them." })
export class BlockCustomersPayload extends JobPayload {}

@ObjectType("UnblockCustomersPayload", { description: "The job that unblocks them." })
export class UnblockCustomersPayload extends JobPayload {}

@ObjectType("SetOrganisationPayload", { description: "The job that sets the organisation." })
export class SetOrganisationPayload extends JobPayload {}

@ObjectType("SetAttributePayload", { description: "The job that sets the attribute." })
export class SetAttributePayload extends JobPayload {}

@ObjectType("UndoJobPayload", { description: "The job that takes another one back." })
export class UndoJobPayload extends JobPayload {}

export enum MassActionName {
  DELETE = "customers.delete",
  RESTORE = "customers.restore",
  FORCE_RESET = "customers.forceReset",
  HUB_ACCESS_ON = "hubAccessOn",
  HUB_ACCESS_OFF = "hubAccessOff",
  BLOCK = "customers.block",
  UNBLOCK = "customers.unblock",
  SET_ORGANISATION = "customers.setOrganisation",
  SET_ATTRIBUTE = "customers.setAttribute",
}
registerEnumType(MassActionName, {
  name: "MassAction",
  description: "What can be done to many customers at once.",
  valuesConfig: {
    DELETE: { description: "`deleteCustomers`." },
    RESTORE: { description: "`restoreCustomers`." },
    FORCE_RESET: { description: "`forceResetPasswords`." },
    HUB_ACCESS_ON: { description: "`setHubAccess` with true." },
    HUB_ACCESS_OFF: { description: "`setHubAccess` with false." },
    BLOCK: { description: "`blockCustomers`." },
    UNBLOCK: { description: "`unblockCustomers`." },
    SET_ORGANISATION: { description: "`setOrganisation`." },
    SET_ATTRIBUTE: { description: "`setAttribute`." },
  },
});

@ArgsType()
export class MassActionPreviewArgs {
  @Field(() => MassActionName, { description: "What would be done." })
  action!: MassActionName;

  @Field(() => [ID], { nullable: true, description: "Up to 1,000 customers by id; or give `matching`." })
  ids?: string[] | null;

  @Field(() => CustomerSelectionInput, { nullable: true, description: "All that match; or give `ids`." })
  matching?: CustomerSelectionInput | null;

  @Field(() => ID, { nullable: true, description: "For SET_ORGANISATION: which; null for none." })
  organisationId?: string | null;

  @Field(() => String, { nullable: true, description: "For SET_ATTRIBUTE: the attribute's name." })
  attribute?: string | null;

  @Field(() => String, { nullable: true, description: "For SET_ATTRIBUTE: the value; null takes it off." })
  value?: string | null;
}

@ObjectType("MassActionSkips", { description: "Customers whom a mass action would leave alone, for one reason." })
export class MassActionSkips {
  @Field(() => String, { description: "Why, as it follows a name: “has no e-mail”." })
  reason!: string;

  @Field(() => Int, { description: "How many." })
  count!: number;
}

@ObjectType("MassActionPreview", { description: "What a mass action would do if it were asked for now." })
export class MassActionPreviewType {
  @Field(() => Int, { description: "Whom it is about, those who would be skipped included." })
  count!: number;

  @Field(() => Boolean, {
    description: "False when there are more than `count`, too many to count while somebody waits.",
  })
  isExact!: boolean;

  @Field(() => [MassActionSkips], { description: "Who would be skipped, by reason; among those who were counted." })
  skips!: MassActionSkips[];

  @Field(() => String, { nullable: true, description: "What is wrong with the attribute or value, if anything." })
  problem?: string;
}
