import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import type { MassAction } from "@/graphql/client/graphql";
import { beginMass } from "./_mass/actions";
import { massKind } from "./_mass/kinds";
import { tellOutcome } from "./_mass/tell";

/** Deletes, says how it ended, and offers to take it back. True when anybody was deleted. */
export const deleteAndTell = (ids: string[], onUndone: () => void): Promise<boolean> =>
  doAndTell("DELETE", ids, onUndone);

/** Restores and says how it ended. True when anybody was restored. */
export const restoreAndTell = (ids: string[]): Promise<boolean> => doAndTell("RESTORE", ids);

async function doAndTell(action: MassAction, ids: string[], onUndone?: () => void): Promise<boolean> {
  const outcome = await attempt(() => beginMass({ action, selection: { ids } }));
  if (!outcome) return false;
  if (outcome.job) return tellOutcome(outcome.job, massKind(action), onUndone);
  toastProblem(outcome.problem.message);
  return false;
}
