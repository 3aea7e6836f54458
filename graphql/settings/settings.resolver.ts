import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { logoUrl, removeLogo, setLogo } from "@/server/settings/logo";
import { getSettings, updateSettings } from "@/server/settings/settings";
import {
  SetLogoInput,
  SetLogoPayload,
  SettingsType,
  UpdateSettingsInput,
  UpdateSettingsPayload,
} from "./settings.types";

@Resolver(() => SettingsType)
export class SettingsResolver {
  @Query(() => SettingsType, { description: "The desk's settings, for whoever is signed in." })
  settings(@Ctx() { ctx }: GraphQLContext) {
    return getSettings(ctx);
  }

  @FieldResolver(() => String, { nullable: true, description: "Path of the desk's logo; null for none." })
  logoUrl(@Ctx() { ctx }: GraphQLContext) {
    return logoUrl(ctx);
  }

  @Mutation(() => SetLogoPayload, {
    description:
      "Makes an upload (purpose `logo`; PNG, JPEG or WebP) the desk's logo, or takes it away. Needs settings.manage.",
  })
  setLogo(
    @Arg("input", () => SetLogoInput, { description: "Which upload." }) input: SetLogoInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      if (typeof input.uploadId === "string") await setLogo(ctx, { uploadId: input.uploadId });
      else await removeLogo(ctx);
      return { logoUrl: await logoUrl(ctx) };
    });
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
        newCustomersHaveHubAccess: input.newCustomersHaveHubAccess ?? undefined,
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
