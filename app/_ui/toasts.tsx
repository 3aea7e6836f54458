"use client";

import { Button, Group, Text } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconBell, IconCheck } from "@tabler/icons-react";
import { TextLink } from "./links";

/** Where toasts appear. Hovering or focusing one stops its clock, so that nobody loses an Undo while reading. */
export function Toasts() {
  return (
    <section aria-label="Messages">
      <Notifications position="bottom-right" limit={4} pauseResetOnHover="all" zIndex={500} withinPortal={false} />
    </section>
  );
}

interface DoneToast {
  message: string;
  /** Shows an Undo button; the toast then stays longer. A rejected promise becomes a problem toast. */
  undo?: () => Promise<void>;
  undoLabel?: string;
  /** A page that tells more; the toast then stays longer. */
  link?: { href: string; label: string };
}

/** Says that something was done. `role="status"`: read out when the screen reader is idle. */
export function toastDone({ message, undo, undoLabel = "Undo", link }: DoneToast): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    role: "status",
    color: "green",
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: undo || link ? 15_000 : 5_000,
    message: undo || link ? <WithMore {...{ id, message, undo, undoLabel, link }} /> : message,
  });
}

interface NewsToast {
  message: string;
  href: string;
  label: string;
}

/** Says what others did, with the way to it. */
export function toastNews({ message, href, label }: NewsToast): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    role: "status",
    icon: <IconBell size={18} aria-hidden />,
    autoClose: 10_000,
    message: (
      <Text size="sm" component="div">
        {message}{" "}
        <TextLink href={href} onClick={() => notifications.hide(id)}>
          <bdi>{label}</bdi>
        </TextLink>
      </Text>
    ),
  });
}

/** Says what went wrong and what to do. `role="alert"`: read out at once; stays until it is closed. */
export function toastProblem(message: string): void {
  notifications.show({
    role: "alert",
    color: "red",
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: false,
    message,
  });
}

function WithMore({ id, message, undo, undoLabel, link }: DoneToast & { id: string }) {
  const run = async () => {
    notifications.hide(id);
    try {
      await undo?.();
    } catch {
      toastProblem("This could not be undone. Reload the page to see how things stand.");
    }
  };
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text size="sm">
        {message}{" "}
        {link && (
          <TextLink href={link.href} onClick={() => notifications.hide(id)}>
            {link.label}
          </TextLink>
        )}
      </Text>
      {undo && (
        <Button size="compact-sm" variant="default" flex="none" onClick={run}>
          {undoLabel}
        </Button>
      )}
    </Group>
  );
}
