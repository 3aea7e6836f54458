import { Badge } from "@mantine/core";
import type { TicketPriority, TicketStatus } from "@/graphql/client/graphql";
import { priorityLabel, statusLabel } from "./ticket-words";

const STATUS_COLOURS: Record<TicketStatus, string> = {
  NEW: "blue",
  OPEN: "orange",
  PENDING: "grape",
  ON_HOLD: "yellow",
  CLOSED: "gray",
};

export function StatusBadge({ status }: { status: TicketStatus }) {
  return (
    <Badge component="span" color={STATUS_COLOURS[status]}>
      {statusLabel(status)}
    </Badge>
  );
}

/** Only what is out of the ordinary draws the eye. */
export function PriorityWord({ priority }: { priority: TicketPriority }) {
  if (priority !== "URGENT" && priority !== "HIGH") return priorityLabel(priority);
  return (
    <Badge component="span" color={priority === "URGENT" ? "red" : "orange"} variant="light">
      {priorityLabel(priority)}
    </Badge>
  );
}
