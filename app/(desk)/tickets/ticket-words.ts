import type { TicketPriority, TicketQuery, TicketStatus } from "@/graphql/client/graphql";

type TicketSource = NonNullable<TicketQuery["ticket"]>["source"];

/** How far a ticket can be, in the order of its life. */
export const STATUSES: readonly { status: TicketStatus; key: string; label: string }[] = [
  { status: "NEW", key: "new", label: "New" },
  { status: "OPEN", key: "opened", label: "Open" },
  { status: "PENDING", key: "pending", label: "Pending" },
  { status: "ON_HOLD", key: "on-hold", label: "On hold" },
  { status: "CLOSED", key: "closed", label: "Closed" },
];

/** The most pressing first. */
export const PRIORITIES: readonly { priority: TicketPriority; key: string; label: string }[] = [
  { priority: "URGENT", key: "urgent", label: "Urgent" },
  { priority: "HIGH", key: "high", label: "High" },
  { priority: "NORMAL", key: "normal", label: "Normal" },
  { priority: "LOW", key: "low", label: "Low" },
];

const SOURCE_LABELS: Record<TicketSource, string> = { AGENT: "Agent", PORTAL: "Portal", EMAIL: "E-mail", API: "API" };

export function statusLabel(status: TicketStatus): string {
  return STATUSES.find((known) => known.status === status)?.label ?? status;
}

export function priorityLabel(priority: TicketPriority): string {
  return PRIORITIES.find((known) => known.priority === priority)?.label ?? priority;
}

export function ticketSourceLabel(source: TicketSource): string {
  return SOURCE_LABELS[source];
}
