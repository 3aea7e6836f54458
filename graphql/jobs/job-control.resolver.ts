import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { UndoJobInput, UndoJobPayload } from "@/graphql/customers/mass-actions.types";
import { withUserErrors } from "@/graphql/errors";
import { idOf } from "@/graphql/ids";
import { cancelJob, undoJob } from "@/server/customers/mass-actions/undo-job";
import { cancelImport } from "@/server/imports/cancel-import";
import { findImport } from "@/server/imports/find-import";
import { IMPORT_JOB } from "@/server/imports/start-import";
import { findJob } from "@/server/jobs/find-job";
import { CancelJobInput, CancelJobPayload } from "./job-control.types";

/** What is done to a job itself. */
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
      "Stops a mass action or an import: what is done stays, the rest is left as it is. Needs the action's own permission, for an import customer.import.",
  })
  cancelJob(
    @Arg("input", () => CancelJobInput, { description: "Which job." }) input: CancelJobInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const jobId = idOf(input.jobId);
      if ((await findJob(ctx, jobId))?.kind === IMPORT_JOB) {
        const importId = await cancelImport(ctx, { jobId });
        return { job: await findJob(ctx, jobId), import: await findImport(ctx, importId) };
      }
      await cancelJob(ctx, { jobId });
      return { job: await findJob(ctx, jobId), import: null };
    });
  }
}
