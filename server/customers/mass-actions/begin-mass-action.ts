import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { viewInWords } from "@/server/customers/customer-view";
import { inTransaction } from "@/server/db";
import { enqueueJob } from "@/server/jobs/enqueue-job";
import { runNextJob } from "@/server/jobs/run-job";
import { allow } from "@/server/permissions";
import type { MassAction } from "./mass-action";
import { MassActionRecord } from "./mass-action.entity";
import { massActionJob } from "./run-mass-action";
import { checkSelection, type Selected, type Selection, viewToJson } from "./selection";

/** So few are done before the call returns, so that a page can show them right away. */
const AT_ONCE = 50;

/**
 * Writes the job of a mass action and returns its id. Whoever matches a view is not looked up here but by the job, so that
 * asking for a million takes as long as asking for ten.
 */
export async function beginMassAction<Choice>(
  ctx: Ctx,
  action: MassAction<Choice>,
  selection: Selection,
  choice: Choice,
  details: Readonly<Record<string, string>> = {},
): Promise<number> {
  allow(ctx.actor, action.permission);
  const selected = await checkSelection(ctx, selection);
  const id = await inTransaction(ctx, async (tx) => {
    const jobId = await enqueueJob(tx, { kind: action.kind, customerIds: selected.ids });
    await tx.db.insert(MassActionRecord, {
      jobId,
      view: selected.matching ? viewToJson(selected.matching) : null,
      choice: JSON.stringify(choice ?? {}),
      isFrozen: selected.ids !== undefined,
      members: selected.ids?.length ?? 0,
    });
    if (action.audit) {
      await recordAudit(tx, { action: action.audit, details: { ...whom(selected), ...details }, jobId });
    }
    return jobId;
  });
  if (selected.ids && selected.ids.length <= AT_ONCE) await runAtOnce(ctx, action, id);
  return id;
}

/** Does a small job before the call returns, unless the worker has it already. */
export async function runAtOnce<Choice>(ctx: Ctx, action: MassAction<Choice>, jobId: number): Promise<void> {
  // A job's choice was checked by the verb that wrote it, whose type is the action's own.
  await runNextJob(ctx, new Map([[action.kind, massActionJob(action as MassAction)]]), jobId);
}

function whom({ ids, matching }: Selected): Record<string, string> {
  if (ids) return { selected: ids.length === 1 ? "1 customer" : `${ids.length} customers` };
  return { selected: "all that match", ...viewInWords(matching) };
}
