"use client";

import { Button, Checkbox, Group, Text } from "@mantine/core";
import { type ReactNode, useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import { startImport } from "../actions";
import { useIsUnapplied } from "./unapplied";

interface StartButtonProps {
  importId: string;
  label: string;
  /** Whether to ask if those whom it makes are to be invited; an import that goes on has been asked. */
  asksForInvitations?: boolean;
  /** What else one may do. */
  beside?: ReactNode;
}

export function StartButton({ importId, label, asksForInvitations = false, beside }: StartButtonProps) {
  const [sendsInvitations, setSendsInvitations] = useState(false);
  const isUnapplied = useIsUnapplied();
  const [isStarting, startStart] = useTransition();
  const start = () =>
    startStart(async () => {
      const answer = await attempt(() => startImport(importId, sendsInvitations));
      if (answer?.problem) toastProblem(answer.problem);
    });
  return (
    <Group gap="sm">
      {asksForInvitations && (
        <Checkbox
          label="Send invitations"
          description="New customers are mailed a link to set a password. Nobody else is mailed."
          checked={sendsInvitations}
          onChange={(event) => setSendsInvitations(event.currentTarget.checked)}
          w="100%"
        />
      )}
      <Button onClick={start} loading={isStarting} disabled={isUnapplied}>
        {label}
      </Button>
      {beside}
      <Text role="status" c="dimmed">
        {isUnapplied && "Update the preview first: your changes are not in it."}
      </Text>
    </Group>
  );
}
