"use client";

import { Burger, Drawer, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { MenuCount } from "./menu-count";
import { currentPage, type MenuSection } from "./menu-model";

/** The same sections behind a burger, all pages open at once: one tap to open, one to go. */
export function PhoneMenu({ sections }: { sections: MenuSection[] }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what closes the drawer.
  useEffect(close, [path, close]);
  const everyPage = sections.flatMap((section) => section.pages ?? [section]);
  const current = currentPage(path, everyPage);

  return (
    <>
      <Burger opened={isOpen} onClick={toggle} size="sm" hiddenFrom="sm" aria-label="Menu" aria-expanded={isOpen} />
      <Drawer opened={isOpen} onClose={close} title="Menu" size="17rem" padding="md">
        <nav aria-label="Main">
          {sections.map((section) => (
            <div key={section.href}>
              {section.pages && (
                <Text size="xs" fw={600} c="dimmed" mt="sm" mb={4} px="sm">
                  {section.label}
                </Text>
              )}
              {(section.pages ?? [section]).map((page) => (
                <NavLink
                  key={page.href}
                  component={Link}
                  href={page.href}
                  label={page.label}
                  leftSection={page.icon}
                  rightSection={<MenuCount count={page.count} />}
                  active={page === current}
                  aria-current={page === current && page.href === path ? "page" : undefined}
                  onClick={close}
                />
              ))}
            </div>
          ))}
        </nav>
      </Drawer>
    </>
  );
}
