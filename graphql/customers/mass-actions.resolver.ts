import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { deleteCustomers, restoreCustomers, undoJob } from "@/server/customers/delete-customers";
import { findJob } from "@/server/jobs/find-job";
import {
  DeleteCustomersInput,
  DeleteCustomersPayload,
  RestoreCustomersInput,
  RestoreCustomersPayload,
  UndoJobInput,
  UndoJobPayload,
} from "./mass-actions.types";

/** What is done to many customers at once, as jobs with a result for each. */
@Resolver()
export class MassActionsResolver {
  @Mutation(() => DeleteCustomersPayload, {
    description: "Deletes customers; their tickets stay, and it can be undone. Needs customer.delete.",
  })
  deleteCustomers(
    @Arg("input", () => DeleteCustomersInput, { description: "Which." }) input: DeleteCustomersInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({
      job: await findJob(ctx, await deleteCustomers(ctx, { ids: input.ids.map(idOf) })),
    }));
  }

  @Mutation(() => RestoreCustomersPayload, {
    description: "Brings deleted customers back, inactive. Needs customer.restore.",
  })
  restoreCustomers(
    @Arg("input", () => RestoreCustomersInput, { description: "Which." }) input: RestoreCustomersInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({
      job: await findJob(ctx, await restoreCustomers(ctx, { ids: input.ids.map(idOf) })),
    }));
  }

  @Mutation(() => UndoJobPayload, {
    description: "Takes a deletion back: everything is as it was. Needs customer.delete.",
  })
  undoJob(
    @Arg("input", () => UndoJobInput, { description: "Which job." }) input: UndoJobInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ job: await findJob(ctx, await undoJob(ctx, { jobId: idOf(input.jobId) })) }));
  }
}
