"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import type { FieldProblem } from "../../actions";
import { sendAgain, sendTest, updateWebhook } from "../actions";

export function SendTest({ id }: { id: string }) {
  const { run, isRunning } = useRun("A test is on its way. The log tells how it went.");
  return (
    <Button variant="default" loading={isRunning} onClick={() => run(() => sendTest(id))}>
      Send a test
    </Button>
  );
}

export function PauseOrResume({ id, isActive }: { id: string; isActive: boolean }) {
  const { run, isRunning } = useRun(isActive ? "Nothing is sent to it now." : "It is told again from now on.");
  return (
    <Button
      variant={isActive ? "default" : "filled"}
      loading={isRunning}
      onClick={() => run(() => updateWebhook({ id, isPaused: isActive }))}
    >
      {isActive ? "Pause" : "Resume"}
    </Button>
  );
}

/** @param what which of the log's lines, for whoever hears the button alone */
export function SendAgain({ id, what }: { id: string; what: string }) {
  const { run, isRunning } = useRun("It is on its way once more.");
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isRunning}
      onClick={() => run(() => sendAgain(id))}
      aria-label={`Send ${what} again`}
    >
      Send again
    </Button>
  );
}

function useRun(done: string) {
  const [isRunning, start] = useTransition();
  const run = (action: () => Promise<FieldProblem[]>) =>
    start(async () => {
      const problems = await attempt(action);
      if (!problems) return;
      if (problems[0]) toastProblem(problems[0].message);
      else toastDone({ message: done });
    });
  return { run, isRunning };
}
