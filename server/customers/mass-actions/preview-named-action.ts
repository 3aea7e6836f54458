import type { Ctx } from "@/server/ctx";
import { checkAttribute } from "@/server/customers/set-attribute";
import { allow } from "@/server/permissions";
import { massActions } from "./all-actions";
import { type MassActionPreview, previewMassAction } from "./preview-mass-action";
import type { Selection } from "./selection";

export interface PreviewNamedAction {
  /** The kind of the job that it would be. */
  kind: string;
  selection: Selection;
  /** Of these, the one that the action needs is looked at. */
  hubAccess: boolean;
  organisationId: number | null;
  attribute: { name: string; value?: string | null };
}

/** What an action would do, with what has been chosen for it. */
export async function previewNamedAction(ctx: Ctx, input: PreviewNamedAction): Promise<MassActionPreview> {
  const action = massActions.get(input.kind);
  if (!action) throw new Error(`There is no mass action ${input.kind}.`);
  allow(ctx.actor, action.permission);
  return previewMassAction(ctx, action, input.selection, await choiceOf(ctx, input));
}

async function choiceOf(ctx: Ctx, { kind, hubAccess, organisationId, attribute }: PreviewNamedAction): Promise<object> {
  if (kind === "customers.setHubAccess") return { hubAccess };
  if (kind === "customers.setOrganisation") return { organisationId };
  return kind === "customers.setAttribute" ? checkAttribute(ctx, attribute) : {};
}
