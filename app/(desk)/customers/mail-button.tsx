"use client";

import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import type { MailOutcome } from "./mail-actions";

interface MailButtonProps extends ButtonProps {
  act: () => Promise<MailOutcome>;
  /** What a screen reader hears where the words alone would stand ten times on a page. */
  "aria-label"?: string;
  children: ReactNode;
}

/** A button that does something about mail and says how it went. */
export function MailButton({ act, children, ...button }: MailButtonProps) {
  const [isRunning, start] = useTransition();
  const run = () =>
    start(async () => {
      const outcome = await attempt(act);
      if (outcome?.done) toastDone({ message: outcome.done });
      else if (outcome?.problem) toastProblem(outcome.problem);
    });
  return (
    <Button variant="default" {...button} loading={isRunning} onClick={run}>
      {children}
    </Button>
  );
}
