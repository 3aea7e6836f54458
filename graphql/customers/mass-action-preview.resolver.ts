import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { idOf } from "@/graphql/ids";
import { previewNamedAction } from "@/server/customers/mass-actions/preview-named-action";
import { MassActionName, MassActionPreviewArgs, MassActionPreviewType } from "./mass-actions.types";
import { selectionOf } from "./selection-of";

const { HUB_ACCESS_ON, HUB_ACCESS_OFF } = MassActionName;

@Resolver()
export class MassActionPreviewResolver {
  @Query(() => MassActionPreviewType, {
    description:
      "Counts whom a mass action would be about and whom it would leave alone. Changes nothing. Needs the action's own permission.",
  })
  massActionPreview(@Args(() => MassActionPreviewArgs) args: MassActionPreviewArgs, @Ctx() { ctx }: GraphQLContext) {
    const { action, attribute, value } = args;
    const isHubAccess = action === HUB_ACCESS_ON || action === HUB_ACCESS_OFF;
    return previewNamedAction(ctx, {
      kind: isHubAccess ? "customers.setHubAccess" : action,
      selection: selectionOf(args),
      hubAccess: action === HUB_ACCESS_ON,
      organisationId: args.organisationId == null ? null : idOf(args.organisationId),
      attribute: { name: attribute ?? "", value },
    });
  }
}
