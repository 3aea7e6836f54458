"use client";

import { ActionIcon, Button, Group, Menu, MenuDropdown, MenuItem, MenuTarget, Modal, Text } from "@mantine/core";
import { IconDots, IconStar, IconTrash } from "@tabler/icons-react";
import { useRef, useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { DANGER } from "@/app/_ui/menu-model";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { makeIdentifierPrimary, removeIdentifier } from "../identifier-actions";
import type { Identifier } from "./identifiers";

interface IdentifierMenuProps {
  identifier: Identifier;
  /** The last one stays: a customer has an address or a number. */
  isOnly: boolean;
}

/** What can be done with one address or number. Nothing for the only one there is: it is changed in the form. */
export function IdentifierMenu({ identifier: { id, kind, value, isPrimary }, isOnly }: IdentifierMenuProps) {
  const [isAsked, setIsAsked] = useState(false);
  const [isRunning, start] = useTransition();
  const opener = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  if (isOnly) return null;
  const run = (action: (id: string) => Promise<{ message: string }[]>, message: string) =>
    start(async () => {
      const problems = await attempt(() => action(id));
      setIsAsked(false);
      if (problems?.length === 0) toastDone({ message });
      else if (problems) toastProblem(problems.map((problem) => problem.message).join(" "));
      // Where the line has gone, the button with it.
      afterRender(() => (opener.current ?? document.getElementById("content"))?.focus());
    });
  const close = () => {
    setIsAsked(false);
    afterRender(() => opener.current?.focus());
  };
  return (
    <>
      <Menu position="bottom-end" width={190}>
        <MenuTarget>
          <ActionIcon
            ref={opener}
            variant="subtle"
            color="gray"
            size={24}
            loading={isRunning}
            aria-label={`Actions for ${value}`}
          >
            <IconDots size={15} aria-hidden />
          </ActionIcon>
        </MenuTarget>
        <MenuDropdown>
          {!isPrimary && (
            <MenuItem
              leftSection={<IconStar size={16} aria-hidden />}
              onClick={() => run(makeIdentifierPrimary, PRIMARY[kind](value))}
            >
              Make primary
            </MenuItem>
          )}
          <MenuItem color={DANGER} leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setIsAsked(true)}>
            Remove
          </MenuItem>
        </MenuDropdown>
      </Menu>
      <Modal
        opened={isAsked}
        onClose={close}
        returnFocus={false}
        title={`Remove ${value}?`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text>{CONSEQUENCES[kind]}</Text>
        <Group mt="md">
          <Button color="red" loading={isRunning} onClick={() => run(removeIdentifier, `${value} removed.`)}>
            Remove
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Modal>
    </>
  );
}

const PRIMARY = {
  EMAIL: (value: string) => `Mail goes to ${value} now.`,
  MOBILE: (value: string) => `${value} is the number that is shown now.`,
};

const CONSEQUENCES = {
  EMAIL:
    "Mail from this address will not find this customer any more. Their sessions in the Hub end, and the address is told.",
  MOBILE: "This number will not find this customer any more.",
};
