"use client";

import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { IconDevices, IconLogout, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { useTransition } from "react";
import { InitialsAvatar } from "@/app/_ui/initials-avatar";
import classes from "./account.module.css";

interface CustomerMenuProps {
  name: string;
  email: string;
  onSignOut: () => Promise<void>;
  onSignOutEverywhere: () => Promise<void>;
}

/** Who is signed in, how it looks, the ways out. */
export function CustomerMenu({ name, email, onSignOut, onSignOutEverywhere }: CustomerMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [, start] = useTransition();
  // The server does not know the scheme that this browser remembers.
  const scheme = useMounted() ? colorScheme : "auto";
  return (
    <Menu position="bottom-end" width={250} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={`Your account: ${name}`}>
          <InitialsAvatar name={name} size={36} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.label}>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {name}
          </Text>
          {email !== name && <Text size="xs">{email}</Text>}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} href="/hub/profile" leftSection={<IconUser size={16} aria-hidden />}>
          Your profile
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup value={scheme} onChange={(value) => setColorScheme(value as typeof scheme)}>
          <Menu.RadioItem value="light">Light</Menu.RadioItem>
          <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
          <Menu.RadioItem value="auto">As the system</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => start(onSignOut)}>
          Sign out
        </Menu.Item>
        <Menu.Item leftSection={<IconDevices size={16} aria-hidden />} onClick={() => start(onSignOutEverywhere)}>
          Sign out on all devices
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
