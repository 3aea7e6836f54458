"use client";

import { Anchor, Button, Text, VisuallyHidden } from "@mantine/core";
import { useState, useTransition } from "react";
import { restoreAndTell } from "../mass-outcome";
import type { UserProblem } from "./field-problems";

interface OwnerHintProps {
  problem: UserProblem;
  canRestore: boolean;
}

/** Leads to whoever has the address already, or brings them back. Opens beside the form, so that nothing typed is left behind. */
export function OwnerHint({ problem, canRestore }: OwnerHintProps) {
  const [isRestored, setIsRestored] = useState(false);
  const [isRunning, start] = useTransition();
  const { code, customerId } = problem;
  if (!customerId || (code !== "TAKEN" && code !== "TAKEN_BY_DELETED")) return null;
  const mayRestore = code === "TAKEN_BY_DELETED" && canRestore && !isRestored;
  const restore = () => start(async () => setIsRestored(await restoreAndTell([customerId])));
  return (
    <Text size="sm" mt={4} component="div" role={isRestored ? "status" : undefined}>
      {isRestored && "They are back. "}
      <Anchor href={`/customers/${customerId}`} target="_blank" inherit>
        Open their account
        <VisuallyHidden component="span"> (in a new tab)</VisuallyHidden>
      </Anchor>
      {mayRestore && (
        <Button size="compact-xs" variant="default" ml="sm" loading={isRunning} onClick={restore}>
          Restore them
        </Button>
      )}
    </Text>
  );
}
