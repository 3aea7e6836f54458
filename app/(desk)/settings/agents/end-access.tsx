"use client";

import { Alert, Button, Group, Modal, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { updateAgent } from "./actions";
import type { AgentLine } from "./agent-table";
import { AGENTS_ID } from "./roles";

/** Asks, ends the access, and says why not where nobody could manage the desk any more. */
export function EndAccess({ agent, isSelf }: { agent: AgentLine; isSelf: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isRunning, start] = useTransition();
  const { id, name, state } = agent;
  const verb = state === "INVITED" ? "Withdraw" : "Deactivate";
  const close = () => setIsAsking(false);
  const end = () =>
    start(async () => {
      const problems = await attempt(() => updateAgent({ id, isActive: false }));
      if (!problems) return;
      setProblem(problems[0]?.message);
      if (problems[0]) return;
      toastDone({
        message: state === "INVITED" ? `The invitation of ${name} is withdrawn.` : `${name} is signed out.`,
      });
      document.getElementById(AGENTS_ID)?.focus();
    });
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        onClick={() => {
          setProblem(undefined);
          setIsAsking(true);
        }}
        aria-label={`${verb} ${state === "INVITED" ? "the invitation of " : ""}${name}`}
      >
        {verb}
      </Button>
      <Modal opened={isAsking} onClose={close} title={`${verb} ${name}?`}>
        {problem ? (
          <Alert color="red" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>
            {problem}
          </Alert>
        ) : (
          <Text>{wordsFor(agent, isSelf)}</Text>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close} data-autofocus>
            {problem ? "Close" : "Cancel"}
          </Button>
          {!problem && (
            <Button color="red" loading={isRunning} onClick={end}>
              {verb}
            </Button>
          )}
        </Group>
      </Modal>
    </>
  );
}

function wordsFor({ state }: AgentLine, isSelf: boolean): string {
  if (state === "INVITED") return "The link in their mail opens nothing any more. You can invite them again later.";
  const whom = isSelf ? "This is you: you are signed out" : "They are signed out";
  return `${whom} everywhere at the next click. What they wrote stays, and so do their tickets. An admin can let them in again.`;
}
