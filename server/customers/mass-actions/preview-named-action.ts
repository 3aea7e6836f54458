import type { Ctx } from "@/server/ctx";
import { hubAccessAction } from "@/server/customers/hub-access";
import { attributeAction, checkAttribute } from "@/server/customers/set-attribute";
import { organisationAction } from "@/server/customers/set-organisation";
import { UserError } from "@/server/errors";
import { allow } from "@/server/permissions";
import { massActions } from "./all-actions";
import { IS_DELETED } from "./mass-action";
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
  const { choice, problem } = await choiceOf(ctx, input);
  const rules = choice ? action.skips(choice) : [IS_DELETED];
  return { ...(await previewMassAction(ctx, action, input.selection, rules)), problem };
}

async function choiceOf(ctx: Ctx, input: PreviewNamedAction): Promise<{ choice?: object; problem?: string }> {
  const { kind, hubAccess, organisationId, attribute } = input;
  if (kind === hubAccessAction.kind) return { choice: { hubAccess } };
  if (kind === organisationAction.kind) return { choice: { organisationId } };
  if (kind !== attributeAction.kind) return { choice: {} };
  try {
    return { choice: await checkAttribute(ctx, attribute) };
  } catch (error) {
    // Told while somebody still types, so it is no refusal.
    if (error instanceof UserError) return { problem: error.message };
    throw error;
  }
}
