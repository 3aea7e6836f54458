"use client";

import { ActionIcon, Button, Menu, MenuDivider, MenuDropdown, MenuItem, MenuTarget } from "@mantine/core";
import { IconArrowBackUp, IconCopy, IconDots, IconPencil, IconTrash, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { useTransition } from "react";
import { useListNavigation } from "@/app/_ui/list-navigation";
import { DANGER } from "@/app/_ui/menu-model";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { deleteAndTell, restoreAndTell } from "../mass-outcome";
import { focusList } from "./list-place";

interface RowMenuProps {
  id: string;
  name: string;
  email: string | null;
  canEdit: boolean;
  canDelete: boolean;
}

export function RowMenu({ id, name, email, canEdit, canDelete }: RowMenuProps) {
  const { go } = useListNavigation();
  const [isRunning, start] = useTransition();
  const remove = () =>
    start(async () => {
      const here = () => go(window.location.pathname + window.location.search, "replace");
      if (await deleteAndTell([id], here)) focusList();
    });
  return (
    <Menu position="bottom-end" width={190}>
      <MenuTarget>
        <ActionIcon variant="subtle" color="gray" loading={isRunning} aria-label={`Actions for ${name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </MenuTarget>
      <MenuDropdown>
        <MenuItem
          component={Link}
          href={`/customers/${id}`}
          prefetch={false}
          leftSection={<IconUser size={16} aria-hidden />}
        >
          Open
        </MenuItem>
        {canEdit && (
          <MenuItem
            component={Link}
            href={`/customers/${id}/edit`}
            prefetch={false}
            leftSection={<IconPencil size={16} aria-hidden />}
          >
            Edit
          </MenuItem>
        )}
        {email && (
          <MenuItem leftSection={<IconCopy size={16} aria-hidden />} onClick={() => copy(email)}>
            Copy e-mail
          </MenuItem>
        )}
        {canDelete && (
          <>
            <MenuDivider />
            <MenuItem color={DANGER} leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
              Delete
            </MenuItem>
          </>
        )}
      </MenuDropdown>
    </Menu>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toastDone({ message: `${text} copied.` });
  } catch {
    toastProblem(`The browser did not allow copying. The address is ${text}.`);
  }
}

export function RestoreButton({ id, name }: { id: string; name: string }) {
  const [isRunning, start] = useTransition();
  const restore = () =>
    start(async () => {
      if (await restoreAndTell([id])) focusList();
    });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isRunning}
      onClick={restore}
      leftSection={<IconArrowBackUp size={15} aria-hidden />}
      aria-label={`Restore ${name}`}
    >
      Restore
    </Button>
  );
}
