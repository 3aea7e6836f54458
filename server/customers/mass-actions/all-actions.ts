import { blockAction, unblockAction } from "@/server/customers/block-customers";
import { deleteAction, restoreAction } from "@/server/customers/delete-customers";
import { forceResetAction } from "@/server/customers/force-reset";
import { hubAccessAction } from "@/server/customers/hub-access";
import { attributeAction } from "@/server/customers/set-attribute";
import { organisationAction } from "@/server/customers/set-organisation";
import type { JobHandler } from "@/server/jobs/run-job";
import type { MassAction } from "./mass-action";
import { massActionJob } from "./run-mass-action";

/** Everything that can be done to many customers, by the job's kind. Each has a type of choice of its own, which its verb has checked. */
export const massActions: ReadonlyMap<string, MassAction> = new Map(
  [
    deleteAction,
    restoreAction,
    forceResetAction,
    hubAccessAction,
    blockAction,
    unblockAction,
    organisationAction,
    attributeAction,
  ].map((action) => [action.kind, action as MassAction]),
);

/** The jobs of this folder, for the worker. */
export const customerJobs: ReadonlyMap<string, JobHandler> = new Map(
  [...massActions.values()]
    .flatMap((action) => (action.undo ? [action, action.undo] : [action]))
    .map((action) => [action.kind, massActionJob(action)]),
);
