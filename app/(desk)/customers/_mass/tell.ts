import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { type MassJob, type MassOutcome, undoMass } from "./actions";
import type { MassKind } from "./kinds";
import { people } from "./selected";

/** Says how a mass action ended or that it goes on, and offers to take it back. True when anybody was changed, or will be. */
export function tellOutcome(job: MassJob, { done }: Pick<MassKind, "done">, onUndone?: () => void): boolean {
  const { counts } = job;
  const href = `/jobs/${job.id}`;
  if (isGoingOn(job)) {
    const soFar = counts.done > 0 ? `${counts.done.toLocaleString("en-GB")} ${done} so far. ` : "";
    toastDone({ message: `${soFar}It continues in the background.`, link: { href, label: "See the progress" } });
    return true;
  }
  if (counts.done > 0) {
    const left = counts.skipped + counts.failed;
    const others = left > 0 ? { link: { href, label: "See every result" } } : {};
    toastDone({
      message: `${whom(job, counts.done)} ${done}.`,
      undo: job.undoable ? () => undoAndTell(job, onUndone) : undefined,
      ...others,
    });
  }
  tellLeft(job, done);
  return counts.done > 0;
}

async function undoAndTell(job: MassJob, onUndone?: () => void): Promise<void> {
  const outcome: MassOutcome | undefined = await attempt(() => undoMass(job.id));
  if (!outcome) return;
  if (!outcome.job) {
    toastProblem(outcome.problem.message);
    return;
  }
  const undone = outcome.job;
  const link = { href: `/jobs/${undone.id}`, label: "See every result" };
  if (isGoingOn(undone)) toastDone({ message: "Putting back. It continues in the background.", link });
  else {
    const { done } = undone.counts;
    if (done > 0) toastDone({ message: `${whom(undone, done)} back, as before.` });
    tellLeft(undone, "put back");
  }
  onUndone?.();
}

function tellLeft(job: MassJob, done: string): void {
  const left = job.results.nodes.filter(({ status }) => status === "SKIPPED" || status === "FAILED");
  const total = job.counts.skipped + job.counts.failed;
  if (total === 0) return;
  const reasons = left.slice(0, 5).map(({ customer, reason }) => {
    return `${customer?.displayName ?? "A customer"} ${reason ?? "was left alone"}`;
  });
  const more = total > reasons.length ? `, and ${(total - reasons.length).toLocaleString("en-GB")} more` : "";
  toastProblem(`Not ${done}: ${reasons.join("; ")}${more}.`);
}

const isGoingOn = ({ status }: MassJob): boolean => status === "QUEUED" || status === "RUNNING";

/** The name of the only one, or how many. */
function whom(job: MassJob, count: number): string {
  const only = job.results.nodes.find((result) => result.status === "DONE")?.customer?.displayName;
  return count === 1 && only ? only : people(count);
}
