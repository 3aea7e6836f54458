import { LinkTabs } from "@/app/_ui/link-tabs";
import { PageHeader } from "@/app/_ui/page-header";

const PAGES = [
  { href: "/settings", label: "General" },
  { href: "/settings/hub", label: "Customer Hub" },
  { href: "/settings/attributes", label: "Attributes" },
  { href: "/settings/mailbox", label: "Mail" },
  { href: "/settings/developers", label: "Developers" },
];

/** The same head on every page of the settings. */
export function SettingsHeader({ current }: { current: string }) {
  return (
    <>
      <PageHeader title="Settings" lead="These hold for everyone who works at this help desk." />
      <LinkTabs label="Settings" tabs={PAGES.map((page) => ({ ...page, isCurrent: page.href === current }))} />
    </>
  );
}
