import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { deleteCustomers, type MassJob, type MassOutcome, restoreCustomers, undoDeletion } from "./actions";

/** Deletes, says how it ended, and offers to take it back. True when anybody was deleted. */
export async function deleteAndTell(ids: string[], onUndone: () => void): Promise<boolean> {
  const outcome = await attempt(() => deleteCustomers(ids));
  return tell(outcome, "deleted", async (job) => {
    const problem = await undoDeletion(job.id);
    if (problem) toastProblem(problem);
    else {
      toastDone({ message: `${people(job, job.counts.done)} back, as before.` });
      onUndone();
    }
  });
}

/** Restores and says how it ended. True when anybody was restored. */
export async function restoreAndTell(ids: string[]): Promise<boolean> {
  return tell(await attempt(() => restoreCustomers(ids)), "restored");
}

function tell(outcome: MassOutcome | undefined, done: string, undo?: (job: MassJob) => Promise<void>): boolean {
  if (!outcome) return false;
  if (!outcome.job) {
    toastProblem(outcome.problem);
    return false;
  }
  const { job } = outcome;
  const { counts } = job;
  if (counts.pending > 0) {
    toastDone({ message: `${counts.done} ${done} so far, ${counts.pending} to go. It continues in the background.` });
    return true;
  }
  if (counts.done > 0) {
    const message = `${people(job, counts.done)} ${done}.`;
    toastDone({ message, undo: undo && (() => undo(job)) });
  }
  const notDone = job.results.nodes.filter((result) => result.status === "SKIPPED" || result.status === "FAILED");
  if (notDone.length > 0) {
    const reasons = notDone
      .slice(0, 5)
      .map((result) => `${result.customer?.displayName ?? "A customer"} ${result.reason ?? "was left alone"}`);
    const more = notDone.length > 5 ? `, and ${notDone.length - 5} more` : "";
    toastProblem(`Not ${done}: ${reasons.join("; ")}${more}.`);
  }
  return counts.done > 0;
}

/** The name of the only one, or how many. */
function people(job: MassJob, count: number): string {
  const only = job.results.nodes.find((result) => result.status === "DONE")?.customer?.displayName;
  return count === 1 && only ? only : `${count} customers`;
}
