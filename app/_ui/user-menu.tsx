"use client";

import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { IconKeyboard, IconLogout } from "@tabler/icons-react";
import Link from "next/link";
import classes from "./frame.module.css";
import { InitialsAvatar } from "./initials-avatar";
import type { MenuPage } from "./menu-model";

export interface SignedInUser {
  name: string;
  email: string;
  role: string;
}

interface UserMenuProps {
  user: SignedInUser;
  /** What is one's own to set. */
  pages: MenuPage[];
  onShortcuts: () => void;
  onSignOut: () => void;
}

/** Who is signed in, how it looks, the way out. */
export function UserMenu({ user, pages, onShortcuts, onSignOut }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The server does not know the scheme that this browser remembers.
  const scheme = useMounted() ? colorScheme : "auto";
  return (
    <Menu position="bottom-end" width={250} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.userButton} aria-label={`Your account: ${user.name}`}>
          <InitialsAvatar name={user.name} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.userLabel}>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {user.name}
          </Text>
          <Text size="xs" truncate>
            {user.email}
          </Text>
          <Text size="xs">{user.role}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup value={scheme} onChange={(value) => setColorScheme(schemeNamed(value))}>
          <Menu.RadioItem value="light">Light</Menu.RadioItem>
          <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
          <Menu.RadioItem value="auto">As the system</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        {pages.map(({ href, label, icon }) => (
          <Menu.Item key={href} component={Link} href={href} leftSection={icon}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function schemeNamed(value: string): "light" | "dark" | "auto" {
  return value === "light" || value === "dark" ? value : "auto";
}
