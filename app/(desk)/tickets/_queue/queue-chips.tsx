import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import listClasses from "../../customers/_list/customer-list.module.css";
import { CustomerName } from "../../customers/customer-name";
import { priorityLabel } from "../ticket-words";
import { QueueLink } from "./queue-navigation";
import { NO_FILTERS, type QueueState, queueHref } from "./queue-state";

interface Chip {
  label: string;
  value: ReactNode;
  without: Partial<QueueState>;
}

type Names = Pick<TicketQueueQuery, "agents" | "organisation" | "customer">;

/** What is in force; a click takes it off. */
export function QueueChips({ state, names }: { state: QueueState; names: Names }) {
  const chips = chipsOf(state, names);
  if (chips.length === 0) return null;
  return (
    <ul className={listClasses.chips} aria-label="Filters in force">
      {chips.map((chip) => (
        <li key={chip.label}>
          <QueueLink href={queueHref(state, chip.without)} className={listClasses.chip}>
            <span className="look-hidden">Remove the filter </span>
            <span className={listClasses.chipText}>
              {chip.label}: <strong>{chip.value}</strong>
            </span>
            <IconX size={14} aria-hidden />
          </QueueLink>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <QueueLink href={queueHref(state, NO_FILTERS)} className={listClasses.chipClear}>
            Clear all
          </QueueLink>
        </li>
      )}
    </ul>
  );
}

function chipsOf(state: QueueState, { agents, organisation, customer }: Names): Chip[] {
  const { priority, assigneeId, organisationId, reporterId, tag } = state;
  const chips: Chip[] = [];
  if (priority) chips.push({ label: "Priority", value: priorityLabel(priority), without: { priority: undefined } });
  if (assigneeId) {
    const name = agents.find((agent) => agent.id === assigneeId)?.name;
    chips.push({ label: "Assignee", value: named(name, assigneeId), without: { assigneeId: undefined } });
  }
  if (organisationId) {
    const value = named(organisation?.name, organisationId);
    chips.push({ label: "Organisation", value, without: { organisationId: undefined } });
  }
  if (reporterId) {
    const value = customer ? (
      <CustomerName name={customer.displayName} isDeleted={customer.deletedAt !== null} />
    ) : (
      `no. ${reporterId}`
    );
    chips.push({ label: "Reporter", value, without: { reporterId: undefined } });
  }
  if (tag) chips.push({ label: "Tag", value: <bdi>{tag}</bdi>, without: { tag: undefined } });
  return chips;
}

const named = (name: string | undefined, id: string): ReactNode =>
  name ? <bdi>{name}</bdi> : `no. ${id}, which does not exist`;
