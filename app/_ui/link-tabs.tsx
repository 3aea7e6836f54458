import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./link-tabs.module.css";

export interface LinkTab {
  href: string;
  label: ReactNode;
  isCurrent: boolean;
  /** Shown beside the label. */
  count?: number;
}

interface LinkTabsProps {
  /** Name of the navigation for screen readers. */
  label: string;
  tabs: LinkTab[];
  /** Keeps the place on the page: for tabs that filter what stands below them. */
  keepsScroll?: boolean;
}

/** Tabs that are pages of their own: each has an address, works with the Back button and without a script. */
export function LinkTabs({ label, tabs, keepsScroll = false }: LinkTabsProps) {
  return (
    <nav aria-label={label}>
      <ul className={classes.tabs}>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              className={classes.tab}
              aria-current={tab.isCurrent ? "page" : undefined}
              scroll={!keepsScroll}
              prefetch={false}
            >
              {tab.label}
              {tab.count !== undefined && <span className={classes.count}>{tab.count.toLocaleString("en-GB")}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
