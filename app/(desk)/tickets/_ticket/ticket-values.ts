import type { TheirChange } from "@/app/_ui/use-conflict";
import type { TicketPriority, TicketStatus, TicketToEditFragment, UpdateTicketInput } from "@/graphql/client/graphql";
import { priorityLabel, statusLabel } from "../ticket-words";

/** What the form beside the conversation can change. */
export interface TicketValues {
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  /** Empty for nobody. */
  assigneeId: string;
  tags: string[];
}

export const TICKET_LABELS = {
  subject: "Subject",
  status: "Status",
  priority: "Priority",
  assigneeId: "Assignee",
  tags: "Tags",
} as const satisfies Record<keyof TicketValues, string>;

const FIELDS = ["subject", "status", "priority", "assigneeId", "tags"] as const;

export function ticketValuesOf({ subject, status, priority, assignee, tags }: TicketToEditFragment): TicketValues {
  return { subject, status, priority, assigneeId: assignee?.id ?? "", tags };
}

/** What differs from the ticket as it was read. Only that is sent, so that a colleague's change to another field stays. */
export function ticketInputOf(values: TicketValues, base: TicketValues): Omit<UpdateTicketInput, "id"> {
  const input: Omit<UpdateTicketInput, "id"> = {};
  if (values.subject.trim() !== base.subject) input.subject = values.subject;
  if (values.status !== base.status) input.status = values.status;
  if (values.priority !== base.priority) input.priority = values.priority;
  if (values.assigneeId !== base.assigneeId) input.assigneeId = values.assigneeId || null;
  if (!isSame(values.tags, base.tags)) input.tags = values.tags;
  return input;
}

/** This agent's changes on top of the colleague's: what was not touched here takes over theirs. */
export function mergedTicket(base: TicketValues, theirs: TicketValues, mine: TicketValues): TicketValues {
  const pick = <K extends keyof TicketValues>(field: K): TicketValues[K] =>
    isSame(mine[field], base[field]) ? theirs[field] : mine[field];
  return {
    subject: pick("subject"),
    status: pick("status"),
    priority: pick("priority"),
    assigneeId: pick("assigneeId"),
    tags: pick("tags"),
  };
}

/** What a colleague changed since the form was read, in words. */
export function theirTicketChanges(
  base: TicketValues,
  theirs: TicketValues,
  mine: TicketValues,
  agentName: (id: string) => string,
): TheirChange[] {
  const words = (values: TicketValues, field: keyof TicketValues) => inWords(values, field, agentName);
  return FIELDS.filter((field) => !isSame(base[field], theirs[field])).map((field) => {
    const isMineToo = !isSame(mine[field], base[field]) && !isSame(mine[field], theirs[field]);
    return {
      key: field,
      label: TICKET_LABELS[field],
      was: words(base, field),
      theirs: words(theirs, field),
      ...(isMineToo ? { mine: words(mine, field) } : {}),
    };
  });
}

function inWords(values: TicketValues, field: keyof TicketValues, agentName: (id: string) => string): string {
  if (field === "status") return statusLabel(values.status);
  if (field === "priority") return priorityLabel(values.priority);
  if (field === "assigneeId") return values.assigneeId ? agentName(values.assigneeId) : "nobody";
  if (field === "tags") return values.tags.join(", ") || "none";
  return values.subject;
}

const isSame = (one: string | string[], other: string | string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
