"use client";

import { Alert } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";

/** Takes the place of the form once it was taken in, and the focus with it. It says the same to everybody. */
export function CheckYourMail({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Alert
      ref={heading}
      tabIndex={-1}
      color="lagoon"
      variant="light"
      icon={<IconMail size={18} aria-hidden />}
      title="Check your mail"
      role="status"
    >
      {children}
    </Alert>
  );
}
