import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { blockCustomers, unblockCustomers } from "@/server/customers/block-customers";
import { deleteCustomers, restoreCustomers } from "@/server/customers/delete-customers";
import { forceResetPasswords } from "@/server/customers/force-reset";
import { setHubAccess } from "@/server/customers/hub-access";
import { setAttribute } from "@/server/customers/set-attribute";
import { setOrganisation } from "@/server/customers/set-organisation";
import { findJob } from "@/server/jobs/find-job";
import {
  BlockCustomersInput,
  BlockCustomersPayload,
  DeleteCustomersInput,
  DeleteCustomersPayload,
  ForceResetPasswordsInput,
  ForceResetPasswordsPayload,
  RestoreCustomersInput,
  RestoreCustomersPayload,
  SetAttributeInput,
  SetAttributePayload,
  SetHubAccessInput,
  SetHubAccessPayload,
  SetOrganisationInput,
  SetOrganisationPayload,
  UnblockCustomersInput,
  UnblockCustomersPayload,
} from "./mass-actions.types";
import { selectionOf } from "./selection-of";

type Context = GraphQLContext;

/** What is done to many customers at once, as jobs with a result for each. */
@Resolver()
export class MassActionsResolver {
  @Mutation(() => DeleteCustomersPayload, {
    description: "Deletes customers; their tickets stay, and it can be undone. Needs customer.delete.",
  })
  deleteCustomers(
    @Arg("input", () => DeleteCustomersInput, { description: "Which." }) input: DeleteCustomersInput,
    @Ctx() { ctx }: Context,
  ) {
    return jobOf(ctx, () => deleteCustomers(ctx, selectionOf(input)));
  }

  @Mutation(() => RestoreCustomersPayload, {
    description: "Brings deleted customers back, inactive. Needs customer.restore.",
  })
  restoreCustomers(
    @Arg("input", () => RestoreCustomersInput, { description: "Which." }) input: RestoreCustomersInput,
    @Ctx() { ctx }: Context,
  ) {
    return jobOf(ctx, () => restoreCustomers(ctx, selectionOf(input)));
  }

  @Mutation(() => ForceResetPasswordsPayload, {
    description:
      "Ends passwords and sessions and mails each customer a link to a new password. Cannot be undone. Needs customer.forceReset.",
  })
  forceResetPasswords(
    @Arg("input", () => ForceResetPasswordsInput, { description: "Whose." }) input: ForceResetPasswordsInput,
    @Ctx() { ctx }: Context,
  ) {
    return jobOf(ctx, () => forceResetPasswords(ctx, { ...selectionOf(input), note: input.note }));
  }

  @Mutation(() => SetHubAccessPayload, {
    description: "Switches the Customer Hub on or off for customers. Needs customer.hubAccess.",
  })
  setHubAccess(
    @Arg("input", () => SetHubAccessInput, { description: "For whom." }) input: SetHubAccessInput,
    @Ctx() { ctx }: Context,
  ) {
    return jobOf(ctx, () => setHubAccess(ctx, { ...selectionOf(input), hubAccess: input.hubAccess }));
  }

  @Mutation(() => BlockCustomersPayload, {
    description: "Blocks customers: no login, and their mail waits in quarantine. Needs customer.block.",
  })
  blockCustomers(
    @Arg("input", () => BlockCustomersInput, { description: "Which." }) input: BlockCustomersInput,
    @Ctx() { ctx }: Context,
  ) {
    return jobOf(ctx, () => blockCustomers(ctx, selectionOf(input)));
  }

  @Mutation(() => UnblockCustomersPayload, { description: "Takes blocks off. Needs customer.block." })
  unblockCustomers(
    @Arg("input", () => UnblockCustomersInput, { description: "Which." }) input: UnblockCustomersInput,
    @Ctx() { ctx }: Context,
  ) {
    return jobOf(ctx, () => unblockCustomers(ctx, selectionOf(input)));
  }

  @Mutation(() => SetOrganisationPayload, {
    description: "Makes customers members of an organisation, or of none. Needs customer.edit.",
  })
  setOrganisation(
    @Arg("input", () => SetOrganisationInput, { description: "Whom." }) input: SetOrganisationInput,
    @Ctx() { ctx }: Context,
  ) {
    const organisationId = input.organisationId == null ? null : idOf(input.organisationId);
    return jobOf(ctx, () => setOrganisation(ctx, { ...selectionOf(input), organisationId }));
  }

  @Mutation(() => SetAttributePayload, {
    description: "Gives customers the same value of an attribute, or takes it off. Needs customer.edit.",
  })
  setAttribute(
    @Arg("input", () => SetAttributeInput, { description: "Whom." }) input: SetAttributeInput,
    @Ctx() { ctx }: Context,
  ) {
    const { name, value } = input;
    return jobOf(ctx, () => setAttribute(ctx, { ...selectionOf(input), name, value }));
  }
}

function jobOf(ctx: Context["ctx"], begin: () => Promise<number>) {
  return withUserErrors(async () => ({ job: await findJob(ctx, await begin()) }));
}
