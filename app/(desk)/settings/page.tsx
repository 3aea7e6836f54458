import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { countriesFor } from "./countries";
import { GeneralForm } from "./general-form";
import { LogoForm } from "./logo-form";
import { SettingsHeader } from "./settings-header";

export const metadata: Metadata = { title: "Settings" };

const GENERAL_SETTINGS = graphql(`
  query GeneralSettings {
    settings {
      deskName
      logoUrl
      defaultCountry
    }
  }
`);

export default async function GeneralSettingsPage() {
  await requirePermission("settings.manage");
  const { settings } = await query(GENERAL_SETTINGS, {});
  const countries = countriesFor((await headers()).get("accept-language"));
  return (
    <>
      <SettingsHeader current="/settings" />
      <Stack gap="lg">
        <Panel title="General">
          <GeneralForm
            settings={{ deskName: settings.deskName, defaultCountry: settings.defaultCountry ?? null }}
            countries={countries}
          />
        </Panel>
        <Panel
          title="Logo"
          lead="Stands beside the desk's name, here and in the Customer Hub. PNG, JPEG or WebP, at most 1 MB."
        >
          <LogoForm name={settings.deskName} logoUrl={settings.logoUrl ?? null} />
        </Panel>
      </Stack>
    </>
  );
}
