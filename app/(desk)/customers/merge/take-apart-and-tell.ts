import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { takeApart } from "./actions";

/** Takes a merge apart and says how it ended. True when there are two again. */
export async function takeApartAndTell(mergeId: string): Promise<boolean> {
  const outcome = await attempt(() => takeApart(mergeId));
  if (!outcome) return false;
  if ("problem" in outcome) {
    toastProblem(outcome.problem);
    return false;
  }
  const { leftovers } = outcome;
  const stayed = leftovers === 1 ? "One thing" : `${leftovers} things`;
  const message =
    leftovers === 0
      ? "They are two customers again, each as before."
      : `They are two customers again. ${stayed} had been changed since: User activity lists what stayed.`;
  toastDone({ message });
  return true;
}
