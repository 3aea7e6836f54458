"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import type { FieldProblem } from "../actions";
import { inviteAgain, updateAgent } from "./actions";
import type { AgentLine } from "./agent-table";
import { AGENTS_ID } from "./roles";

export function InviteAgain({ agent: { id, name, email } }: { agent: AgentLine }) {
  const { run, isRunning } = useRun(`Another invitation to ${email} is on its way. The older link no longer works.`);
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isRunning}
      onClick={() => run(() => inviteAgain(id))}
      aria-label={`Send the invitation of ${name} again`}
    >
      Send again
    </Button>
  );
}

export function LetInAgain({ agent: { id, name } }: { agent: AgentLine }) {
  const { run, isRunning } = useRun(`${name} can sign in again.`);
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isRunning}
      onClick={() => run(() => updateAgent({ id, isActive: true }))}
      aria-label={`Reactivate ${name}`}
    >
      Reactivate
    </Button>
  );
}

function useRun(done: string) {
  const [isRunning, start] = useTransition();
  const run = (action: () => Promise<FieldProblem[]>) =>
    start(async () => {
      const problems = await attempt(action);
      if (!problems) return;
      if (problems[0]) return toastProblem(problems[0].message);
      toastDone({ message: done });
      document.getElementById(AGENTS_ID)?.focus();
    });
  return { run, isRunning };
}
