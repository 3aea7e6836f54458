"use client";

import { Button, Group, Text } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import { startImport } from "../actions";
import { useIsUnapplied } from "./unapplied";

export function StartButton({ importId, label }: { importId: string; label: string }) {
  const isUnapplied = useIsUnapplied();
  const [isStarting, startStart] = useTransition();
  const start = () =>
    startStart(async () => {
      const answer = await attempt(() => startImport(importId));
      if (answer?.problem) toastProblem(answer.problem);
    });
  return (
    <Group gap="sm">
      <Button onClick={start} loading={isStarting} disabled={isUnapplied}>
        {label}
      </Button>
      <Text role="status" c="dimmed">
        {isUnapplied && "Update the preview first: your changes are not in it."}
      </Text>
    </Group>
  );
}
