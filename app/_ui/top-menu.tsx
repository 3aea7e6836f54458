"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./frame.module.css";
import { MenuCount } from "./menu-count";
import { currentness, currentPage, type MenuSection } from "./menu-model";

/** The sections across the top; a section with several pages opens them as a menu. */
export function TopMenu({ sections }: { sections: MenuSection[] }) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className={classes.topMenu}>
      {sections.map((section) =>
        section.pages ? (
          <SectionMenu key={section.href} section={section} path={path} />
        ) : (
          <Link
            key={section.href}
            href={section.href}
            className={classes.topLink}
            aria-current={currentness(path, section.href) === "page" ? "page" : undefined}
            data-current={currentness(path, section.href) !== undefined || undefined}
          >
            {section.label}
          </Link>
        ),
      )}
    </nav>
  );
}

function SectionMenu({ section, path }: { section: MenuSection; path: string }) {
  const pages = section.pages ?? [];
  const current = currentPage(path, pages);
  const isCurrent = current !== undefined || currentness(path, section.href) !== undefined;
  return (
    <Menu position="bottom-start" width={220} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.topLink}
          data-current={isCurrent || undefined}
          aria-current={isCurrent ? "true" : undefined}
        >
          {section.label}
          <IconChevronDown size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map((page) => (
          <Menu.Item
            key={page.href}
            component={Link}
            href={page.href}
            leftSection={page.icon}
            aria-current={page === current && page.href === path ? "page" : undefined}
            data-current={page === current || undefined}
            className={classes.menuItem}
          >
            {page.label}
            <MenuCount count={page.count} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
