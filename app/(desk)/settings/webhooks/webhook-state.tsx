import { Badge } from "@mantine/core";
import type { WebhookState as State } from "@/graphql/client/graphql";

const STATES = {
  ACTIVE: { label: "Active", color: "green" },
  PAUSED: { label: "Paused", color: "gray" },
  DISABLED: { label: "Given up", color: "red" },
} as const;

/** @param isWaiting its receiver is away, so nothing is tried for a while */
export function WebhookState({ state, isWaiting }: { state: State; isWaiting: boolean }) {
  const { label, color } = state === "ACTIVE" && isWaiting ? { label: "Out of reach", color: "orange" } : STATES[state];
  return (
    <Badge miw="max-content" color={color}>
      {label}
    </Badge>
  );
}
