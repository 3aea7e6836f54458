"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { dismissPair } from "./actions";

/** Says that they are two people. Remembered, and for a moment to be taken back. */
export function DismissButton({ id, names }: { id: string; names: string }) {
  const [isRunning, start] = useTransition();
  const dismiss = () =>
    start(async () => {
      const problem = await attempt(() => dismissPair(id, true));
      if (problem === undefined) return;
      if (problem) return toastProblem(problem);
      toastDone({
        message: `${names} are two people.`,
        undo: async () => {
          await dismissPair(id, false);
        },
      });
      // The button goes with its pair.
      document.getElementById("content")?.focus();
    });
  return (
    <Button variant="default" size="xs" loading={isRunning} onClick={dismiss} aria-label={`Not a duplicate: ${names}`}>
      Not a duplicate
    </Button>
  );
}
