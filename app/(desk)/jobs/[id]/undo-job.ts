"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";

const UNDO_JOB = graphql(`
  mutation UndoJobFromItsPage($input: UndoJobInput!) {
    undoJob(input: $input) {
      job {
        id
      }
      userErrors {
        message
      }
    }
  }
`);

/** Takes a mass action back. Returns the job that does it, or why it cannot be done. */
export async function undoJob(jobId: string): Promise<{ undoId?: string; problem?: string }> {
  const { undoJob: undone } = await mutate(UNDO_JOB, { input: { jobId } });
  // The browser keeps pages for the Back button; this one must not come back with its Undo.
  revalidatePath(`/jobs/${jobId}`);
  return { undoId: undone.job?.id, problem: undone.userErrors[0]?.message };
}

const CANCEL_JOB = graphql(`
  mutation CancelJobFromItsPage($input: CancelJobInput!) {
    cancelJob(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/** Stops a mass action. Returns why it cannot be, or nothing. */
export async function stopJob(jobId: string): Promise<string | undefined> {
  const { cancelJob } = await mutate(CANCEL_JOB, { input: { jobId } });
  revalidatePath(`/jobs/${jobId}`);
  return cancelJob.userErrors[0]?.message;
}
