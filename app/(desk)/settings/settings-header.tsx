import { viewer } from "@/app/_lib/viewer";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { PageHeader } from "@/app/_ui/page-header";

const PAGES = [
  { href: "/settings", label: "General", permission: "settings.manage" },
  { href: "/settings/agents", label: "Agents", permission: "agent.manage" },
  { href: "/settings/hub", label: "Customer Hub", permission: "settings.manage" },
  { href: "/settings/attributes", label: "Attributes", permission: "settings.manage" },
  { href: "/settings/mailbox", label: "Mail", permission: "settings.manage" },
  { href: "/settings/webhooks", label: "Webhooks", permission: "settings.manage" },
  { href: "/settings/developers", label: "Developers", permission: "settings.manage" },
];

/** The same head on every page of the settings; pages that one may not open are left out. */
export async function SettingsHeader({ current }: { current: string }) {
  const { permissions } = await viewer();
  const mine = PAGES.filter((page) => permissions.includes(page.permission));
  return (
    <>
      <PageHeader title="Settings" lead="These hold for everyone who works at this help desk." />
      <LinkTabs label="Settings" tabs={mine.map(({ href, label }) => ({ href, label, isCurrent: href === current }))} />
    </>
  );
}
