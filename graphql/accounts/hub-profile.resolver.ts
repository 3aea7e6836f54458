import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { requestEmailChange } from "@/server/accounts/change-email";
import { changeOwnPassword, ownProfile, updateOwnProfile } from "@/server/accounts/hub-profile";
import {
  ChangeHubPasswordInput,
  ChangeHubPasswordPayload,
  HubProfileType,
  RequestHubEmailChangeInput,
  RequestHubEmailChangePayload,
  UpdateHubProfileInput,
  UpdateHubProfilePayload,
} from "./hub-profile.types";

/** What customers who are signed in to the Hub see and change of themselves. */
@Resolver()
export class HubProfileResolver {
  @Query(() => HubProfileType, { description: "The signed-in customer's own names, address and number." })
  hubProfile(@Ctx() { ctx }: GraphQLContext) {
    return ownProfile(ctx);
  }

  @Mutation(() => UpdateHubProfilePayload, { description: "Changes the signed-in customer's own names and number." })
  updateHubProfile(
    @Arg("input", () => UpdateHubProfileInput, { description: "The changes." }) input: UpdateHubProfileInput,
    @Ctx() { ctx, hubLimits }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({ profile: await updateOwnProfile(ctx, hubLimits, input) }));
  }

  @Mutation(() => ChangeHubPasswordPayload, {
    description: "Changes the signed-in customer's password. All their other sessions end.",
  })
  changeHubPassword(
    @Arg("input", () => ChangeHubPasswordInput, { description: "Old and new." }) input: ChangeHubPasswordInput,
    @Ctx() { ctx, caller, hubLimits }: GraphQLContext,
  ) {
    const sessionId = caller.kind === "hubSession" ? caller.claims.sessionId : "";
    return withUserErrors(async () => {
      await changeOwnPassword(ctx, hubLimits, { ...input, sessionId });
      return {};
    });
  }

  @Mutation(() => RequestHubEmailChangePayload, {
    description: "Mails a link to another address of the signed-in customer; it changes once the link is followed.",
  })
  requestHubEmailChange(
    @Arg("input", () => RequestHubEmailChangeInput, { description: "Which." }) input: RequestHubEmailChangeInput,
    @Ctx() { ctx, hubLimits, linkLimits, client }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await requestEmailChange(ctx, { hub: hubLimits, links: linkLimits }, { ...input, address: client });
      return {};
    });
  }
}
