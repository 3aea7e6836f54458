import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { CancelJobInput, CancelJobPayload, UndoJobInput, UndoJobPayload } from "@/graphql/customers/mass-actions.types";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { cancelJob, undoJob } from "@/server/customers/mass-actions/undo-job";
import { findJob } from "@/server/jobs/find-job";

/** What is done to a mass action itself. */
@Resolver()
export class JobControlResolver {
  @Mutation(() => UndoJobPayload, {
    description:
      "Takes a mass action back, in a job of its own: what somebody has changed since stays, and is listed. Needs the action's own permission; for a restoring customer.delete. A forced reset cannot be undone.",
  })
  undoJob(
    @Arg("input", () => UndoJobInput, { description: "Which job." }) input: UndoJobInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ job: await findJob(ctx, await undoJob(ctx, { jobId: idOf(input.jobId) })) }));
  }

  @Mutation(() => CancelJobPayload, {
    description:
      "Stops a mass action: who was reached stays changed, the others stay as they are. Needs the action's own permission.",
  })
  cancelJob(
    @Arg("input", () => CancelJobInput, { description: "Which job." }) input: CancelJobInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const jobId = idOf(input.jobId);
      await cancelJob(ctx, { jobId });
      return { job: await findJob(ctx, jobId) };
    });
  }
}
