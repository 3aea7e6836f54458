import type { ReactNode } from "react";
import { type FilterChip, FilterChips } from "@/app/_ui/filter-chips";
import type { TicketQueueQuery } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { priorityLabel } from "../ticket-words";
import { NO_FILTERS, type QueueState, queueHref } from "./queue-state";

type Names = Pick<TicketQueueQuery, "agents" | "organisation" | "customer">;

/** The filters in force as chips. */
export function QueueChips({ state, names }: { state: QueueState; names: Names }) {
  return <FilterChips chips={chipsOf(state, names)} clearHref={queueHref(state, NO_FILTERS)} />;
}

function chipsOf(state: QueueState, { agents, organisation, customer }: Names): FilterChip[] {
  const { priority, assigneeId, organisationId, reporterId, tag } = state;
  const chips: FilterChip[] = [];
  const add = (label: string, value: ReactNode, without: Partial<QueueState>) =>
    chips.push({ label, value, href: queueHref(state, without) });
  if (priority) add("Priority", priorityLabel(priority), { priority: undefined });
  if (assigneeId) {
    const name = agents.find((agent) => agent.id === assigneeId)?.name;
    add("Assignee", named(name, assigneeId), { assigneeId: undefined });
  }
  if (organisationId) add("Organisation", named(organisation?.name, organisationId), { organisationId: undefined });
  if (reporterId) {
    const value = customer ? (
      <CustomerName name={customer.displayName} isDeleted={customer.deletedAt !== null} />
    ) : (
      `no. ${reporterId}`
    );
    add("Reporter", value, { reporterId: undefined });
  }
  if (tag) add("Tag", <bdi>{tag}</bdi>, { tag: undefined });
  return chips;
}

const named = (name: string | undefined, id: string): ReactNode =>
  name ? <bdi>{name}</bdi> : `no. ${id}, which does not exist`;
