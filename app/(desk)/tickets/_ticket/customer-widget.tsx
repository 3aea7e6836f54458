"use client";

import { Drawer, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { InitialsAvatar } from "@/app/_ui/initials-avatar";
import classes from "./ticket.module.css";

interface CustomerWidgetProps {
  name: string;
  initials: string;
  isDeleted: boolean;
  children: ReactNode;
}

/** The round button with the customer's initials, and what it opens. Closing it leads the focus back to the button. */
export function CustomerWidget({ name, initials, isDeleted, children }: CustomerWidgetProps) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <UnstyledButton
        className={classes.roundButton}
        onClick={open}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`Customer ${name}${isDeleted ? " (deleted)" : ""}`}
      >
        <InitialsAvatar name={name} initials={initials} size={52} />
      </UnstyledButton>
      <Drawer opened={isOpen} onClose={close} title="Customer" position="right" size="26rem" padding="lg">
        {children}
      </Drawer>
    </>
  );
}
