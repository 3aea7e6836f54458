import { Badge } from "@mantine/core";
import type { TicketStatus } from "@/graphql/client/graphql";

/** How far a request is, from the customer's side. */
export const STATUS_WORDS: Record<TicketStatus, { label: string; colour: string }> = {
  NEW: { label: "Received", colour: "blue" },
  OPEN: { label: "In progress", colour: "blue" },
  PENDING: { label: "Waiting for you", colour: "orange" },
  ON_HOLD: { label: "On hold", colour: "yellow" },
  CLOSED: { label: "Closed", colour: "gray" },
};

export function HubStatus({ status }: { status: TicketStatus }) {
  const { label, colour } = STATUS_WORDS[status];
  return (
    <Badge component="span" color={colour}>
      {label}
    </Badge>
  );
}
