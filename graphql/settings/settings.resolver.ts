import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { getSettings, updateSettings } from "@/server/settings/settings";
import { SettingsType, UpdateSettingsInput, UpdateSettingsPayload } from "./settings.types";

@Resolver(() => SettingsType)
export class SettingsResolver {
  @Query(() => SettingsType, { description: "The desk's settings, for whoever is signed in." })
  settings(@Ctx() { ctx }: GraphQLContext) {
    return getSettings(ctx);
  }

  @Mutation(() => UpdateSettingsPayload, { description: "Changes settings. Needs settings.manage." })
  updateSettings(
    @Arg("input", () => UpdateSettingsInput, { description: "The changes." }) input: UpdateSettingsInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => ({
      settings: await updateSettings(ctx, {
        deskName: input.deskName ?? undefined,
        defaultCountry: input.defaultCountry,
        hubActivated: input.hubActivated ?? undefined,
        hasRequestForm: input.hasRequestForm ?? undefined,
        sendsReceipts: input.sendsReceipts ?? undefined,
        automaticAnswersPerHour: input.automaticAnswersPerHour ?? undefined,
        contactName: input.contactName ?? undefined,
        contactEmail: input.contactEmail ?? undefined,
        contactPhone: input.contactPhone ?? undefined,
        contactHours: input.contactHours ?? undefined,
        contactLink: input.contactLink ?? undefined,
      }),
    }));
  }
}
