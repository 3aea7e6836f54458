import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { SettingsHeader } from "../settings-header";
import { HubForm } from "./hub-form";

export const metadata: Metadata = { title: "Customer Hub" };

const HUB_SETTINGS = graphql(`
  query HubSettings {
    settings {
      hubActivated
      hasRequestForm
      newCustomersHaveHubAccess
      contactName
      contactEmail
      contactPhone
      contactHours
      contactLink
    }
  }
`);

export default async function HubSettingsPage() {
  await requirePermission("settings.manage");
  const { settings } = await query(HUB_SETTINGS, {});
  return (
    <>
      <SettingsHeader current="/settings/hub" />
      <Panel title="Customer Hub" lead="Where customers sign in and follow their requests: /hub on this site.">
        <HubForm settings={settings} />
      </Panel>
    </>
  );
}
